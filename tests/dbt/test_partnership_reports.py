"""The reports about partnerships equal an independent computation in Polars, on generated lakes."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from tests.dbt.compiled import Models, Warehouse
from tests.dbt.generated import lake, lakes
from tests.dbt.helpers import Rows

EXAMPLES = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REPORTS = (
    "partnerships_by_year",
    "partnerships_by_year_and_kind",
    "partnerships_by_country_pair",
    "partnerships_by_year_and_country_pair",
    "partnership_activity_by_year",
)


@EXAMPLES
@given(rows=lakes())
def test_reports_equal_polars_on_small_lakes(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        agree(warehouse)


@pytest.mark.parametrize("seed", [0, 3])
def test_reports_equal_polars_on_a_large_lake(models: Models, seed: int) -> None:
    with Warehouse(models, lake(Random(seed), 150)) as warehouse:
        agree(warehouse)


def agree(warehouse: Warehouse) -> None:
    """Compare every report, whatever the order of its rows."""
    for name, expected in expected_reports(warehouse).items():
        found = warehouse.table(name)
        assert found.columns == expected.columns or expected.is_empty(), name
        assert Counter(found.rows()) == Counter(expected.rows()), name


def statements(warehouse: Warehouse) -> pl.DataFrame:
    """Which article of which source states which agreement."""
    evidence = warehouse.table("fct_evidence").filter(fact_type="partnership")
    articles = warehouse.table("dim_articles").select("article_id", "source_name")
    return (
        evidence.join(articles, on="article_id").select("article_id", "source_name", partnership_id="fact_id").unique()
    )


def expected_reports(warehouse: Warehouse) -> dict[str, pl.DataFrame]:
    """Every report of this file, from the marts."""
    agreements, said = warehouse.table("fct_partnerships"), statements(warehouse)
    parties = warehouse.table("fct_partnership_parties")
    of_year = by(agreements, parties, said, ["year"])
    pairs = country_pairs(warehouse)
    of_pair = by_pair(pairs, said, ["country_code_a", "country_code_b"])
    undated = pl.col("year").is_null().alias("is_undated")
    return {
        "partnerships_by_year": of_year.select("year", undated, pl.exclude("year")),
        "partnerships_by_year_and_kind": by(agreements, parties, said, ["year", "kind"]).select(
            "year", undated, pl.exclude("year")
        ),
        "partnerships_by_country_pair": of_pair,
        "partnerships_by_year_and_country_pair": by_pair(
            pairs.join(agreements.select("partnership_id", "year"), on="partnership_id"),
            said,
            ["year", "country_code_a", "country_code_b"],
        ).select("year", undated, pl.exclude("year")),
        "partnership_activity_by_year": activity(warehouse, said),
    }


def by(agreements: pl.DataFrame, parties: pl.DataFrame, said: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Agreements and what they rest on, for each group."""
    borders = agreements.group_by(keys).agg(
        partnership_count=pl.len(),
        cross_border_partnership_count=pl.col("is_cross_border").sum(),
        unknown_border_partnership_count=pl.col("is_cross_border").null_count(),
        known_border_partnership_count=pl.col("is_cross_border").count(),
        cross_border_share=pl.col("is_cross_border").mean(),
    )
    taking_part = agreements.join(parties, on="partnership_id").group_by(keys)
    members = taking_part.agg(organization_count=pl.col("organization_id").n_unique())
    voices = (
        agreements.join(said, on="partnership_id")
        .group_by(keys)
        .agg(article_count=pl.col("article_id").n_unique(), source_count=pl.col("source_name").n_unique())
    )
    joined = borders.join(members, on=keys, how="left", nulls_equal=True).join(
        voices, on=keys, how="left", nulls_equal=True
    )
    return joined.select(
        *keys,
        *("partnership_count", "cross_border_partnership_count", "unknown_border_partnership_count"),
        *(pl.col(name).fill_null(0) for name in ("organization_count", "article_count", "source_count")),
        *("known_border_partnership_count", "cross_border_share"),
    )


def country_pairs(warehouse: Warehouse) -> pl.DataFrame:
    """Both sides of every pair of parties, with their countries in order."""
    seats = dict(warehouse.table("dim_organizations").select("organization_id", "country_code").iter_rows())
    parties = warehouse.table("fct_partnership_parties").select("partnership_id", "organization_id").rows()
    rows = []
    for agreement, one in parties:
        for other_agreement, other in parties:
            if agreement == other_agreement and one != other:
                low, high = sorted((seats[one], seats[other]), key=lambda code: (code is None, code))
                rows.append((agreement, one, low, high))
    names = ("partnership_id", "organization_id", "country_code_a", "country_code_b")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def by_pair(pairs: pl.DataFrame, said: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Pairs of countries and what they rest on, for each group."""
    groups = pairs.join(said, on="partnership_id", how="left").group_by(keys)
    return groups.agg(
        is_cross_border=(pl.col("country_code_a") != pl.col("country_code_b")).first(),
        partnership_count=pl.col("partnership_id").n_unique(),
        organization_count=pl.col("organization_id").n_unique(),
        article_count=pl.col("article_id").drop_nulls().n_unique(),
        source_count=pl.col("source_name").drop_nulls().n_unique(),
    ).select(pl.all())


def last_day(agreement: dict[str, Any]) -> date | None:
    """The first day of the last month in which an agreement runs."""
    if agreement["duration_months"] is None or agreement["year"] is None:
        return None
    year, month = agreement["year"], agreement["announced_on"].month if agreement["announced_on"] else 1
    for _ in range(math.ceil(agreement["duration_months"]) - 1):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, 1)


def activity(warehouse: Warehouse, said: pl.DataFrame) -> pl.DataFrame:
    """Follow each agreement from year to year."""
    agreements = warehouse.table("fct_partnerships").to_dicts()
    newest = warehouse.table("dim_articles")["published_on"].max()
    years = [row["year"] for row in agreements if row["year"] is not None]
    last = max([*years, newest.year if isinstance(newest, date) else 0], default=0)
    rows = []
    for year in range(min(years), last + 1) if years else []:
        known = [row for row in agreements if row["year"] is not None and row["year"] <= year]
        states = Counter(state(row, year, last) for row in known)
        ending = [row for row in known if state(row, year, last) == "active" and last_day(row).year == year]
        counts = (states[name] for name in ("over", "ended", "planned"))
        heads = (sum(row["year"] == year for row in known), states["active"], states["assumed"], len(ending))
        rows.append((year, False, *heads, *counts, len(known), *voices(said, known)))
    if undated := [row for row in agreements if row["year"] is None]:
        rows.append((None, True, len(undated), *[None] * 7, *voices(said, undated)))
    columns = warehouse.table("partnership_activity_by_year").columns
    return pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)


def voices(said: pl.DataFrame, agreements: list[dict[str, Any]]) -> tuple[int, int]:
    """How many articles and sources state one of these."""
    heard = said.filter(pl.col("partnership_id").is_in([row["partnership_id"] for row in agreements]))
    return heard["article_id"].n_unique(), heard["source_name"].n_unique()


def state(agreement: dict[str, Any], year: int, last_year: int) -> str:
    """What an agreement is in a year."""
    end = last_day(agreement)
    if agreement["status"] == "planned":
        return "planned"
    if agreement["status"] == "ended" and (end is None or end.year > last_year):
        return "ended"
    if end is None:
        return "assumed"
    return "active" if end.year >= year else "over"
