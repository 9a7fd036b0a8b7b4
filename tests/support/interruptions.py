"""Ending a refresh at a chosen moment, as a power cut or the kernel does."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.support.places import REPOSITORY
from tests.support.processes import session_members, wait_for
from tests.support.refreshes import LIMIT_SECONDS, environment, refresh_command
from tests.support.warehouses import identity

Moment = Callable[[Path], Callable[[], bool]]


def in_step(step: str, also: Callable[[Path], bool] = lambda data: True) -> Moment:
    """The moment in which a step has begun, as Dagster's own event log tells it."""

    def prepare(data: Path) -> Callable[[], bool]:
        before = _runs(data)
        return lambda: any(_has_begun(run, step) for run in _runs(data) - before) and also(data)

    return prepare


def before_the_rename(data: Path) -> Callable[[], bool]:
    """The moment in which the copy that will be published is being written."""
    return (data / "publishing.duckdb").exists


def after_the_rename(data: Path) -> Callable[[], bool]:
    """The moment in which the published file is another one."""
    before = identity(data / "warehouse.duckdb")
    return lambda: identity(data / "warehouse.duckdb") != before


def kill_a_refresh(raw: Path, data: Path, moment: Moment, *, with_children: bool) -> bool:
    """Start a refresh and SIGKILL it at a moment; False when it had ended by itself before."""
    has_come = moment(data)
    process = subprocess.Popen(
        refresh_command(),
        cwd=REPOSITORY,
        env=environment(raw, data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(lambda: has_come() or process.poll() is not None, LIMIT_SECONDS, every=0.002)
        children = session_members(process.pid) if with_children else [process.pid]
        was_running = process.poll() is None
    finally:
        process.send_signal(signal.SIGKILL)
    for child in set(children) - {process.pid}:
        subprocess.run(["kill", "-KILL", str(child)], capture_output=True, check=False)
    process.wait(30)
    return was_running


def _runs(data: Path) -> set[Path]:
    return {path for path in (data / "dagster" / "history" / "runs").glob("*.db") if path.name != "index.db"}


def _has_begun(run: Path, step: str) -> bool:
    sql = "select 1 from event_logs where dagster_event_type = 'STEP_START' and step_key = ?"
    try:
        with closing(sqlite3.connect(f"file:{run}?mode=ro", uri=True)) as connection:
            return connection.execute(sql, [step]).fetchone() is not None
    except sqlite3.OperationalError:  # its tables are being made
        return False
