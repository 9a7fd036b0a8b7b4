"""What the product states of each article: tables of schema core -> the facts that are compared.

Here: joining rows to their evidence, so that each article has the facts that it is quoted for, with values as published
(a year that another article decided counts). Not here: extraction and normalization (`run`), comparing (`families`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import polars as pl

from orchestration.evaluation.facts import (
    Agreement,
    ArticleFacts,
    Fact,
    Number,
    Organization,
    Participant,
    Person,
    Program,
    Proof,
)
from orchestration.evaluation.labels import number_label, person_label, program_label
from orchestration.evaluation.names import Names, spellings

Row = Mapping[str, Any]
Core = Mapping[str, pl.DataFrame]
Stated = Iterator[tuple[str, str, Fact]]
"""Fact type and id as in core.evidence, and the fact, without proof."""

_FIELDS: dict[type[Fact], str] = {
    Organization: "organizations", Agreement: "agreements", Program: "programs", Participant: "participants",
    Number: "numbers", Person: "people",
}  # fmt: skip


def predicted_facts(articles: pl.DataFrame, core: Core) -> dict[str, ArticleFacts]:
    """Return the facts of each article that has any, by the stem of its file, in the order of the tables.

    Args:
        articles: rows of raw.articles; article_id and source_uri are read.
        core: every table of schema core by its lake_name, as `normalize` returns them.
    """
    proofs = _proofs(core["evidence"], stems(articles))
    found: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact_type, fact_id, fact in _stated(core):
        for stem, proof in proofs.get((fact_type, fact_id), {}).items():
            found[stem][_FIELDS[type(fact)]].append(_with_proof(fact, proof))
    return {stem: _article_facts(by_field) for stem, by_field in found.items()}


def stems(articles: pl.DataFrame) -> dict[str, str]:
    """Return the file stem of each article (article_id and source_uri are read); gold is named after it."""
    rows = articles.select("article_id", "source_uri").iter_rows()
    return {article_id: PurePosixPath(uri.partition("?")[0]).stem for article_id, uri in rows}


def _proofs(evidence: pl.DataFrame, stem_of: Mapping[str, str]) -> dict[tuple[str, str], dict[str, Proof]]:
    """Return the surest proof of each fact in each article."""
    proofs: dict[tuple[str, str], dict[str, Proof]] = defaultdict(dict)
    for row in evidence.sort("confidence", "char_start", "evidence_id", descending=[True, False, False]).to_dicts():
        if stem := stem_of.get(row["article_id"]):
            key = row["fact_type"], row["fact_id"]
            proofs[key].setdefault(stem, Proof(row["quote"], row["confidence"]))
    return proofs


def _with_proof(fact: Fact, proof: Proof) -> Fact:
    return type(fact)(**{**vars(fact), "proof": proof})


def _article_facts(by_field: Mapping[str, list[Any]]) -> ArticleFacts:
    return ArticleFacts(**{name: tuple(facts) for name, facts in by_field.items()})


def _stated(core: Core) -> Stated:
    rows = {name: {row[key]: row for row in core[name].to_dicts()} for name, key in _KEYS.items()}
    for fact_id, row in rows["organizations"].items():
        yield "organization", fact_id, Organization(label=row["name"], names=_names(row))
    for fact_id, row in rows["programs"].items():
        yield "program", fact_id, _program(row, rows["cities"])
    yield from _agreements(core, rows["organizations"])
    yield from _participants(core, rows["organizations"], rows["programs"])
    for row in core["metric_observations"].to_dicts():
        yield "metric", row["observation_id"], _number(row, rows)
    for row in core["person_roles"].to_dicts():
        yield "person_role", row["person_role_id"], _person(row, rows["organizations"])


_KEYS = {"organizations": "organization_id", "programs": "program_id", "cities": "city_id"}


def _names(row: Row | None) -> Names:
    return spellings(row["name"], row["aliases"]) if row else frozenset()


def _program(row: Row, cities: Mapping[str, Row]) -> Program:
    city = cities[row["city_id"]]["city"] if row["city_id"] in cities else None
    country, year = row["country_code"], row["year"]
    label = program_label(row["name"], city, country, year)
    return Program(label=label, names=_names(row), city=city, country=country, year=year)


def _agreements(core: Core, organizations: Mapping[str, Row]) -> Stated:
    parties = defaultdict(list)
    for row in core["partnership_parties"].to_dicts():
        parties[row["partnership_id"]].append(organizations.get(row["organization_id"]))
    for row in core["partnerships"].to_dicts():
        bodies = parties[row["partnership_id"]]
        labels = tuple(body["name"] if body else "?" for body in bodies)
        yield "partnership", row["partnership_id"], Agreement(
            label=" + ".join(labels), parties=tuple(map(_names, bodies)), party_labels=labels,
            kind=row["kind"], year=row["year"],
        )  # fmt: skip


def _participants(core: Core, organizations: Mapping[str, Row], programs: Mapping[str, Row]) -> Stated:
    for row in core["program_organizations"].to_dicts():
        program, body = programs.get(row["program_id"]), organizations.get(row["organization_id"])
        if program and row["role"] != "operator":
            label = f"{body['name'] if body else '?'} in {program['name']}"
            yield (
                "program_organization",
                row["program_organization_id"],
                Participant(label=label, names=_names(body), program=_names(program)),
            )


def _number(row: Row, rows: Mapping[str, Mapping[str, Row]]) -> Number:
    known = {"organization": rows["organizations"], "program": rows["programs"]}.get(row["subject_type"], {})
    values = row["measure"], row["value_low"], row["value_high"], row["unit"]
    return Number(
        label=number_label(row["subject_name"], *values),
        subject=spellings(row["subject_name"]) | _names(known.get(row["subject_id"])),
        measure=values[0], low=values[1], high=values[2], unit=values[3],
    )  # fmt: skip


def _person(row: Row, organizations: Mapping[str, Row]) -> Person:
    body = spellings(row["organization_name"]) | _names(organizations.get(row["organization_id"]))
    label = person_label(row["person_name"], row["title"], row["organization_name"])
    return Person(label=label, person=row["person_name"], organization=body, title=row["title"])
