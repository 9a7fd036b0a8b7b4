"""The shared scorer beside ours: how to ask it about the same statements and the same tables."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import polars as pl

from orchestration.evaluation.counts import macro_f1, share_of, tally_of
from orchestration.evaluation.facts import ArticleFacts
from orchestration.evaluation.families import FAMILY_NAMES, SLOT_NAMES
from orchestration.evaluation.scoring import Outcome

MARTS = {
    "dim_articles": "select * from articles",
    "fct_evidence": "select * from evidence order by evidence_id",
    "dim_organizations": "select * from organizations order by organization_id",
    "dim_programs": "select p.*, city from programs p left join cities using (city_id) order by program_id",
    "fct_partnerships": "select * from partnerships order by partnership_id",
    "fct_partnership_parties": "select * from partnership_parties order by all",
    "fct_program_organizations": "select * from program_organizations order by program_organization_id",
    "fct_metric_observations": "select * from metric_observations order by observation_id",
    "fct_person_roles": "select * from person_roles order by person_role_id",
}
"""What the scorer reads of the contract, from tables of core; rows in the order of the keys, as in core."""


def load(scorer: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("shared_scorer", scorer)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_marts(path: Path, articles: pl.DataFrame, core: Mapping[str, pl.DataFrame]) -> None:
    """Write the tables of the contract that the scorer reads."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        for name, frame in {**core, "articles": articles}.items():
            connection.register(name, frame.to_arrow())
        for name, query in MARTS.items():
            connection.execute(f"create table marts.{name} as {query}")


def write_gold(folder: Path, golds: Sequence[Mapping[str, Any]]) -> Path:
    for gold in golds:
        (folder / f"{gold['article']}.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def as_the_scorer_has_it(facts: ArticleFacts) -> dict[str, list[dict[str, Any]]]:
    """Our statements in the shape of its `read_predictions`."""
    return {
        "organizations": [{"names": set(each.names)} for each in facts.organizations],
        "partnerships": [
            {"parties": [set(names) for names in each.parties], "year": each.year, "kind": each.kind}
            for each in facts.agreements
        ],
        "programs": [
            {"names": set(each.names), "city": each.city, "country": each.country, "year": each.year}
            for each in facts.programs
        ],
        "participants": [{"program": set(each.program), "names": set(each.names)} for each in facts.participants],
        "metrics": [
            {
                "subject": set(each.subject),
                "measure": each.measure,
                "low": each.low,
                "high": each.high,
                "unit": each.unit,
            }
            for each in facts.numbers
        ],
        "people": [
            {"person": each.person, "names": set(each.organization), "title": each.title} for each in facts.people
        ],
    }


def its_figures(report: Mapping[str, Any]) -> dict[str, Any]:
    families = {name: (f["tp"], f["fp"], f["fn"]) for name, f in report["families"].items()}
    slots = {name: (slot["right"], slot["of"]) for name, slot in report["attributes"].items()}
    return {"families": families, "slots": slots, "macro": round(report["macro_f1"], 12)}


def our_figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    tallies = {name: tally_of(outcomes, name) for name in FAMILY_NAMES}
    shares = {name: share_of(outcomes, name) for name in SLOT_NAMES}
    return {
        "families": {name: (each.right, each.wrong, each.missed) for name, each in tallies.items()},
        "slots": {name: (each.right, each.of) for name, each in sorted(shares.items()) if each.of},
        "macro": round(macro_f1(tallies.values()), 12),
    }
