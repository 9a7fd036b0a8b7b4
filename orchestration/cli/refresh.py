"""`make refresh`: run the job `refresh` in this process and say in ten lines what happened."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from pathlib import Path

import dagster as dg

from orchestration.cli.report import failure_lines, summary_lines
from orchestration.errors import LedgerError
from orchestration.lake import refuse_unreadable_lake, writer_lock
from orchestration.publish import refuse_newer_warehouse
from orchestration.settings import Settings


def run_refresh(settings: Settings, *, is_verbose: bool) -> int:
    """Run the job and print its summary. Returns 0, or 1 when the refresh failed.

    Raises:
        LedgerError: the surroundings don't allow a refresh; nothing was started.
    """
    _check_surroundings(settings)
    if not is_verbose:
        warnings.filterwarnings("ignore")
        logging.getLogger("alembic").setLevel(logging.WARNING)
    (settings.data_path / "dagster").mkdir(parents=True, exist_ok=True)
    result = _run_job(settings.data_path / "refresh.log", is_verbose=is_verbose)
    if result.success:
        print(*summary_lines(result, settings), sep="\n")
        return 0
    print(*failure_lines(result, settings), sep="\n", file=sys.stderr)
    return 1


def _check_surroundings(settings: Settings) -> None:
    if not settings.raw_path.is_dir():
        raise LedgerError(f"The raw folder {settings.raw_path} is missing: create it, or set ECOSYSTEM_RAW_DIR.")
    with writer_lock(settings.data_path):
        refuse_newer_warehouse(settings.warehouse_path)
        refuse_unreadable_lake(settings.lake_path)


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
    with log_path.open("w") as log, redirect_stdout(log):
        yield
