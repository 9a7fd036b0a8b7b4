"""Publication: a copy of the checked candidate takes the place of the published warehouse by one rename."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from orchestration import __version__
from orchestration.disk import flush
from orchestration.lake import Lake
from orchestration.publish import contents
from orchestration.publish.candidate import Candidate, Proof
from orchestration.publish.standing_alone import leave_out_staging
from orchestration.schemas.ids import stable_id
from orchestration.schemas.operations import Refreshes
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
    proof = candidate.proof()
    result = _compare(candidate.path, warehouse)
    if result.is_changed:
        row = _history_row(candidate.path, result, proof, now)
        history = pl.concat([_known_history(lake, warehouse), row])
        _swap(candidate.path, warehouse, history)
        lake.replace({Refreshes: history})
    return result


def _compare(candidate: Path, warehouse: Path) -> Publication:
    articles, counts = contents.article_ids(candidate), contents.row_counts(candidate)
    is_first = not warehouse.exists()
    new = articles if is_first else articles.join(contents.article_ids(warehouse), on="article_id", how="anti")
    return Publication(
        is_changed=is_first or contents.differ(candidate, warehouse),
        article_count=articles.height,
        new_article_count=new.height,
        fact_count=counts["fct_evidence"],
        issue_count=counts["data_issues"],
    )


def _known_history(lake: Lake, warehouse: Path) -> pl.DataFrame:
    """Return the history in the lake, and what a kill after a rename kept from being noted there."""
    known = lake.read(Refreshes)
    if not warehouse.exists():
        return known
    missed = contents.history(warehouse).join(known, on="refresh_id", how="anti")
    if newest := known["refreshed_at"].to_list():  # what is older is of a lake that this machine used before
        missed = missed.filter(pl.col("refreshed_at").dt.convert_time_zone("UTC") > max(newest))
    if set(known.columns) - set(missed.columns):  # written by an older release, whose lake knew all of it
        return known
    return pl.concat([known, Refreshes.cast(missed.select(known.columns))])


def _history_row(candidate: Path, result: Publication, proof: Proof, now: datetime) -> pl.DataFrame:
    (rejected_file_count,) = contents.one_row(
        candidate, "select count(distinct source_uri) from marts.data_issues where stage = 'load'"
    )
    engine, engine_version = contents.one_row(
        candidate, "select max(engine), max(engine_version) from marts.fct_evidence"
    )
    row = {
        "refresh_id": stable_id("ref", now.isoformat(), proof.lake_snapshot_id),
        "refreshed_at": now,
        "lake_snapshot_id": proof.lake_snapshot_id,
        "article_count": result.article_count,
        "new_article_count": result.new_article_count,
        "rejected_file_count": rejected_file_count,
        "fact_count": result.fact_count,
        "issue_count": result.issue_count,
        "checks_passed_count": proof.passed_count,
        "checks_warned_count": proof.warned_count,
        "ledger_version": __version__,
        "format_version": FORMAT_VERSION,
        "engine": engine or "none",
        "engine_version": engine_version or "none",
    }
    return Refreshes.cast(pl.DataFrame([row]))


def _swap(candidate: Path, warehouse: Path, history: pl.DataFrame) -> None:
    beside = warehouse.with_name("publishing.duckdb")
    _remove(beside)  # a log that a kill left behind would be replayed into the copy
    try:
        shutil.copyfile(candidate, beside)
        _write_history(beside, history)
        flush(beside)
        beside.replace(warehouse)
        flush(warehouse.parent)
    finally:
        _remove(beside)


def _remove(path: Path) -> None:
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        leftover.unlink(missing_ok=True)


def _write_history(path: Path, history: pl.DataFrame) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.register("history", history)
        connection.execute(f"delete from marts.{contents.HISTORY}")
        connection.execute(f"insert into marts.{contents.HISTORY} by name from history order by refreshed_at")
        connection.unregister("history")
        leave_out_staging(connection)
        connection.execute("checkpoint")
