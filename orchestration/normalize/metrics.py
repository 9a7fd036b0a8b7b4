"""Metrics: numbers of articles as observations with value, unit, time and US dollars.

Here: metric facts -> rows of core.metric_observations. Not here: reading one fact (`metric_readings`), rates
(`money`), which of several values is best (`best_observations`), who speaks (`sources`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from orchestration.language.quantities import is_currency
from orchestration.normalize.best_observations import mark_best
from orchestration.normalize.dates import Anchor, ResolvedDate, published
from orchestration.normalize.metric_readings import Fact, Reading, read_metrics
from orchestration.normalize.money import Rate, usd_rate
from orchestration.normalize.rejections import rejection_rows
from orchestration.normalize.sources import SourceOf
from orchestration.schemas.core import MetricObservations
from orchestration.schemas.ids import stable_id

LINKS = {"fact_id": pl.String, "observation_id": pl.String}
_WHO = {"published_on": pl.Date(), "source_name": pl.String()}
"""What decides between claims and is no column, because an article has it."""
_MARKS = (
    *("time_on", "time_on_precision", "time_basis", "agreeing_source_count", "rank_at_time"),
    *("is_best", "best_reason", "is_best_at_time", "best_at_time_reason"),
)
"""What `mark_best` adds."""


def normalize_metrics(
    metric_facts: pl.DataFrame,
    anchors: Mapping[str, Anchor],
    subjects: pl.DataFrame,
    source_of: SourceOf,
    currencies: Mapping[str, Sequence[str]] | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return rows of core.metric_observations, rows of core.rejected_claims, and links fact_id -> observation_id.

    `subjects` has article_id, subject_type, subject_name, subject_id, preferred_name. `source_of` tells who speaks.
    `currencies` has by article what "$" and words such as "kroner" may mean, likeliest first.
    """
    known = {(r["article_id"], r["subject_type"], r["subject_name"]): r for r in subjects.iter_rows(named=True)}
    facts = metric_facts.sort("fact_id").iter_rows(named=True)
    readings, rejections = read_metrics(facts, known, anchors, currencies or {})
    groups = _same_observations(readings)
    rows = [_row(group, anchors.get(group[0].fact["article_id"], Anchor()), source_of) for group in groups]
    return _observations(rows), rejection_rows(rejections), _links(groups, rows)


def _same_observations(readings: list[Reading]) -> list[list[Reading]]:
    """Group what one article states twice. A statement without a time joins the one dated twin that it has, if one."""
    twins: dict[tuple[Any, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        twins[_undated_key(reading)].append(reading)
    groups = []
    for same in twins.values():
        by_time: dict[tuple[Any, ...] | None, list[Reading]] = defaultdict(list)
        for reading in same:
            by_time[_time(reading)].append(reading)
        undated = by_time.pop(None, [])
        if undated and len(by_time) == 1:
            next(iter(by_time.values())).extend(undated)
        elif undated:
            groups.append(undated)
        groups.extend(by_time.values())
    return groups


def _undated_key(reading: Reading) -> tuple[Any, ...]:
    """Return what makes two statements of one article the same number, their time left aside."""
    fact, value = reading.fact, reading.quantity
    subject = (fact["article_id"], fact["subject_type"], reading.subject_id, reading.measure, fact["is_planned"])
    return (*subject, value.low, value.high, reading.unit, value.qualifier)


def _time(reading: Reading) -> tuple[Any, ...] | None:
    """Return the time without its basis: "2023" and "last year" may be the same time."""
    return None if reading.as_of is None else (reading.as_of.on, reading.as_of.precision)


def _row(group: list[Reading], anchor: Anchor, source_of: SourceOf) -> dict[str, Any]:
    first = min(group, key=lambda reading: (reading.as_of is None, _observation_id(reading.fact)))
    value, time, release = first.quantity, first.as_of, published(anchor)
    rate = _rate(first.unit, time, release)
    source = source_of(first.fact["article_id"], first.fact["subject_type"], first.subject_id)
    return {
        "observation_id": min(_observation_id(reading.fact) for reading in group),
        "subject_type": first.fact["subject_type"],
        "subject_id": first.subject_id,
        "subject_name": first.subject_name,
        "measure": first.measure,
        "value_low": value.low,
        "value_high": value.high,
        "unit": first.unit,
        "value_usd_low": rate and rate.in_usd(value.low),
        "value_usd_high": rate and rate.in_usd(value.high),
        "usd_rate": rate and rate.dollars,
        "usd_rate_period": rate and rate.period,
        "qualifier": value.qualifier,
        "as_of": time.on if time else None,
        "as_of_precision": time.precision if time else None,
        "is_planned": first.fact["is_planned"],
        "article_id": first.fact["article_id"],
        "source_kind": source.kind,
        "source_rank": source.rank,
        "source_name": source.name,
        "published_on": release.on if release else None,
    }


def _observation_id(fact: Fact) -> str:
    """Hash raw words only; time and plan are part of it, since one article may state one value for two years."""
    raw = ("article_id", "subject_type", "subject_name", "measure", "value_text", "date_text", "is_planned")
    return stable_id("obs", *(fact[name] for name in raw))


def _rate(unit: str, time: ResolvedDate | None, release: ResolvedDate | None) -> Rate | None:
    """Return the rate of the time the number is about; of publication where it has none, or is about the future."""
    if not is_currency(unit):
        return None
    is_over = time is not None and (release is None or time.on <= release.on)
    moments = (time,) if is_over else (time, release)
    return next((rate for moment in moments if moment and (rate := usd_rate(unit, moment.on, moment.precision))), None)


def _observations(rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = dict(MetricObservations.create_empty().schema)
    stated = {name: kind for name, kind in schema.items() if name not in _MARKS}
    frame = pl.DataFrame(rows, schema=stated | _WHO, orient="row")
    marked = mark_best(frame).select(*schema).sort("observation_id")
    return MetricObservations.validate(marked, cast=True)


def _links(groups: list[list[Reading]], rows: list[dict[str, Any]]) -> pl.DataFrame:
    pairs = zip(groups, rows, strict=True)
    links = [(reading.fact["fact_id"], row["observation_id"]) for group, row in pairs for reading in group]
    return pl.DataFrame(links, schema=LINKS, orient="row").sort("fact_id")
