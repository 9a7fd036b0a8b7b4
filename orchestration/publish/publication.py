"""Publication: a copy of the checked candidate takes the place of the published warehouse by one rename."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from orchestration import __version__
from orchestration.lake import Lake
from orchestration.publish import contents
from orchestration.publish.candidate import Candidate
from orchestration.schemas.facts import Extractions
from orchestration.schemas.ids import stable_id
from orchestration.schemas.operations import Refreshes
from orchestration.schemas.raw import RejectedArticles
from orchestration.settings import FORMAT_VERSION


@dataclass(frozen=True)
class Publication:
    """What a publication did; the counts are those of the warehouse that readers see now."""

    is_changed: bool
    article_count: int
    new_article_count: int
    fact_count: int
    issue_count: int


def publish(candidate: Candidate, warehouse: Path, lake: Lake, now: datetime) -> Publication:
    """Publish the candidate, unless it says the same as what is published.

    A kill before the rename leaves the old warehouse. A kill after it loses only the row of the refresh in the lake,
    which the next publication takes over from the published file.

    Raises:
        LedgerError: the candidate has not passed its checks.
    """
    passed_count, warned_count = candidate.checked_counts()
    result = _compare(candidate.path, warehouse)
    if result.is_changed:
        row = _history_row(result, lake, now, passed_count, warned_count)
        history = pl.concat([_known_history(lake, warehouse), row])
        _swap(candidate.path, warehouse, history)
        lake.replace({Refreshes: history})
    return result


def _compare(candidate: Path, warehouse: Path) -> Publication:
    articles, is_first = contents.article_ids(candidate), not warehouse.exists()
    new = articles if is_first else articles.join(contents.article_ids(warehouse), on="article_id", how="anti")
    return Publication(
        is_changed=is_first or contents.digests(candidate) != contents.digests(warehouse),
        article_count=articles.height,
        new_article_count=new.height,
        fact_count=contents.count(candidate, "fct_evidence"),
        issue_count=contents.count(candidate, "data_issues"),
    )


def _known_history(lake: Lake, warehouse: Path) -> pl.DataFrame:
    known = lake.read(Refreshes)
    if not warehouse.exists():
        return known
    published = Refreshes.cast(contents.history(warehouse).select(known.columns))
    return pl.concat([known, published.join(known, on="refresh_id", how="anti")])


def _history_row(result: Publication, lake: Lake, now: datetime, passed_count: int, warned_count: int) -> pl.DataFrame:
    extractions, snapshot_id = lake.read(Extractions), lake.snapshot_id()
    row = {
        "refresh_id": stable_id("ref", now.isoformat(), snapshot_id),
        "refreshed_at": now,
        "lake_snapshot_id": snapshot_id,
        "article_count": result.article_count,
        "new_article_count": result.new_article_count,
        "rejected_file_count": lake.read(RejectedArticles)["source_uri"].n_unique(),
        "fact_count": result.fact_count,
        "issue_count": result.issue_count,
        "checks_passed_count": passed_count,
        "checks_warned_count": warned_count,
        "ledger_version": __version__,
        "format_version": FORMAT_VERSION,
        "engine": extractions["engine"].max() or "none",
        "engine_version": extractions["engine_version"].max() or "none",
    }
    return Refreshes.cast(pl.DataFrame([row]))


def _swap(candidate: Path, warehouse: Path, history: pl.DataFrame) -> None:
    beside = warehouse.with_name("publishing.duckdb")
    try:
        shutil.copyfile(candidate, beside)
        _write_history(beside, history)
        _flush(beside)
        beside.replace(warehouse)
        _flush(warehouse.parent)
    finally:
        for leftover in (beside, beside.with_name(f"{beside.name}.wal")):
            leftover.unlink(missing_ok=True)


def _write_history(path: Path, history: pl.DataFrame) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.register("history", history)
        connection.execute(f"delete from marts.{contents.HISTORY}")
        connection.execute(f"insert into marts.{contents.HISTORY} by name from history order by refreshed_at")
        connection.unregister("history")
        connection.execute("checkpoint")


def _flush(path: Path) -> None:
    """Force a file or a folder entry onto the disk, so that a power cut can't leave a half warehouse."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
