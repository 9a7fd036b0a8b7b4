"""Coverage and the history of numbers equal an independent computation in Polars, on generated lakes."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from orchestration.schemas.ids import stable_id
from orchestration.schemas.terms import READINGS
from tests.dbt.compiled import Models, Warehouse
from tests.dbt.frames import EXAMPLES, assert_same
from tests.dbt.generated import lakes
from tests.dbt.helpers import Rows

FACTS = ("organization", "partnership", "program", "metric")
PARTS = pl.col("source_uri").str.split("/")
# Fetched pages lie in one folder per host; a file in the raw folder itself has it for itself.
FOLDER = (
    pl.when(PARTS.list.first() == "fetched")
    .then(PARTS.list.head(2))
    .otherwise(PARTS.list.head(1))
    .list.join("/")
    .alias("folder")
)
HOSTS = ("a.example", "b.example", "c.example")


def with_readings(rows: Rows, chance: Random) -> Rows:
    """What became of the articles, pages that were fetched, and files that could not be read."""
    for row in rows["raw.articles"]:
        if chance.random() < 0.4:
            host = chance.choice(HOSTS)
            row |= {"source_uri": f"fetched/{host}/{row['source_uri']}", "address": f"https://www.{host}/"}
            row["publisher"] = chance.choice((None, None, "Wire"))
    rows["facts.selections"] = [
        {"article_id": row["article_id"], "decision": chance.choice(READINGS), "reason": "drawn"}
        for row in rows["raw.articles"]
    ]
    rows["raw.rejected_articles"] = [
        {
            "rejection_id": stable_id("reject", str(number)),
            "source_uri": f"{chance.choice(FOLDERS)}{number}.pdf",
            "file_uri": f"press/{number}.pdf",
            "reason": "empty",
            "message": "It has no text.",
        }
        for number in range(chance.randint(0, 4))
    ]
    return rows


FOLDERS = ("press/", "blog/", "new/", "", *(f"fetched/{host}/" for host in HOSTS))
READ = st.builds(with_readings, lakes(), st.randoms(use_true_random=False))


def dated(warehouse: Warehouse) -> pl.DataFrame:
    """The articles with year and month."""
    day = pl.col("published_on")
    return warehouse.table("dim_articles").with_columns(
        day.dt.year().alias("year"),
        pl.when(pl.col("published_on_precision") != "year").then(day.dt.month_start()).alias("month"),
    )


def covered(articles: pl.DataFrame, evidence: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """What the articles of each group are and state."""
    readings = [(pl.col("reading") == reading).sum().alias(f"{reading}_article_count") for reading in READINGS]
    groups = articles.group_by(keys).agg(
        pl.len().alias("article_count"),
        *readings,
        pl.col("word_count").filter(pl.col("reading") == "read").sum().alias("read_word_count"),
    )
    stated = articles.join(evidence.select("article_id", "fact_type", "fact_id"), on="article_id")
    counts = stated.group_by(keys).agg(
        pl.col("fact_id").filter(pl.col("fact_type") == fact).n_unique().alias(f"{fact}_count") for fact in FACTS
    )
    return groups.join(counts, on=keys, how="left", nulls_equal=True)


@EXAMPLES
@given(rows=READ)
def test_coverage(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        articles, found = dated(warehouse), warehouse.table("coverage")
        keys = ["source_name", "year", "month", "language"]
        seen = covered(articles, warehouse.table("fct_evidence"), keys)
        rejected = rejected_files(warehouse, articles)
        expected = pl.concat([seen, rejected], how="diagonal_relaxed")
        counts = [name for name in expected.columns if name.endswith("_count")]
        assert_same(found, expected.with_columns(pl.col(counts).fill_null(0)), keys)


def rejected_files(warehouse: Warehouse, articles: pl.DataFrame) -> pl.DataFrame:
    """The files that could not be read, by the only source of their folder, else by the folder."""
    owners = articles.group_by(FOLDER).agg(pl.col("source_name").unique()).filter(pl.col("source_name").list.len() == 1)
    files = warehouse.table("stg_raw__rejected_articles").with_columns(FOLDER)
    named = files.join(owners.explode("source_name"), on="folder", how="left")
    by_source = named.group_by(pl.coalesce("source_name", "folder").alias("source_name"))
    return by_source.agg(pl.len().alias("rejected_file_count"))


@EXAMPLES
@given(rows=READ)
def test_coverage_by_year(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        articles = dated(warehouse)
        seen = covered(articles, warehouse.table("fct_evidence"), ["year"])
        sources = articles.group_by("year").agg(pl.col("source_name").n_unique().alias("source_count"))
        parts = [seen.join(sources, on="year", nulls_equal=True)]
        for table, column in (("fct_partnerships", "partnership"), ("dim_programs", "program")):
            of_year = warehouse.table(table).group_by("year").agg(pl.len().alias(f"{column}_of_year_count"))
            parts.append(of_year)
        rows_of_years = pl.concat(parts, how="diagonal_relaxed").group_by("year").agg(pl.all().sum())
        assert_same(warehouse.table("coverage_by_year"), rows_of_years, ["year"])


def width(claim: dict[str, Any]) -> tuple[float, float]:
    """The bounds of a claim, with what "about" allows for."""
    low, high = claim["value_low"], claim["value_high"]
    slack = 0.1 if claim["qualifier"] == "about" else 0.0
    lowest = float("-inf") if low is None else low - abs(low) * slack
    return lowest, float("inf") if high is None else high + abs(high) * slack


@EXAMPLES
@given(rows=lakes(20))
def test_metric_history(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        claims = warehouse.table("fct_metric_observations").to_dicts()
        topic = ("subject_type", "subject_id", "measure", "unit", "is_planned", "as_of")
        found = {row["observation_id"]: row for row in warehouse.table("metric_history").to_dicts()}
        assert set(found) == {claim["observation_id"] for claim in claims}
        for claim in claims:
            rivals = [width(other) for other in claims if all(other[name] == claim[name] for name in topic)]
            low, high = width(claim)
            conflicts = sum(high < other_low or other_high < low for other_low, other_high in rivals)
            row = found[claim["observation_id"]]
            assert (row["conflict_count"], row["has_conflict"]) == (conflicts, conflicts > 0)
