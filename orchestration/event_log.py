"""Dagster's event log in SQLite without a wait for the disk at each event.

A refresh writes some 400 events. For each, Dagster opens two or three files of SQLite, commits and closes them. SQLite
waits for the disk at each commit, and, as nobody else has the file open, moves its write-ahead log into it at each
close: up to 15 ms an event, 10 to 15 s a refresh. Two settings of SQLite avoid both (sqlite.org/wal.html and
pragma.html, `synchronous`): only checkpoints wait, and a second connection stays open while the process lives. A power
cut may then lose the last events of a run, never the file; facts are elsewhere. PostgreSQL is not touched.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import ConnectionPoolEntry

MOST_FILES = 8  # a run writes to three: its own, the index of all runs, and the list of runs
WAL_FILE = "file with a write-ahead log"  # what is noted with a connection
SECONDS = 30  # until it gives up on a file that another process has locked, as Dagster does


def keep_event_log_open() -> None:
    """From now on, treat each SQLite file that this process opens by SQLAlchemy so; only Dagster does."""
    for name, listener in (("connect", _on_connect), ("close", _on_close)):
        if not event.contains(Engine, name, listener):
            event.listen(Engine, name, listener)


def _on_connect(connection: Any, record: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection) and (path := _wal_file(connection)) is not None:
        connection.execute("pragma synchronous = normal")
        record.info[WAL_FILE] = path
        with suppress(OSError, sqlite3.Error):  # without it events are written all the same, only slower
            status = path.stat()
            _stay_open(path, status.st_dev, status.st_ino)


def _on_close(_connection: Any, record: ConnectionPoolEntry) -> None:
    """Touch the file: the UI watches it for new events of a run, which are in the log beside it."""
    if WAL_FILE in record.info:
        with suppress(OSError):
            os.utime(record.info[WAL_FILE])


def _wal_file(connection: sqlite3.Connection) -> Path | None:
    """Return the path of a database that has a write-ahead log; without one, `normal` could damage the file."""
    (mode,) = connection.execute("pragma journal_mode").fetchone()
    (_, _, path), *_ = connection.execute("pragma database_list")
    return Path(path) if mode == "wal" and path else None


@lru_cache(maxsize=MOST_FILES)  # what falls out is closed: a process of many runs keeps the files of the last ones
def _stay_open(path: Path, _device: int, _inode: int) -> sqlite3.Connection:
    """Open a file once more, and keep it: only a connection that has read holds the log."""
    kept = sqlite3.connect(path, timeout=SECONDS, check_same_thread=False)
    kept.execute("select count(*) from sqlite_master").fetchall()  # all, so that no transaction stays open
    return kept
