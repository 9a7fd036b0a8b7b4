"""The published tables keep the names, the order and the types that other people's SQL depends on."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest

from tests.dbt.helpers import PROJECT, Built

CONTRACT = {
    "dim_articles": """article_id VARCHAR, source_uri VARCHAR, title VARCHAR, publisher VARCHAR, author VARCHAR,
        published_on DATE, published_on_precision VARCHAR, language VARCHAR, word_count BIGINT,
        loaded_at TIMESTAMP WITH TIME ZONE, content_sha256 VARCHAR, address VARCHAR,
        fetched_at TIMESTAMP WITH TIME ZONE, reading VARCHAR, reading_reason VARCHAR, canonical_article_id VARCHAR,
        copy_count BIGINT, source_name VARCHAR, licence VARCHAR""",
    "dim_organizations": """organization_id VARCHAR, name VARCHAR, aliases VARCHAR[], organization_type VARCHAR,
        city_id VARCHAR, city VARCHAR, country_code VARCHAR, ror_id VARCHAR, wikidata_id VARCHAR, first_seen_on DATE,
        last_seen_on DATE, article_count BIGINT""",
    "dim_cities": """city_id VARCHAR, city VARCHAR, region VARCHAR, country_code VARCHAR, country VARCHAR,
        latitude DOUBLE, longitude DOUBLE, population BIGINT""",
    "dim_programs": """program_id VARCHAR, name VARCHAR, aliases VARCHAR[], program_kind VARCHAR, city_id VARCHAR,
        city VARCHAR, country_code VARCHAR, started_on DATE, started_on_precision VARCHAR, year INTEGER,
        year_basis VARCHAR, status VARCHAR, article_count BIGINT""",
    "fct_partnerships": """partnership_id VARCHAR, kind VARCHAR, status VARCHAR, announced_on DATE,
        announced_on_precision VARCHAR, year INTEGER, year_basis VARCHAR, duration_months DOUBLE, party_count BIGINT,
        is_cross_border BOOLEAN, article_count BIGINT, confidence DOUBLE""",
    "fct_partnership_parties": "partnership_id VARCHAR, organization_id VARCHAR, role VARCHAR",
    "fct_program_organizations": """program_organization_id VARCHAR, program_id VARCHAR, organization_id VARCHAR,
        role VARCHAR""",
    "fct_metric_observations": """observation_id VARCHAR, subject_type VARCHAR, subject_id VARCHAR,
        subject_name VARCHAR, measure VARCHAR, value_low DOUBLE, value_high DOUBLE, unit VARCHAR, value_usd_low DOUBLE,
        value_usd_high DOUBLE, qualifier VARCHAR, as_of DATE, as_of_precision VARCHAR, is_planned BOOLEAN,
        is_best BOOLEAN, article_id VARCHAR, usd_rate DOUBLE, usd_rate_period VARCHAR,
        best_reason VARCHAR, is_best_at_time BOOLEAN, best_at_time_reason VARCHAR, rank_at_time BIGINT, time_on DATE,
        time_on_precision VARCHAR, time_basis VARCHAR, source_kind VARCHAR, source_rank BIGINT,
        agreeing_source_count BIGINT""",
    "merged_ids": """merged_id VARCHAR, entity_type VARCHAR, merged_into VARCHAR, led_by VARCHAR, name VARCHAR,
        last_published_at TIMESTAMP WITH TIME ZONE""",
    "retired_ids": """retired_id VARCHAR, entity_type VARCHAR, name VARCHAR, reason VARCHAR, successor_ids VARCHAR[],
        last_published_at TIMESTAMP WITH TIME ZONE""",
    "fct_attribute_claims": """claim_id VARCHAR, entity_type VARCHAR, entity_id VARCHAR, attribute VARCHAR,
        value VARCHAR, value_key VARCHAR, value_label VARCHAR, basis VARCHAR, article_id VARCHAR, evidence_id VARCHAR,
        source_name VARCHAR, stated_on DATE, stated_on_precision VARCHAR, is_chosen BOOLEAN""",
    "fct_person_roles": """person_role_id VARCHAR, person_name VARCHAR, title VARCHAR, organization_id VARCHAR,
        organization_name VARCHAR""",
    "fct_evidence": """evidence_id VARCHAR, fact_type VARCHAR, fact_id VARCHAR, article_id VARCHAR, char_start BIGINT,
        char_end BIGINT, quote VARCHAR, engine VARCHAR, engine_version VARCHAR, confidence DOUBLE""",
    "articles_text": "article_id VARCHAR, text VARCHAR",
    "article_copies": """copy_id VARCHAR, source_uri VARCHAR, article_id VARCHAR, canonical_article_id VARCHAR,
        kind VARCHAR, similarity DOUBLE""",
}
REPORTS = {path.stem for path in (PROJECT / "models" / "reports").glob("*.sql")}


def rows(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return warehouse.sql(sql).fetchall()


@pytest.mark.parametrize("table", CONTRACT)
def test_table_keeps_its_columns(warehouse: duckdb.DuckDBPyConnection, table: str) -> None:
    found = rows(warehouse, f"select column_name, column_type from (describe marts.{table})")
    assert [" ".join(column) for column in found] == [" ".join(part.split()) for part in CONTRACT[table].split(",")]


def test_marts_hold_the_contract_and_the_reports_only(warehouse: duckdb.DuckDBPyConnection) -> None:
    tables = {name for (name,) in rows(warehouse, "select table_name from duckdb_tables() where schema_name = 'marts'")}
    assert tables == set(CONTRACT) | REPORTS


def test_every_table_tells_its_grain_and_every_column_its_meaning(warehouse: duckdb.DuckDBPyConnection) -> None:
    aimless = "select table_name from duckdb_tables() where schema_name = 'marts' and comment not similar to '{}'"
    assert rows(warehouse, aimless.format(r".*[.?] Grain: one row per .*\.")) == []
    unexplained = "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and comment is null"
    assert rows(warehouse, unexplained) == []


def test_every_table_declares_a_key(tiny: Built) -> None:
    nodes = json.loads((tiny.folder / "target" / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    published = [node for node in nodes if node["resource_type"] == "model" and node["schema"] == "marts"]
    keyless = {node["name"] for node in published if not _declares_a_key(node) and not _is_ephemeral(node)}
    # Their keys hold a null: the row of what has no city, no year, no country.
    assert keyless == {
        "coverage",
        "coverage_by_year",
        "money_by_year",
        "money_per_city",
        "participants_per_program",
        "programs_per_city",
        "programs_per_city_and_kind",
        "partnerships_by_year",
        "partnerships_by_year_and_kind",
        "partnerships_by_country_pair",
        "partnerships_by_year_and_country_pair",
        "partnership_activity_by_year",
        "new_links_by_year",
    }


def _declares_a_key(node: dict[str, Any]) -> bool:
    of_columns = [constraint for column in node["columns"].values() for constraint in column["constraints"]]
    return "primary_key" in {constraint["type"] for constraint in [*node["constraints"], *of_columns]}


def _is_ephemeral(node: dict[str, Any]) -> bool:
    return bool(node["config"]["materialized"] == "ephemeral")


def test_no_index_makes_the_file_larger(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert rows(warehouse, "select table_name from duckdb_tables() where index_count > 0") == []
