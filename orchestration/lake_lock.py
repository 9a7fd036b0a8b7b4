"""Who may write to a lake that several machines share: one refresh at a time, whichever machine it runs on.

Here: the lock of a PostgreSQL catalog. Not here: the lock of a data folder (`lake.writer_lock`), which is enough for a
lake inside it; what the lock protects (`lake`). A refresh reads a table, computes it anew and replaces it: no
transaction spans that, so DuckLake's own detection of conflicts would let a second refresh undo what the first added.

The lock is an advisory lock of PostgreSQL's: it belongs to a session and is gone when the holder ends, however it
ends. The session is a connection of DuckDB's own driver, so that the lake needs no second one. Its transaction stays
open on DuckDB's side, because the driver takes locks away from a connection that it lays back; PostgreSQL sees an idle
session without a transaction, which holds nothing up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from orchestration.errors import BusyError, LedgerError
from orchestration.lake_address import LakeAddress
from orchestration.lake_connection import CONFIG, attach_catalog, without_secrets
from orchestration.sql_text import literal

KEY = 0x4C45_4447_4552
"""The number of the lock in the catalog's database: LEDGER in ASCII. A database holds one lake."""
SECONDS_BETWEEN_TRIES = 1.0


@dataclass
class LakeLock:
    """A lock that this process holds, once for all who ask for it in this process."""

    address: LakeAddress
    is_shared: bool = False
    connection: duckdb.DuckDBPyConnection | None = None
    holders: int = 0

    def refuse_if_lost(self) -> None:
        """Do nothing while the lock is held, or where none is needed.

        Raises:
            LedgerError: the server ended the session, so another refresh may be writing by now.
        """
        if self.connection and not self._is_held(self.connection):
            raise LedgerError(
                f"The connection to the lake's catalog {self.address.catalog} was lost, and with it the right to "
                "write: nothing of this step was written. Run the refresh again."
            )

    def _is_held(self, connection: duckdb.DuckDBPyConnection) -> bool:
        held = "select count(*) > 0 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and granted"
        try:
            return _asked(connection, held)
        except duckdb.Error:
            return False


_held: dict[LakeAddress, LakeLock] = {}
_door = threading.Lock()


@contextmanager
def lake_lock(address: LakeAddress, wait_seconds: float = 0, *, is_shared: bool = False) -> Iterator[LakeLock]:
    """Hold a shared lake for one refresh, waiting up to some seconds; a lake in the data folder needs no lock.

    With `is_shared`, hold it beside others that do so too; a refresh waits for all of them, and they for it.

    Raises:
        BusyError: another process writes to the lake.
        LedgerError: the catalog can't be reached.
    """
    if not address.is_shared:
        yield LakeLock(address)
        return
    lock = _enter(address, wait_seconds, is_shared=is_shared)
    try:
        yield lock
    finally:
        _leave(lock)


def _enter(address: LakeAddress, wait_seconds: float, *, is_shared: bool) -> LakeLock:
    """Take the lock, or a further share of it: the command line holds it, and the run inside takes it again."""
    with _door:
        lock = _held.get(address)
        if lock is None:
            session = _session(address, wait_seconds, is_shared=is_shared)
            lock = _held[address] = LakeLock(address, is_shared, session)
        elif lock.is_shared and not is_shared:
            raise BusyError.writing_to(address.catalog)
        lock.holders += 1
        return lock


def _leave(lock: LakeLock) -> None:
    with _door:
        lock.holders -= 1
        if not lock.holders and lock.connection:
            del _held[lock.address]
            lock.connection.close()


def _session(address: LakeAddress, wait_seconds: float, *, is_shared: bool) -> duckdb.DuckDBPyConnection:
    """Return a session of the catalog's database that holds the lock."""
    connection = duckdb.connect(config=dict(CONFIG))
    try:
        attach_catalog(connection, address)
        connection.execute("begin")
        _take(connection, address, wait_seconds, is_shared=is_shared)
    except BaseException:
        connection.close()
        raise
    return connection


def _take(connection: duckdb.DuckDBPyConnection, address: LakeAddress, wait_seconds: float, *, is_shared: bool) -> None:
    function = "pg_try_advisory_lock_shared" if is_shared else "pg_try_advisory_lock"
    until = time.monotonic() + wait_seconds
    try:
        while not _asked(connection, f"select {function}({KEY})"):
            left = until - time.monotonic()
            if left <= 0:
                raise BusyError.writing_to(address.catalog)
            time.sleep(min(left, SECONDS_BETWEEN_TRIES))
    except duckdb.Error as error:
        raise LedgerError(
            f"The lake's catalog {address.catalog} can't be locked ({without_secrets(str(error), address)}): "
            "start the server, or correct ECOSYSTEM_LAKE_CATALOG."
        ) from None


def _asked(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    """Return what the server answers, outside of any transaction of its own."""
    asked = f"from postgres_query('catalog', {literal(sql)}, use_transaction => false)"
    row = connection.execute(asked).fetchone()
    return bool(row and row[0])
