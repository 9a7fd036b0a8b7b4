"""Every metric says what SQL written by hand says, and what the reports say, on the tiny lake and on random ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from orchestration.semantic import read_definitions, sql_of
from orchestration.semantic.page import FOLDER, names_of
from tests.dbt.compiled import Models, Warehouse
from tests.dbt.generated import lakes
from tests.dbt.helpers import Built, Rows, tiny_rows
from tests.dbt.metrics_by_hand import BY_HAND, REPORTED

TABLES = (
    *("article_copies", "dim_articles", "dim_cities", "dim_organizations", "dim_programs", "fct_evidence"),
    *("fct_metric_observations", "fct_partnership_parties", "fct_partnerships", "fct_person_roles"),
    *("fct_program_organizations", "calendar_days", "coverage_by_year", "metric_history", "money_by_year"),
    *("money_claims", "organization_profile", "partnerships_by_year", "partnerships_by_year_and_kind"),
    *("program_participants", "programs_per_city"),
)
TINY = {
    "articles, articles_read, undated_articles, sources": [(5, 3, 3, 3)],
    "partnerships, cross_border_share, undated_partnership_share": [(2, 1.0, 0.5)],
    "partnerships, cross_border_partnerships by year, kind": [(2024, "agreement", 1, 1), (None, "alliance", 1, 0)],
    "partnerships_by_party by country_code": [("CA", 1), ("KR", 2), (None, 1)],
    "partnerships_by_party by year, country_code where organization_type = 'university'": [
        (2024, "KR", 1),
        (None, "KR", 1),
    ],
    "organizations, unlocated_organizations by country_code": [("CA", 1, 0), ("FR", 1, 0), ("KR", 2, 0), (None, 1, 1)],
    "partnerships where year >= 2020": [(1,)],
    "partnerships where year >= 2020 and kind = 'alliance by year'": [(0,)],
    "organizations_in_programs by role": [("funder", 1), ("operator", 2)],
    "people, person_roles, unresolved_share": [(1, 1, 0.0)],
    "claims by measure": [("members", 1), ("researchers", 2), ("startups", 1)],
    "evidence, facts": [(23, 17)],
    "Programs by City_Name": [("Montreal", "2", 1), (None, None, 1)],
}


DEFINITIONS = read_definitions(FOLDER)


@pytest.fixture(scope="module")
def sql(tiny: Built) -> Any:
    """A question as SQL; MetricFlow is asked once for each."""
    manifest = tiny.folder / "target" / "semantic_manifest.json"
    return cache(lambda question: sql_of(question, DEFINITIONS, manifest))


@pytest.fixture(scope="module")
def tiny_connection(tiny: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection as `make metric` opens it."""
    with duckdb.connect() as connection:
        path = str(tiny.path).replace("'", "''")
        connection.execute(f"attach '{path}' as next (read_only)")
        yield connection


@pytest.mark.parametrize("question", TINY)
def test_answer_on_the_tiny_lake(tiny_connection: duckdb.DuckDBPyConnection, sql: Any, question: str) -> None:
    assert tiny_connection.sql(sql(question)).fetchall() == TINY[question]


@pytest.mark.parametrize("name", DEFINITIONS.by_name)
def test_metric_can_be_asked_by_all_that_the_page_names(
    tiny_connection: duckdb.DuckDBPyConnection, sql: Any, name: str
) -> None:
    names = names_of(DEFINITIONS.by_name[name], DEFINITIONS)
    assert tiny_connection.sql(sql(f"{name} by {', '.join(names)}")).columns == [*names, name]


def test_every_metric_is_computed_by_hand_too() -> None:
    alone = {name for name, metric in DEFINITIONS.by_name.items() if not metric.is_cumulative}
    assert set(BY_HAND) == alone
    asked = {word for question in REPORTED for word in question.split(" by ")[0].split(", ")}
    assert set(DEFINITIONS.by_name) - alone <= asked


def test_tiny_lake(models: Models, sql: Any) -> None:
    compare(models, tiny_rows(), sql)


def test_empty_warehouse_counts_nothing(models: Models, sql: Any) -> None:
    compare(models, {}, sql)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=lakes())
def test_random_lakes(models: Models, sql: Any, rows: Rows) -> None:
    compare(models, with_edges(rows), sql)


def with_edges(rows: Rows) -> Rows:
    """The rows, with more of what filters decide on: articles not read, no country, a population just large enough."""
    readings = ("read", "copy", "irrelevant")
    return rows | {
        "facts.selections": [
            {"article_id": row["article_id"], "decision": readings[place % 3], "reason": "because"}
            for place, row in enumerate(rows["raw.articles"])
        ],
        "core.organizations": [
            row | {"city_id": None, "country_code": None} if place % 3 == 1 else row
            for place, row in enumerate(rows["core.organizations"])
        ],
        "core.cities": [
            row | {"population": 100_000} if place % 3 == 0 else row for place, row in enumerate(rows["core.cities"])
        ],
    }


def compare(models: Models, rows: Rows, sql: Any) -> None:
    """Compare every metric with its SQL by hand, and every question that a report answers with the report."""
    with Warehouse(models, rows) as warehouse:
        for table in TABLES:
            warehouse.table(table)
        connection = warehouse.connection
        for metric, by_hand in BY_HAND.items():
            assert found(connection, sql(metric)) == found(connection, by_hand), metric
        for question, reported in REPORTED.items():
            assert found(connection, sql(question)) == found(connection, reported), question


def found(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query in any order; numbers to nine digits, since the last ones depend on the order of addends."""
    connection.execute("use next")
    rows = connection.sql(query).fetchall()
    return sorted((tuple(_plain(value) for value in row) for row in rows), key=repr)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else float(f"{float(value):.9g}")
