"""`as_of`: the warehouse as it was published last before the end of a day.

Here: the order of work, and what a person is told. Not here: how each part is done (`publications`, `snapshots`,
`build`), the command line (`cli.as_of`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration import __version__
from orchestration.disk import flush
from orchestration.errors import BusyError, LedgerError
from orchestration.history import build, snapshots
from orchestration.history.publications import Asked, Publication, answering, asked_for, published
from orchestration.publish import contents
from orchestration.settings import Settings

WAIT_SECONDS = 600.0
Build = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Answer:
    """The file that answers, whose publication it is, and what to know about it."""

    warehouse: Path
    publication: Publication
    asked: Asked
    notes: tuple[str, ...] = ()


def as_of(settings: Settings, day: str, run_dbt: Build = build.run_dbt) -> Answer:
    """Return a file with the marts that were the published ones at the end of a day, or at a moment.

    The present one is the published file itself. An earlier one is built once from the lake's snapshot and kept.
    It takes no writer's lock: a refresh may run beside.

    Raises:
        LedgerError: it is no day, nothing was published by then, or the lake can't tell any more.
        BusyError: another past day is being built for minutes.
    """
    asked = asked_for(day, settings.refresh_timezone)
    publications = published(settings.warehouse_path)
    publication = answering(publications, asked)
    if publication == publications[-1]:
        return Answer(settings.warehouse_path, publication, asked, ("This is what is published now.",))
    with _alone_in(settings.as_of_path) as scratch:
        kept = build.file_of(settings.as_of_path, publication.refresh_id)
        if kept.exists():
            os.utime(kept)
            return Answer(kept, publication, asked, ("Kept from an earlier question.",))
        with snapshots.opened(settings.lake, scratch) as found:
            _refuse_lost(publication, publications, found, asked)
            notes = _build(publication, found, scratch, kept, run_dbt)
        build.tidy(settings.as_of_path)
    return Answer(kept, publication, asked, notes)


def _build(
    publication: Publication, found: snapshots.Snapshots, scratch: Path, kept: Path, run_dbt: Build
) -> tuple[str, ...]:
    past, beside = scratch / "lake.duckdb", scratch / "warehouse.duckdb"
    missing = found.write(publication, past)
    try:
        run_dbt(past, beside)
    except LedgerError as error:
        raise LedgerError(f"{_layout(publication, missing)} {error}") from error
    flush(beside)
    beside.replace(kept)
    return tuple(_notes(publication, missing, kept))


def _notes(publication: Publication, missing: list[str], kept: Path) -> Iterator[str]:
    """Say in words where the answer may differ from what was published: another layout, other models."""
    yield f"Built from snapshot {publication.lake_snapshot_id} of the lake by the models of this release."
    if missing:
        yield _layout(publication, missing)
    counts = contents.row_counts(kept)
    now = counts["dim_articles"], counts["fct_evidence"]
    then = publication.article_count, publication.fact_count
    if now != then:
        yield (
            f"This release counts {now[0]} articles and {now[1]} pieces of evidence where {then[0]} and {then[1]} were "
            f"published by Ecosystem Ledger {publication.ledger_version}: its models have changed since."
        )
    elif publication.ledger_version != __version__:
        yield (
            f"It was published by Ecosystem Ledger {publication.ledger_version} (this is {__version__}): "
            "where models have changed since, reports may say something else than they did."
        )


def _layout(publication: Publication, missing: list[str]) -> str:
    release = (
        f"The lake of that day was written by Ecosystem Ledger {publication.ledger_version} (this is {__version__})"
    )
    if not missing:
        return f"{release}."
    return f"{release} and had no {', '.join(missing)}: empty here."


def _refuse_lost(
    publication: Publication, publications: tuple[Publication, ...], found: snapshots.Snapshots, asked: Asked
) -> None:
    if found.can_tell(publication):
        return
    oldest = next(each for each in publications if found.can_tell(each) or each == publications[-1])
    why = (
        "the lake has let go of its snapshot (ECOSYSTEM_HISTORY_DAYS says for how long it keeps them)"
        if publication.refresh_id in found.refresh_ids
        else "it came from an earlier lake, which was deleted"
    )
    moment = oldest.refreshed_at.astimezone(asked.until.tzinfo)
    raise LedgerError(
        f"The publication that answers {asked.words} can't be told any more: {why}. "
        f"The oldest that can be told is of {moment:%Y-%m-%d %H:%M}: ask for that day or a later one."
    )


@contextmanager
def _alone_in(folder: Path) -> Iterator[Path]:
    """Hold the folder of past warehouses alone; yield an empty folder in it for work, and clear it afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / "work"
    try:
        with FileLock(folder / "as_of.lock", timeout=WAIT_SECONDS):
            shutil.rmtree(scratch, ignore_errors=True)  # what a kill left behind
            scratch.mkdir()
            try:
                yield scratch
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except Timeout as error:
        raise BusyError("Another day of the past is being built: try again when it has ended.") from error
