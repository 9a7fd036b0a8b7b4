"""GraphML and GEXF open in networkx and hold the networks of the marts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx as nx
import pytest

from tests.exports.warehouses import changed, export_one, rows_of

READ = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def graph_of(folder: Path, form: str, name: str = "partnerships") -> nx.Graph:
    return READ[form](folder / form / f"{name}.{form}")


@pytest.mark.parametrize("form", READ)
def test_nodes_are_the_organizations(published: Path, exported: Path, form: str) -> None:
    graph = graph_of(exported, form)
    columns = "organization_id, name, organization_type, city, country_code, article_count"
    expected = rows_of(published, f"select {columns} from marts.dim_organizations")
    names = ("label", "type", "city", "country_code", "article_count")
    found = {(node, *(data.get(name) for name in names)) for node, data in graph.nodes(data=True)}
    assert found == set(expected)


@pytest.mark.parametrize("form", READ)
def test_edges_are_the_agreements_of_each_pair(published: Path, exported: Path, form: str) -> None:
    graph = graph_of(exported, form)
    assert not graph.is_directed()
    weights: Counter[tuple[str, ...]] = Counter()
    for one, other, data in graph.edges(data=True):
        weights[tuple(sorted((one, other)))] += data["weight"]
    counts = "select organization_id_a, organization_id_b, partnership_count from marts.organization_network"
    assert weights == {(one, other): count for one, other, count in rows_of(published, counts)}
    names = ("partnership_id", "kind", "year", "article_count")
    found = {tuple(data.get(name) for name in names) for *_, data in graph.edges(data=True)}
    assert found == set(
        rows_of(published, "select partnership_id, kind, year, article_count from marts.fct_partnerships")
    )


@pytest.mark.parametrize("form", READ)
def test_two_agreements_of_a_pair_are_two_edges(published: Path, tmp_path: Path, form: str) -> None:
    more = "insert into marts.fct_partnership_parties values ('partnership_0000000000000001', {}, 'party')"
    warehouse = changed(published, tmp_path, more.format("'org_000000000000000d'"))
    export_one(form, warehouse, tmp_path)
    graph = graph_of(tmp_path, form)
    assert graph.is_multigraph()
    assert graph.number_of_edges("org_000000000000000a", "org_000000000000000d") == 2


@pytest.mark.parametrize("form", READ)
def test_programs_are_a_network_of_their_own(published: Path, exported: Path, form: str) -> None:
    graph = graph_of(exported, form, "programs")
    kinds = Counter(data["node_kind"] for _, data in graph.nodes(data=True))
    assert kinds == {"program": 2, "organization": 3}
    assert {(one, other, data["kind"]) for one, other, data in graph.edges(data=True)} == set(
        rows_of(published, "select organization_id, program_id, role from marts.fct_program_organizations")
    )


@pytest.mark.parametrize("form", READ)
def test_names_with_marks_and_unspeakable_characters_are_written(published: Path, tmp_path: Path, form: str) -> None:
    name = '<b>&"Q"\' =1' + "\u0001\ufffe" + "\u2603\U0001f91d"
    warehouse = changed(
        published, tmp_path, f"update marts.dim_organizations set name = '{name.replace(chr(39), chr(39) * 2)}'"
    )
    export_one(form, warehouse, tmp_path)
    labels = {data["label"] for _, data in graph_of(tmp_path, form).nodes(data=True)}
    assert labels == {'<b>&"Q"\' =1\u2603\U0001f91d'}
