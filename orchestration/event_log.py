"""Dagster's event log in SQLite without a wait for the disk at each event.

A refresh writes some 400 events. For each, Dagster opens two or three files of SQLite, commits and closes them. SQLite
waits for the disk at each commit, and, as nobody else has the file open, moves its write-ahead log into it at each
close: up to 15 ms an event, 10 to 15 s a refresh. Two settings of SQLite avoid both (sqlite.org/wal.html and
pragma.html, `synchronous`): only checkpoints wait, and a second connection stays open while the process lives. A power
cut may then lose the last events of a run, never the file; facts are elsewhere. PostgreSQL is not touched.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

NO_FILE = ""  # what SQLite calls a database in memory


def keep_event_log_open() -> None:
    """From now on, treat each SQLite file that this process opens by SQLAlchemy so; only Dagster does."""
    if not event.contains(Engine, "connect", _on_connect):
        event.listen(Engine, "connect", _on_connect)


def _on_connect(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection) and (path := _wal_file(connection)) != NO_FILE:
        connection.execute("pragma synchronous = normal")
        _stay_open(path)


def _wal_file(connection: sqlite3.Connection) -> str:
    """Return the path of a database that has a write-ahead log; without one, `normal` could damage the file."""
    (mode,) = connection.execute("pragma journal_mode").fetchone()
    (_, _, path), *_ = connection.execute("pragma database_list")
    return str(path) if mode == "wal" else NO_FILE


@cache
def _stay_open(path: str) -> sqlite3.Connection:
    """Open a file once more, and keep it: only a connection that has read holds the log."""
    kept = sqlite3.connect(path, check_same_thread=False)
    kept.execute("select count(*) from sqlite_master").fetchone()
    return kept
