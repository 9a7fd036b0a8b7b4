"""Claim times: which time a number speaks of, so that claims of one time can be compared, and which time is later.

Here: the rules of docs/claims.md for times. Not here: reading dates (`dates`), the best claim (`best_observations`).
"""

from __future__ import annotations

import polars as pl

TIME = ("time_on", "time_on_precision")
STATED, PUBLISHED, UNKNOWN = "stated", "published", "unknown"
_FINEST_FIRST = {"day": 0, "month": 1, "year": 2}


def with_times(observations: pl.DataFrame) -> pl.DataFrame:
    """Add time_on, time_on_precision, time_basis: the time stated, else the year of publication, else none.

    A year, because bodies count once in a while and articles repeat the last count for months.
    """
    is_stated, is_dated = pl.col("as_of").is_not_null(), pl.col("published_on").is_not_null()
    return observations.with_columns(
        time_on=pl.coalesce("as_of", pl.col("published_on").dt.truncate("1y")),
        time_on_precision=pl.when(is_stated).then("as_of_precision").when(is_dated).then(pl.lit("year")),
        time_basis=pl.when(is_stated)
        .then(pl.lit(STATED))
        .when(is_dated)
        .then(pl.lit(PUBLISHED))
        .otherwise(pl.lit(UNKNOWN)),
    )


def latest_first() -> list[pl.Expr]:
    """Return what to sort by, ascending, nulls last, so that the latest time comes first.

    By their first days, so that "2024" gives way to "March 2024"; of one first day the finest first, for who dates a
    figure has looked it up.
    """
    fineness = pl.col("time_on_precision").replace_strict(_FINEST_FIRST, return_dtype=pl.Int8, default=None)
    return [-pl.col("time_on").cast(pl.Int32), fineness]


def time_label() -> pl.Expr:
    """Return the time as a person writes it: "2024", "2024-03", "2024-03-05", "an unknown time"."""
    on, precision = pl.col("time_on"), pl.col("time_on_precision")
    return (
        pl.when(precision == "year")
        .then(on.dt.strftime("%Y"))
        .when(precision == "month")
        .then(on.dt.strftime("%Y-%m"))
        .when(precision == "day")
        .then(on.dt.strftime("%Y-%m-%d"))
        .otherwise(pl.lit("an unknown time"))
    )
