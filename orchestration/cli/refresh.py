"""`make refresh`: run the job `refresh` in this process and say in eleven lines what happened."""

from __future__ import annotations

import logging
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from pathlib import Path

import dagster as dg

from orchestration.cli.report import failure_lines, summary_lines, summary_of, was_interrupted, with_nothing_new
from orchestration.cli.unchanged import fingerprint, note_look, recall, remember
from orchestration.errors import LedgerError
from orchestration.lake import refuse_unreadable_lake, writer_lock
from orchestration.lake_lock import lake_lock
from orchestration.publish import refuse_newer_warehouse
from orchestration.settings import PROJECT_DIR, Settings

MANIFEST = PROJECT_DIR / "dbt_project" / "target" / "manifest.json"


def run_refresh(settings: Settings, *, is_verbose: bool, is_forced: bool) -> int:
    """Run the job and print its summary. Returns 0, or 1 when the refresh failed.

    Raises:
        LedgerError: the surroundings don't allow a refresh; nothing was started.
    """
    if not settings.raw_path.is_dir():
        raise LedgerError(f"The raw folder {settings.raw_path} is missing: create it, or set ECOSYSTEM_RAW_DIR.")
    if not MANIFEST.is_file():
        raise LedgerError(f"{MANIFEST} is missing, without which no job is known: run `make setup`, which writes it.")
    with writer_lock(settings.data_path), lake_lock(settings.lake):
        refuse_newer_warehouse(settings.warehouse_path)
        refuse_unreadable_lake(settings.lake)
        return _refresh(settings, is_verbose=is_verbose, is_forced=is_forced)


def _refresh(settings: Settings, *, is_verbose: bool, is_forced: bool) -> int:
    if not is_verbose:
        warnings.filterwarnings("ignore")
        logging.getLogger("alembic").setLevel(logging.WARNING)
    (settings.data_path / "dagster").mkdir(parents=True, exist_ok=True)
    started, found = time.monotonic(), fingerprint(settings)
    is_polling = settings.feeds_path.exists()  # what feeds have is not known before they are asked
    if not is_forced and not is_polling and (before := recall(settings, found)):
        note_look(settings)
        print(*summary_lines(with_nothing_new(before), settings), sep="\n")
        print("Nothing changed since then, so nothing ran: make refresh FORCE=1 builds and checks all the same")
        return 0
    with _warm_workers(settings.engine):
        result = _run_job(settings.data_path / "refresh.log", is_verbose=is_verbose)
    if result.success:
        summary = summary_of(result, time.monotonic() - started)
        remember(settings, found, summary)
        print(*summary_lines(summary, settings), sep="\n")
        return 0
    if was_interrupted(result):
        raise KeyboardInterrupt
    print(*failure_lines(result, settings), sep="\n", file=sys.stderr)
    return 1


@contextmanager
def _warm_workers(engine: str) -> Iterator[None]:
    """Let a process load the engine while this one loads Dagster: it saves a second."""
    # Imported late: a refresh with nothing new, or a refused one, needs no Polars.
    from orchestration.extract.workers import end_all, warm_up

    warm_up(engine)
    try:
        yield
    finally:
        end_all()


def _run_job(log_path: Path, *, is_verbose: bool) -> dg.ExecuteInProcessResult:
    # Imported late: a refused refresh answers before dbt's manifest is read.
    from orchestration.definitions import defs

    log_level = "DEBUG" if is_verbose else "CRITICAL"
    with dg.DagsterInstance.get() as instance, _quiet(log_path) if not is_verbose else nullcontext():
        return defs.resolve_job_def("refresh").execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": log_level}}}},
        )


@contextmanager
def _quiet(log_path: Path) -> Iterator[None]:
    """Send what dbt and Dagster print to a file; the progress bar writes to standard error and stays."""
    with log_path.open("w", encoding="utf-8") as log, redirect_stdout(log):
        yield
