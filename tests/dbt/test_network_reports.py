"""The reports about the network of organizations equal an independent computation, on generated lakes."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from random import Random
from typing import Any

import networkx as nx
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from tests.dbt.compiled import Models, Warehouse
from tests.dbt.generated import lake, lakes
from tests.dbt.helpers import Rows

EXAMPLES = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@EXAMPLES
@given(rows=lakes())
def test_reports_equal_an_independent_computation_on_small_lakes(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        agree(warehouse)


@pytest.mark.parametrize("seed", [0, 3])
def test_reports_equal_an_independent_computation_on_a_large_lake(models: Models, seed: int) -> None:
    with Warehouse(models, lake(Random(seed), 150)) as warehouse:
        agree(warehouse)


def test_alliance_of_forty_links_each_two_of_its_parties(models: Models) -> None:
    rows: Rows = {
        "core.organizations": [
            {"organization_id": f"org_{n:016x}", "name": f"{n}", "aliases": [], "organization_type": "hub"}
            for n in range(40)
        ],
        "core.partnerships": [
            {
                "partnership_id": f"partnership_{0:016x}",
                "kind": "alliance",
                "status": "active",
                "year_basis": "unknown",
                "confidence": 0.9,
            }
        ],
        "core.partnership_parties": [
            {"partnership_id": f"partnership_{0:016x}", "organization_id": f"org_{n:016x}", "role": "party"}
            for n in range(40)
        ],
    }
    with Warehouse(models, rows) as warehouse:
        network, ranking = warehouse.table("organization_network"), warehouse.table("organizations_by_partners")
    assert network.height == 780
    assert set(network["smallest_party_count"]) == {40}
    assert network["strength"].sum() == pytest.approx(40 / 2)
    assert set(ranking.select("partner_rank", "partner_count", "direct_partner_count", "betweenness").iter_rows()) == {
        (1, 39, 0, 0.0)
    }


def agree(warehouse: Warehouse) -> None:
    """Compare every report, in its order."""
    agreements = told(warehouse)
    for name, expected in {
        "organization_network": network(warehouse, agreements),
        "organizations_by_partners": ranking(warehouse, agreements),
        "new_links_by_year": new_links(warehouse, agreements),
        "organization_profile": profiles(warehouse, agreements),
    }.items():
        assert [rounded(row) for row in warehouse.table(name).rows()] == [rounded(row) for row in expected], name


def rounded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Two ways of summing may differ in the last digits."""
    return tuple(round(value, 8) if isinstance(value, float) else value for value in row)


