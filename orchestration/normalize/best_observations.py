"""Best observations: which of several claims about one number to use, and why.

Here: the order of preference. Not here: what an observation is (`metrics`). Claims are never dropped, only marked.
"""

from __future__ import annotations

import polars as pl

# Money in two currencies competes, people and organizations do not. Weeks, months and years are all time.
_TIME_UNITS = ("day", "week", "month", "year")
_UNIT_CLASS = (
    pl.when(pl.col("unit").str.contains(r"^[A-Z]{3}$"))
    .then(pl.lit("money"))
    .when(pl.col("unit").is_in(_TIME_UNITS))
    .then(pl.lit("time"))
    .otherwise(pl.col("unit"))
)
_GROUP = ("subject_type", "subject_id", "measure", "unit_class", "is_planned")
_EXACT_FIRST = {"exact": 0, "about": 1, "range": 2, "at_least": 3, "at_most": 3}
_DATE, _EXACTNESS = "best_date", "best_exactness"


def mark_best(observations: pl.DataFrame, published: str) -> pl.DataFrame:
    """Add is_best and best_reason: per subject, measure, class of units and plan exactly one is best.

    The latest one by as_of, else by the publication date in column `published`; then the most exact ("exact",
    then "about", a range, an open bound); then the smallest id, so that the choice never depends on row order.
    """
    ranked = observations.with_columns(
        pl.coalesce("as_of", published).alias(_DATE),
        pl.col("qualifier").replace_strict(_EXACT_FIRST, return_dtype=pl.Int8).alias(_EXACTNESS),
        _UNIT_CLASS.alias("unit_class"),
    ).sort(_DATE, _EXACTNESS, "observation_id", descending=[True, False, False], nulls_last=True)
    latest = pl.col(_DATE).eq_missing(pl.col(_DATE).first())
    most_exact = latest & (pl.col(_EXACTNESS) == pl.col(_EXACTNESS).first())
    return ranked.with_columns(
        is_best=(pl.col("observation_id") == pl.col("observation_id").first()).over(_GROUP),
        best_reason=_reason(latest.sum().over(_GROUP), most_exact.sum().over(_GROUP)),
    ).with_columns(best_reason=pl.when("is_best").then("best_reason"))


def _reason(latest_count: pl.Expr, most_exact_count: pl.Expr) -> pl.Expr:
    """Say in words what decided."""
    dated = pl.col(_DATE).is_not_null()
    same_date = pl.when(dated).then(pl.lit("of the latest dated")).otherwise(pl.lit("of the undated"))
    return (
        pl.when(pl.len().over(_GROUP) == 1)
        .then(pl.lit("only value"))
        .when(dated & (latest_count == 1))
        .then(pl.lit("latest dated"))
        .when(most_exact_count == 1)
        .then(pl.format("most exact {}", same_date))
        .otherwise(pl.format("first by id {}, equally exact", same_date))
    )
