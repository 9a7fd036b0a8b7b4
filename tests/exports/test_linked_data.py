"""JSON-LD: processors read it without fetching anything, and evidence is reached from what it proves."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyld import jsonld

from orchestration.exports.linked_types import ACTION_STATUS, ORGANIZATION_TYPES, PROGRAM_KINDS
from orchestration.schemas import terms
from tests.exports.warehouses import LONG, rows_of

SCHEMA = rdflib.Namespace("https://schema.org/")
EVIDENCE = """
    prefix s: <https://schema.org/>
    select ?thing ?quote ?title ?publisher ?date ?article where {
        ?thing s:subjectOf ?evidence . ?evidence a s:Quotation ; s:text ?quote ; s:isPartOf ?article .
        ?article a s:NewsArticle .
        optional { ?article s:headline ?title } optional { ?article s:publisher/s:name ?publisher }
        optional { ?article s:datePublished ?date }
    }"""
KINDS = {"organization", "program", "partnership", "program_organization"}


def refuse(address: str, options: Any) -> Any:
    raise AssertionError(f"{address} was asked for")


@pytest.fixture(scope="module")
def document(exported: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((exported / "jsonld" / "ecosystem.jsonld").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def graph(document: dict[str, Any]) -> rdflib.Graph:
    statements = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refuse})
    found = rdflib.Graph()
    found.parse(data=statements, format="nquads")
    return found


def test_every_word_is_one_of_schema_org_or_ours(document: dict[str, Any]) -> None:
    expanded = jsonld.expand(document, {"documentLoader": refuse})
    words = {word for node in expanded for word in node if not word.startswith("@")}
    assert words
    assert all(word.startswith(("https://schema.org/", "urn:ecosystem-ledger:")) for word in words)
    assert all(node["@id"].startswith("urn:ecosystem-ledger:") for node in expanded)


def test_evidence_is_reached_from_every_fact(published: Path, graph: rdflib.Graph) -> None:
    found = defaultdict(set)
    for thing, quote, title, publisher, date, article in graph.query(EVIDENCE):
        told = tuple(None if value is None else str(value) for value in (quote, title, publisher, date))
        found[str(thing).rpartition("/")[2]].add((*told, str(article).rpartition("/")[2]))
    expected = defaultdict(set)
    dated = (
        "case published_on_precision when 'month' then strftime(published_on, '%Y-%m') else published_on::varchar end"
    )
    for fact, kind, quote, *article in rows_of(
        published,
        f"""select fact_id, fact_type, quote, title, publisher, {dated}, article_id
        from marts.fct_evidence join marts.dim_articles using (article_id)""",
    ):
        if kind in KINDS:
            expected[fact].add((quote if len(quote) <= 300 else quote[:299].rstrip() + "…", *article))
    assert found == expected
    assert len(found["org_000000000000000a"]) >= 3


def test_organizations_are_named_placed_and_typed(graph: rdflib.Graph) -> None:
    alpha = rdflib.URIRef("urn:ecosystem-ledger:organization/org_000000000000000a")
    assert (alpha, rdflib.RDF.type, SCHEMA.CollegeOrUniversity) in graph
    assert {str(name) for name in graph.objects(alpha, SCHEMA.name | SCHEMA.alternateName)} == {
        "Alpha University",
        "알파대",
    }
    place = next(graph.objects(alpha, SCHEMA.location))
    assert str(next(graph.objects(place, SCHEMA.name))) == "Seoul"
    assert str(next(graph.objects(place, SCHEMA.sameAs))) == "https://sws.geonames.org/1/"


def test_programs_have_members_in_roles(graph: rdflib.Graph) -> None:
    bridge = rdflib.URIRef("urn:ecosystem-ledger:program/program_0000000000000001")
    roles = {
        (str(graph.value(role, SCHEMA.roleName)), str(graph.value(role, SCHEMA.member)).rpartition("/")[2])
        for role in graph.objects(bridge, SCHEMA.member)
    }
    assert roles == {("operator", "org_000000000000000b"), ("funder", "org_000000000000000c")}
    assert str(graph.value(bridge, SCHEMA.foundingDate)) == "2024"


def test_agreements_name_their_parties(published: Path, graph: rdflib.Graph) -> None:
    found = {
        (str(agreement).rpartition("/")[2], str(party).rpartition("/")[2])
        for agreement, party in graph.subject_objects(SCHEMA.participant)
    }
    assert found == set(rows_of(published, "select partnership_id, organization_id from marts.fct_partnership_parties"))


def test_long_quotes_end_in_the_document_too(exported: Path) -> None:
    text = (exported / "jsonld" / "ecosystem.jsonld").read_text(encoding="utf-8")
    assert LONG[:290] in text
    assert LONG[:300] not in text


def test_every_kind_has_a_word() -> None:
    assert set(ORGANIZATION_TYPES) == set(terms.ORGANIZATION_TYPES)
    assert set(PROGRAM_KINDS) == set(terms.PROGRAM_KINDS)
    assert set(ACTION_STATUS) == set(terms.STATUSES)
