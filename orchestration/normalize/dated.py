"""Dated: date_text of whole frames -> date, precision and basis; and the best date of several statements.

Here: applying `dates.resolve` to frames. Not here: what a text means (`dates`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from orchestration.language.dates import EARLIEST_YEAR
from orchestration.normalize.dates import Anchor, resolve
from orchestration.normalize.rejections import Rejection

RESOLVED = {"on": pl.Date, "precision": pl.String, "basis": pl.String}
EXACT_FIRST = {"day": 0, "month": 1, "year": 2}


def with_dates(
    facts: pl.DataFrame, anchors: Mapping[str, Anchor], fact_type: str, latest_years: Mapping[str, int]
) -> tuple[pl.DataFrame, list[Rejection]]:
    """Add on, precision and basis; a text that gives no plausible date leaves nulls and a rejection.

    `latest_years`: the last year that an article can speak of, by article_id.
    """
    rows, rejections = [], []
    for fact in facts.filter(pl.col("date_text").is_not_null()).sort("fact_id").iter_rows(named=True):
        found = resolve(fact["date_text"], anchors[fact["article_id"]], is_planned=fact["status"] == "planned")
        if found is None:
            message = (
                f"{fact['date_text']!r} gives no date; if it should, state when the article was published in its "
                "meta file, or add the expression to the vocabulary of dates"
            )
            rejections.append(
                Rejection(fact["fact_id"], fact["article_id"], fact_type, "unknown_date", message, fact["date_text"])
            )
        elif not EARLIEST_YEAR <= found.on.year <= latest_years[fact["article_id"]]:
            message = (
                f"{fact['date_text']!r} was read as the year {found.on.year}, which is no year for this; the number "
                "probably means something else, so the fact is kept without a date"
            )
            rejections.append(
                Rejection(
                    fact["fact_id"], fact["article_id"], fact_type, "implausible_date", message, fact["date_text"]
                )
            )
        else:
            rows.append((fact["fact_id"], found.on, found.precision, found.basis))
    dates = pl.DataFrame(rows, schema={"fact_id": pl.String, **RESOLVED}, orient="row")
    return facts.join(dates, on="fact_id", how="left"), rejections


def best_dates(statements: pl.DataFrame, by: str) -> pl.DataFrame:
    """Return one row per `by` with on, precision, year, year_basis: the most exact date, then the most frequent.

    Then the earliest: later articles repeat a date, and seldom correct it.
    """
    exactness = pl.col("precision").replace_strict(EXACT_FIRST, return_dtype=pl.Int8)
    stated_first = pl.col("basis") != "stated"
    return (
        statements.filter(pl.col("on").is_not_null())
        .group_by(by, "on", "precision")
        .agg(votes=pl.len(), year_basis=pl.col("basis").sort_by(stated_first, "basis").first())
        .sort(by, exactness, "votes", "on", descending=[False, False, True, False])
        .unique(by, keep="first", maintain_order=True)
        .select(by, "on", "precision", "year_basis", year=pl.col("on").dt.year().cast(pl.Int32))
    )
