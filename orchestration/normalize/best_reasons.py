"""Best reasons: why a claim is the best one, in words: what decided, and against how many others.

Here: the words. Not here: the order of preference, which `best_observations` has applied before.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from orchestration.normalize.claim_times import TIME, time_label

# Each step of the order: the column, what is said when it decides, and what those have in common that it decided among.
_STEPS = (
    ("source_rank", "nearest source ({})", "source_kind", ""),
    ("is_part", "the largest of its article ({})", "unit", "equally near"),
    ("exactness", "most exact ({})", "qualifier", "equally near and whole"),
    ("published_on", "published last ({})", "published_on", "equally near, whole and exact"),
    (
        *("agreeing_source_count", "stated by most sources ({})", "agreeing_source_count"),
        "equally near, whole, exact and recent",
    ),
)
_ALIKE = "alike in source, wholeness, exactness, date and number of sources"


def with_reasons(marked: pl.DataFrame, group: Sequence[str], at_time: Sequence[str]) -> pl.DataFrame:
    """Add best_reason where is_best, best_at_time_reason where is_best_at_time; rows stand in the order of preference.

    `group` and `at_time` are the columns that claims share which compete at all, and which compete for one time.
    """
    counted = marked.with_columns(
        *_still_equal(at_time),
        claim_count=pl.len().over(group),
        time_count=pl.struct(TIME).n_unique().over(group),
        claim_at_time_count=pl.len().over(at_time),
    )
    told = counted.with_columns(at_time_reason=_at_time_reason())
    return told.with_columns(
        best_at_time_reason=pl.when("is_best_at_time").then("at_time_reason"),
        best_reason=pl.when("is_best").then(_best_reason()),
    )


def _still_equal(at_time: Sequence[str]) -> list[pl.Expr]:
    """Count after each step of the order how many claims of that time are still equal to the first one."""
    equal, counts = pl.lit(value=True), []
    for column, *_ in _STEPS:
        equal = equal & pl.col(column).eq_missing(pl.col(column).first())
        counts.append(equal.sum().over(at_time).alias(f"left_by_{column}"))
    return counts


def _at_time_reason() -> pl.Expr:
    """Name the step that left one claim."""
    before = "claim_at_time_count"
    reasons = [pl.when(pl.col(before) == 1).then(pl.format("the only claim for {}", time_label()))]
    for column, words, value, shared in _STEPS:
        text = _decided(words, pl.col(value).cast(pl.String).fill_null("no date"), before, shared)
        reasons.append(pl.when(pl.col(f"left_by_{column}") == 1).then(text))
        before = f"left_by_{column}"
    return pl.coalesce(*reasons, _among_some(pl.lit("first by id"), before, _ALIKE))


def _decided(words: str, value: pl.Expr, before: str, shared: str) -> pl.Expr:
    """Say what decided, among how many that were equal until then, and how many claims there are."""
    decided = pl.format(words, value)
    among_all = pl.format("{} of {} claims for {}", decided, "claim_at_time_count", time_label())
    is_among_all = pl.col(before) == pl.col("claim_at_time_count")
    return pl.when(is_among_all).then(among_all).otherwise(_among_some(decided, before, shared))


def _among_some(decided: pl.Expr, before: str, shared: str) -> pl.Expr:
    text = "{} of {} " + shared + ", out of {} claims for {}"
    return pl.format(text, decided, pl.col(before), "claim_at_time_count", time_label())


def _best_reason() -> pl.Expr:
    latest = pl.format("latest of {} times, {} claims: {}", "time_count", "claim_count", "at_time_reason")
    return (
        pl.when(pl.col("claim_count") == 1)
        .then(pl.lit("the only claim"))
        .when(pl.col("time_count") == 1)
        .then("at_time_reason")
        .otherwise(latest)
    )
