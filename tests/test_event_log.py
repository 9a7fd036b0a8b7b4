"""Events reach the disk without a wait for each, and other processes see them at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, event, text

from orchestration import event_log

NORMAL, FULL = 1, 2  # of pragma synchronous


@pytest.fixture(autouse=True)
def _listening() -> Iterator[None]:
    """Listen as a process with definitions does, and leave the others of this process as they were."""
    listeners = (("connect", event_log._on_connect), ("close", event_log._on_close))
    was_listening = event.contains(Engine, *listeners[0])
    event_log.keep_event_log_open()
    event_log.keep_event_log_open()  # twice is once
    yield
    if not was_listening:
        for name, listener in listeners:
            event.remove(Engine, name, listener)


def engine(path: Path | str) -> Engine:
    """As Dagster opens a file: a connection for each event."""
    return create_engine(f"sqlite:///{path}", poolclass=NullPool)


def write(path: Path, statement: str) -> int:
    """Run a statement in a connection of its own; return what the connection waits for."""
    with engine(path).begin() as connection:
        connection.execute(text(statement))
        return int(connection.execute(text("pragma synchronous")).scalar_one())


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A file with a write-ahead log."""
    path = tmp_path / "index.db"
    with sqlite3.connect(path) as connection:
        connection.execute("pragma journal_mode = wal")
    connection.close()
    return path


def test_a_closed_connection_leaves_the_log_to_a_later_checkpoint(log: Path) -> None:
    assert write(log, "create table events (message)") == NORMAL
    assert write(log, "insert into events values ('one')") == NORMAL
    assert log.with_name("index.db-wal").stat().st_size > 0
    other = sqlite3.connect(log)
    assert other.execute("select message from events").fetchall() == [("one",)]
    other.close()


def test_the_file_tells_who_watches_it_that_something_came(log: Path) -> None:
    write(log, "create table events (message)")
    os.utime(log, (0, 0))
    write(log, "insert into events values ('one')")
    assert log.stat().st_mtime > 0  # the UI shows new events of a run when its file changes


def test_a_file_that_took_the_place_of_another_is_kept_open_too(log: Path) -> None:
    write(log, "create table events (message)")
    for path in log.parent.glob("index.db*"):
        path.rename(path.with_name(f"old-{path.name}"))
    with sqlite3.connect(log) as connection:
        connection.execute("pragma journal_mode = wal")
    connection.close()
    assert write(log, "create table events (message)") == NORMAL
    assert log.with_name("index.db-wal").stat().st_size > 0


def test_a_file_without_a_log_waits_for_the_disk_until_it_has_one(tmp_path: Path) -> None:
    path = tmp_path / "run.db"
    assert write(path, "create table events (message)") == FULL
    with sqlite3.connect(path) as connection:
        connection.execute("pragma journal_mode = wal")
    connection.close()
    assert write(path, "insert into events values ('one')") == NORMAL
    assert path.with_name("run.db-wal").exists()


def test_a_database_in_memory_is_left_alone() -> None:
    with engine(":memory:").begin() as connection:
        assert connection.execute(text("pragma synchronous")).scalar_one() == FULL


def test_who_loads_the_definitions_writes_so() -> None:
    says = (
        "import orchestration.definitions, sqlalchemy as s; from orchestration import event_log as e; "
        "print(s.event.contains(s.Engine, 'connect', e._on_connect))"
    )
    said = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"
