"""Majority: the value that most statements give, chosen the same way whatever the order of rows.

Here: choosing between values that statements of one entity give. Not here: the values (`places`, `dates`).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def majority(frame: pl.DataFrame, by: str, value: str, preference: Sequence[str] = ()) -> pl.DataFrame:
    """Return one row per `by` with its most frequent value, nulls aside; ties go to the first in `preference`."""
    rank = pl.col(value).replace_strict(list(preference), list(range(len(preference))), default=len(preference))
    return (
        frame.select(by, value)
        .drop_nulls()
        .group_by(by, value)
        .agg(votes=pl.len())
        .with_columns(rank=rank if preference else pl.lit(0))
        .sort(by, "votes", "rank", value, descending=[False, True, False, False])
        .unique(by, keep="first", maintain_order=True)
        .select(by, value)
    )


def specific_majority(frame: pl.DataFrame, by: str, value: str, preference: Sequence[str]) -> pl.DataFrame:
    """Like `majority`, but "other" wins only where no statement says something specific."""
    vague = frame.select(by, value).filter(pl.col(value) == "other").unique()
    specific = majority(frame.filter(pl.col(value) != "other"), by, value, preference)
    return pl.concat([specific, vague.join(specific, on=by, how="anti")]).sort(by)


def latest(frame: pl.DataFrame, by: str, value: str, on: str, preference: Sequence[str]) -> pl.DataFrame:
    """Return one row per `by` with the value of its latest statements; ties go to the first in `preference`."""
    rank = pl.col(value).replace_strict(list(preference), list(range(len(preference))))
    return (
        frame.select(by, value, on)
        .with_columns(rank=rank)
        .sort(by, pl.col(on), "rank", descending=[False, True, False], nulls_last=True)
        .unique(by, keep="first", maintain_order=True)
        .select(by, value)
    )
