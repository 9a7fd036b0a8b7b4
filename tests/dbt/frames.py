"""Comparing a report with what a test has computed, and what several such tests count alike.

Here: helpers over Polars frames. Not here: the lakes (`generated`), running models on them (`compiled`).
"""

from __future__ import annotations

import polars as pl
from hypothesis import HealthCheck, settings
from polars.testing import assert_frame_equal

EXAMPLES = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEAST_POPULATION = 100_000


def assert_same(found: pl.DataFrame, expected: pl.DataFrame, keys: list[str]) -> None:
    """The frames have the same rows; those columns are compared that the expected one has."""
    assert found.height == found.select(keys).n_unique(), "the keys name a row"
    assert_frame_equal(
        found.select(expected.columns).sort(keys, nulls_last=True),
        expected.sort(keys, nulls_last=True),
        check_dtypes=False,
        rel_tol=1e-9,
    )


def fact_sources(evidence: pl.DataFrame, articles: pl.DataFrame, fact_type: str, name: str) -> pl.DataFrame:
    """Each fact of a type with the articles that state it, and their sources; the fact's id gets this name."""
    named = articles.select("article_id", "source_name")
    facts = evidence.filter(pl.col("fact_type") == fact_type).select(pl.col("fact_id").alias(name), "article_id")
    return facts.unique().join(named, on="article_id")


def per_million(count: str = "program_count") -> pl.Expr:
    """A rate, where the population is large enough."""
    rate = (pl.col(count) * 1e6 / pl.col("population")).round(2)
    return pl.when(pl.col("population") >= LEAST_POPULATION).then(rate).alias("programs_per_million")