def told(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Every agreement with its parties, and the articles that state it."""
    articles = {row["article_id"]: row for row in warehouse.table("dim_articles").iter_rows(named=True)}
    parties = warehouse.table("fct_partnership_parties").rows_by_key("partnership_id", named=True)
    evidence = warehouse.table("fct_evidence").filter(fact_type="partnership").rows_by_key("fact_id", named=True)
    return [
        row
        | {"parties": sorted(party["organization_id"] for party in parties[row["partnership_id"]])}
        | {"articles": [articles[each] for each in {item["article_id"] for item in evidence[row["partnership_id"]]}]}
        for row in warehouse.table("fct_partnerships").iter_rows(named=True)
    ]


def names(warehouse: Warehouse) -> dict[str, dict[str, Any]]:
    """Organizations by id."""
    return {row["organization_id"]: row for row in warehouse.table("dim_organizations").iter_rows(named=True)}


def rests_on(agreements: list[dict[str, Any]]) -> tuple[int, int]:
    """Numbers of articles and of sources."""
    articles = [article for row in agreements for article in row["articles"]]
    return len({row["article_id"] for row in articles}), len({row["source_name"] for row in articles})


def span(values: list[Any]) -> tuple[Any, Any]:
    """The first and the last of what is known."""
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else (None, None)


def common(agreements: list[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The agreements that each two organizations share."""
    shared: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in agreements:
        for pair in combinations(row["parties"], 2):
            shared.setdefault(pair, []).append(row)
    return shared


def network(warehouse: Warehouse, agreements: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The links."""
    of, rows = names(warehouse), []
    for (one, other), shared in common(agreements).items():
        ends = (one, of[one]["name"], other, of[other]["name"])
        seen = span([article["published_on"] for row in shared for article in row["articles"]])
        sizes = [len(row["parties"]) for row in shared]
        kinds = sorted({row["kind"] for row in shared})
        figures = (kinds, min(sizes), sum(1 / (size - 1) for size in sizes))
        years = span([row["year"] for row in shared])
        rows.append((*ends, len(shared), *years, *rests_on(shared), *seen, *figures))
    return sorted(rows, key=lambda row: (-row[4], row[1].encode(), row[3].encode(), row[0], row[2]))


def ranking(warehouse: Warehouse, agreements: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The organizations with partners; networkx tells how much they stand between others."""
    graph = nx.Graph(list(common(agreements)))
    between, rows = nx.betweenness_centrality(graph), []
    direct = nx.Graph(
        pair for row in agreements for pair in combinations(row["parties"], 2) if len(row["parties"]) == 2
    )
    for key, body in names(warehouse).items():
        if key in graph:
            own = [row for row in agreements if key in row["parties"]]
            better = sum(graph.degree(other) > graph.degree(key) for other in graph)
            who = tuple(body[name] for name in ("organization_id", "name", "organization_type", "city", "country_code"))
            counts = (graph.degree(key), direct.degree(key) if key in direct else 0, len(own))
            place = (round(between[key], 9), "exact", *span([row["year"] for row in own]))
            rows.append((better + 1, *who, *counts, *place, *rests_on(own)))
    return sorted(rows, key=lambda row: (row[0], -row[9], row[2].encode(), row[1]))


def new_links(warehouse: Warehouse, agreements: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """New partners, year by year."""
    of, met = names(warehouse), {}
    for (low, high), shared in common(agreements).items():
        first, _ = span([row["year"] for row in shared])
        founding = [row for row in shared if row["year"] == first]
        for one, other in permutations((low, high)):
            met.setdefault((one, first), []).append((other, founding))
    rows = []
    for (one, year), links in met.items():
        founding = list({row["partnership_id"]: row for _, shared in links for row in shared}.values())
        counts = (len(links), len(founding), *rests_on(founding))
        rows.append((one, of[one]["name"], year, year is None, *counts))
    return sorted(rows, key=lambda row: (row[1].encode(), row[0], row[3], row[2]))


def profiles(warehouse: Warehouse, agreements: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Everything about each organization."""
    ranks = {row[1]: row for row in ranking(warehouse, agreements)}
    roles = warehouse.table("fct_program_organizations")
    people, metrics = warehouse.table("fct_person_roles"), warehouse.table("fct_metric_observations")
    sources = dict(warehouse.table("dim_articles").select("article_id", "source_name").iter_rows())
    evidence = warehouse.table("fct_evidence").rows_by_key(("fact_type", "fact_id"), named=True)
    rows = []
    for key, body in names(warehouse).items():
        mine = {
            "organization": [key],
            "partnership": [row["partnership_id"] for row in agreements if key in row["parties"]],
            "program_organization": roles.filter(organization_id=key)["program_organization_id"].to_list(),
            "person_role": people.filter(pl.col("organization_id") == key)["person_role_id"].to_list(),
            "metric": metrics.filter(subject_type="organization", subject_id=key)["observation_id"].to_list(),
        }
        said = {row["article_id"] for kind, ids in mine.items() for each in ids for row in evidence[kind, each]}
        programs = Counter((role == "operator", program) for program, role in own_roles(roles, key))
        rank = ranks.get(key)
        rows.append(
            (
                *(body[name] for name in ("organization_id", "name", "organization_type", "city", "country_code")),
                *(len(mine["partnership"]), rank[6] if rank else 0),
                *(sum(runs for runs, _ in programs), sum(not runs for runs, _ in programs)),
                people.filter(pl.col("organization_id") == key)["person_name"].n_unique(),
                *(len(mine["metric"]), body["first_seen_on"], body["last_seen_on"]),
                *(len(said), len({sources[each] for each in said})),
                *((rank[0], rank[9], rank[10], rank[12]) if rank else (None,) * 4),
            )
        )
    return sorted(rows, key=lambda row: (-row[13], row[1].encode(), row[0]))


def own_roles(roles: pl.DataFrame, organization_id: str) -> list[tuple[str, str]]:
    """The programs of an organization and its roles in them."""
    return list(roles.filter(organization_id=organization_id).select("program_id", "role").iter_rows())
