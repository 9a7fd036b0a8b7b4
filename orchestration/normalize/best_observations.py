"""Best observations: which of several claims about one number to use, now and for each time, and why.

Here: the order of preference, as docs/claims.md explains it. Not here: what an observation is (`metrics`), its time
(`claim_times`), its source (`sources`), the words of the reason (`best_reasons`). Claims are never dropped.
"""

from __future__ import annotations

import polars as pl

from orchestration.normalize.best_reasons import with_reasons
from orchestration.normalize.claim_times import TIME, latest_first, with_times

# Money in two currencies competes, people and organizations do not. Weeks, months and years are all time.
_TIME_UNITS = ("day", "week", "month", "year")
_UNIT_CLASS = (
    pl.when(pl.col("unit").str.contains(r"^[A-Z]{3}$"))
    .then(pl.lit("money"))
    .when(pl.col("unit").is_in(_TIME_UNITS))
    .then(pl.lit("time"))
    .otherwise(pl.col("unit"))
)
GROUP = ("subject_type", "subject_id", "measure", "unit_class", "is_planned")
AT_TIME = (*GROUP, *TIME)
_SAME_VALUE = (*AT_TIME, "unit", "value_low", "value_high")
_EXACT_FIRST = {"exact": 0, "about": 1, "range": 2, "at_least": 3, "at_most": 3}
ORDER = (
    pl.col("source_rank"),
    pl.col("is_part"),
    pl.col("exactness"),
    -pl.col("published_on").cast(pl.Int32),
    -pl.col("agreeing_source_count").cast(pl.Int64),
    pl.col("observation_id"),
)
"""Among claims of one time, ascending, nulls last: nearest source, no part of another number, most exact,
published last, most sources, id."""


def mark_best(observations: pl.DataFrame) -> pl.DataFrame:
    """Mark per subject, measure, class of units and plan the claim to use now, and per time the one to use for it.

    Adds what decides (time_on, time_on_precision, time_basis, agreeing_source_count, rank_at_time) and what was
    decided (is_best, best_reason, is_best_at_time, best_at_time_reason). Needs published_on, source_name, source_kind
    and source_rank beside the columns of an observation. The claim to use now is that of the latest time.
    """
    timed = with_times(observations).with_columns(
        unit_class=_UNIT_CLASS,
        exactness=pl.col("qualifier").replace_strict(_EXACT_FIRST, return_dtype=pl.Int8),
    )
    counted = timed.with_columns(agreeing_source_count=pl.col("source_name").n_unique().over(_SAME_VALUE))
    ranked = counted.with_columns(is_part=_is_part()).sort(*latest_first(), *ORDER, nulls_last=True)
    marked = ranked.with_columns(
        rank_at_time=pl.int_range(1, pl.len() + 1).over(AT_TIME),
        is_best=(pl.int_range(0, pl.len()) == 0).over(GROUP),
    ).with_columns(is_best_at_time=pl.col("rank_at_time") == 1)
    return with_reasons(marked, GROUP, AT_TIME)


def _is_part() -> pl.Expr:
    """True where the same article states a larger number of the same thing: "40 crore, of which 15 are left"."""
    bound = pl.coalesce("value_high", "value_low")
    return bound < bound.max().over("article_id", *AT_TIME, "unit")
