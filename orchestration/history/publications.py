"""The publications so far, and which of them answers for a day. Reads the published file, never the lake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.errors import LedgerError
from orchestration.publish import contents, refuse_newer_warehouse


@dataclass(frozen=True)
class Publication:
    """One row of `refreshes`, as far as history needs it."""

    refresh_id: str
    refreshed_at: datetime
    lake_snapshot_id: int
    article_count: int
    fact_count: int
    ledger_version: str


@dataclass(frozen=True)
class Asked:
    """The moment that somebody asks for: everything before `until` counts."""

    until: datetime
    words: str

    @property
    def zone(self) -> str:
        """The name of the time zone."""
        return str(self.until.tzinfo)


def published(warehouse: Path) -> tuple[Publication, ...]:
    """Return the publications that the published file lists, the oldest first.

    Raises:
        LedgerError: nothing was published yet, or by a newer release.
    """
    if not warehouse.exists():
        raise LedgerError("There is no warehouse yet: run `make refresh` first.")
    refuse_newer_warehouse(warehouse)
    return publications_of(contents.history(warehouse))


def publications_of(history: pl.DataFrame) -> tuple[Publication, ...]:
    """Return rows of `refreshes` as values, the oldest first."""
    rows = history.select(*Publication.__dataclass_fields__).sort("refreshed_at", "lake_snapshot_id").iter_rows()
    return tuple(Publication(name, moment.astimezone(UTC), *others) for name, moment, *others in rows)


def asked_for(text: str, zone: str) -> Asked:
    """Read a day, whose end is meant, or a moment; both are in the zone unless the moment has one of its own.

    Raises:
        LedgerError: it is neither.
    """
    place = ZoneInfo(zone)
    try:
        if "T" not in (moment := text.strip().upper().replace(" ", "T")):
            day = date.fromisoformat(moment)
            return Asked(datetime.combine(day + timedelta(days=1), time(), place), f"at the end of {day} ({zone})")
        found = datetime.fromisoformat(moment)
        local = found.astimezone(place) if found.tzinfo else found.replace(tzinfo=place)
        # Added in UTC: in local time, a microsecond across a change of clocks is an hour.
        until = (local.astimezone(UTC) + timedelta(microseconds=1)).astimezone(place)
    except (ValueError, OverflowError) as error:
        raise LedgerError(
            f"{text!r} is no day: write it as DAY=2026-11-20, or a moment as DAY=2026-11-20T14:00."
        ) from error
    return Asked(until, f"at {local:%Y-%m-%d %H:%M:%S} ({zone})")


def answering(publications: Sequence[Publication], asked: Asked) -> Publication:
    """Return the last publication before the end of what is asked.

    Raises:
        LedgerError: there was none.
    """
    before = [each for each in publications if each.refreshed_at < asked.until]
    if before:
        return before[-1]
    if not publications:
        raise LedgerError("Nothing was published yet: run `make refresh` first.")
    first = publications[0].refreshed_at.astimezone(asked.until.tzinfo)
    raise LedgerError(
        f"Nothing was published yet {asked.words}: the first publication was on {first:%Y-%m-%d at %H:%M} "
        f"({asked.zone}). Ask for that day or a later one."
    )
