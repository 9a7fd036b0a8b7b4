"""What dbt says about the lake is what `orchestration/schemas` says."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from orchestration.schemas import terms
from tests.dbt.helpers import PROJECT

GENERATOR = runpy.run_path(str(PROJECT / "generate_sources.py"))
TERMS = {
    ("dim_organizations", "organization_type"): terms.ORGANIZATION_TYPES,
    ("dim_programs", "program_kind"): terms.PROGRAM_KINDS,
    ("dim_programs", "status"): terms.STATUSES,
    ("dim_programs", "year_basis"): terms.YEAR_BASES,
    ("dim_programs", "started_on_precision"): terms.DATE_PRECISIONS,
    ("dim_articles", "published_on_precision"): terms.DATE_PRECISIONS,
    ("dim_articles", "reading"): terms.READINGS,
    ("article_copies", "kind"): terms.COPY_KINDS,
    ("fct_partnerships", "kind"): terms.PARTNERSHIP_KINDS,
    ("fct_partnerships", "status"): terms.STATUSES,
    ("fct_partnerships", "year_basis"): terms.YEAR_BASES,
    ("fct_partnerships", "announced_on_precision"): terms.DATE_PRECISIONS,
    ("fct_program_organizations", "role"): terms.PROGRAM_ROLES,
    ("fct_metric_observations", "subject_type"): terms.SUBJECT_TYPES,
    ("fct_metric_observations", "qualifier"): terms.QUALIFIERS,
    ("fct_metric_observations", "as_of_precision"): terms.DATE_PRECISIONS,
    ("fct_metric_observations", "time_on_precision"): terms.DATE_PRECISIONS,
    ("fct_metric_observations", "time_basis"): terms.TIME_BASES,
    ("fct_evidence", "fact_type"): terms.FACT_TYPES,
    ("program_participants", "role"): tuple(role for role in terms.PROGRAM_ROLES if role != "operator"),
    ("data_issues", "stage"): terms.STAGES,
    ("retired_ids", "reason"): terms.RETIRED_BECAUSE,
    ("fct_attribute_claims", "entity_type"): terms.ENTITY_TYPES,
    ("fct_attribute_claims", "attribute"): terms.ATTRIBUTES,
    ("fct_attribute_claims", "basis"): terms.CLAIM_BASES,
    ("fct_attribute_claims", "stated_on_precision"): terms.DATE_PRECISIONS,
    ("entity_history", "difference_reason"): terms.DIFFERENCES,
}


def models() -> Iterator[dict[str, Any]]:
    """The properties of every model."""
    for path in sorted(PROJECT.glob("models/**/*.yml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8")).get("models", [])


def accepted_values() -> dict[tuple[str, str], tuple[str, ...]]:
    """The closed lists that dbt tests, by model and column."""
    return {
        (model["name"], column["name"]): tuple(test["accepted_values"]["arguments"]["values"])
        for model in models()
        for column in model["columns"]
        for test in column.get("data_tests", [])
        if "accepted_values" in test
    }


@pytest.mark.parametrize("path", GENERATOR["expected_files"](), ids=lambda path: path.name)
def test_file_is_what_the_schemas_say(path: Any) -> None:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text == GENERATOR["expected_files"]()[path], "run `python dbt_project/generate_sources.py`"


def test_closed_lists_are_those_of_the_schemas() -> None:
    assert accepted_values() == TERMS


def test_staging_models_have_sql_and_properties() -> None:
    sql = {path.stem for path in (PROJECT / "models").rglob("*.sql")}
    assert sql == {model["name"] for model in models()}
