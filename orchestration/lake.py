"""The lake: transactional tables (DuckLake), refreshed by one process at a time.

Here: opening the lake, the data folder's lock, reading and replacing whole tables. Not here: what the tables mean
(`schemas`), how rows come to be (the steps), where the lake is and how DuckDB reaches it (`lake_address`,
`lake_connection`), who may write to it (`lake_lock`), the published warehouse (`publish`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from filelock import FileLock, Timeout

from orchestration import __version__
from orchestration.errors import BusyError, LedgerError
from orchestration.lake_address import LakeAddress
from orchestration.lake_connection import connected, is_created
from orchestration.lake_lock import lake_lock
from orchestration.schemas import LAKE_TABLES, LakeTable
from orchestration.schemas.operations import Layout
from orchestration.settings import FORMAT_VERSION

CONFLICT_TRIES = 20
INLINED_ROWS = 1_000
"""Changes up to this many rows go into the catalog instead of a Parquet file of their own: a daily refresh of ten
articles writes some hundred rows, and a file for each table and day would only have to be merged again."""


class Lake:
    """An open lake. Use `open_lake`."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        refuse_if_lost: Callable[[], None] = lambda: None,
        *,
        is_shared: bool = False,
    ) -> None:
        """Wrap a connection that has the lake attached as database `lake`; a lost lock is noticed before a commit."""
        self._connection, self._refuse_if_lost, self._is_shared = connection, refuse_if_lost, is_shared

    def read(self, table: type[LakeTable]) -> pl.DataFrame:
        """Return all rows of a table, with the columns of its schema, in the order of its key."""
        columns = ", ".join(f'"{name}"' for name in table.column_names())
        keys = ", ".join(f'"{name}"' for name in table.primary_key())
        frame = self._connection.sql(f"select {columns} from lake.{table.qualified_name()} order by {keys}").pl()
        return table.cast(frame)

    def replace(self, frames: Mapping[type[LakeTable], pl.DataFrame]) -> None:
        """Make each table equal its frame, all in one transaction; rows that stay equal are not written again.

        Raises dataframely's ValidationError, before anything is written, when a frame breaks its schema.
        """
        if self._is_shared:
            raise LedgerError("Whole tables are replaced by one process at a time: open the lake without is_shared.")
        valid = {table: table.validate(frame, cast=True) for table, frame in frames.items()}
        with self._transaction():
            for table, frame in valid.items():
                self._replace_one(table, frame)

    def upsert(
        self,
        frames: Mapping[type[LakeTable], pl.DataFrame],
        gone: Mapping[type[LakeTable], Sequence[str]] | None = None,
    ) -> None:
        """Add rows or put them in the place of those with the same key, and take away those with the keys of `gone`.

        All in one transaction; tables that have a single column as key only. Raises as `replace` does. Beside other
        writers it is tried again when one of them changed the same tables first. Two that add the same new key both
        add it, for DuckLake has no unique keys: writers that share a lake must not share keys.
        """
        valid = {table: table.validate(frame, cast=True) for table, frame in frames.items()}
        for is_last in (*[False] * (CONFLICT_TRIES - 1), True):
            try:
                with self._transaction():
                    for table, frame in valid.items():
                        self._upsert_one(table, frame, (gone or {}).get(table, ()))
                return
            except duckdb.TransactionException:
                if is_last:
                    raise

    def _upsert_one(self, table: type[LakeTable], frame: pl.DataFrame, gone: Sequence[str]) -> None:
        (key,), target = table.primary_key(), f"lake.{table.qualified_name()}"
        old = pl.concat([frame.select(key), pl.DataFrame({key: gone}, schema=[(key, pl.String)])])
        with self._registered("old", old), self._registered("incoming", frame):
            self._connection.execute(f'delete from {target} where "{key}" in (from old)')
            self._connection.execute(f"insert into {target} (from incoming)")

    def snapshot_id(self) -> int:
        """Return the number of the lake's newest snapshot."""
        row = self._connection.sql("select max(snapshot_id) from ducklake_snapshots('lake')").fetchone()
        return int(row[0]) if row else 0

    def sql(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement about the lake itself, such as a function of DuckLake, and return its rows."""
        return self._connection.execute(statement, list(parameters)).fetchall()

    def rewrite(self, table: type[LakeTable]) -> None:
        """Write all rows of a table anew, in the order of its key: what was deleted is no longer read each time."""
        name, keys = f"lake.{table.qualified_name()}", ", ".join(f'"{key}"' for key in table.primary_key())
        with self._transaction():
            self._connection.execute(f"create or replace temp table rewritten as from {name}")
            self._connection.execute(f"delete from {name}")
            self._connection.execute(f"insert into {name} (from rewritten order by {keys})")
            self._connection.execute("drop table rewritten")

    def _replace_one(self, table: type[LakeTable], frame: pl.DataFrame) -> None:
        target, keys = f"lake.{table.qualified_name()}", ", ".join(f'"{name}"' for name in table.primary_key())
        has_rows = bool(self._connection.execute(f"from {target} limit 1").fetchone())
        with self._registered("incoming", frame):
            if has_rows:
                self._connection.execute(
                    f"delete from {target} "
                    f"where ({keys}) in (select ({keys}) from (from {target} except all from incoming))"
                )
            if not frame.is_empty():
                known = f"except all from {target}" if has_rows else ""
                self._connection.execute(f"insert into {target} (from incoming {known})")

    @contextmanager
    def _registered(self, name: str, frame: pl.DataFrame) -> Iterator[None]:
        """Let SQL see a frame under a name."""
        self._connection.register(name, frame)
        try:
            yield
        finally:
            self._connection.unregister(name)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("begin")
        try:
            yield
            self._refuse_if_lost()
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")

    def prepare(self) -> None:
        """Create what is missing; empty the schemas whose layout differs, so that the next refresh fills them again."""
        self.refuse_newer_layout()
        with self._transaction():
            self._create_missing()
        self.replace({Layout: pl.DataFrame({"format_version": [FORMAT_VERSION], "ledger_version": [__version__]})})

    def refuse_unprepared(self) -> None:
        """Raise LedgerError unless the tables are those of this release: only one writer at a time may make them."""
        self.refuse_newer_layout()
        if any(self._columns(table) != table.column_names() for table in LAKE_TABLES):
            raise LedgerError("The lake has not the tables of this release: run `make refresh` once, which makes them.")

    def _create_missing(self) -> None:
        for schema in sorted({table.lake_schema for table in LAKE_TABLES}):
            tables = [table for table in LAKE_TABLES if table.lake_schema == schema]
            self._connection.execute(f"create schema if not exists lake.{schema}")
            if schema == Layout.lake_schema:
                self._add_columns(tables)
            if any(self._columns(table) not in ([], table.column_names()) for table in tables):
                for table in tables:
                    self._connection.execute(f"drop table if exists lake.{table.qualified_name()}")
            for table in tables:
                if not self._columns(table):
                    self._create(table)

    def _add_columns(self, tables: Sequence[type[LakeTable]]) -> None:
        """Give tables that nothing could fill again the columns that this release adds at their end."""
        for table in tables:
            known, names = self._columns(table), table.column_names()
            if known and names[: len(known)] == known:
                with self._registered("empty", table.create_empty()):
                    types = dict(
                        self._connection.execute("select column_name, column_type from (describe empty)").fetchall()
                    )
                for name in names[len(known) :]:
                    self._connection.execute(
                        f'alter table lake.{table.qualified_name()} add column "{name}" {types[name]}'
                    )

    def _create(self, table: type[LakeTable]) -> None:
        with self._registered("empty", table.create_empty()):
            self._connection.execute(f"create table lake.{table.qualified_name()} as from empty")

    def _columns(self, table: type[LakeTable]) -> list[str]:
        rows = self._connection.execute(
            "select column_name from duckdb_columns() "
            "where database_name = 'lake' and schema_name = ? and table_name = ? order by column_index",
            [table.lake_schema, table.lake_name],
        ).fetchall()
        return [row[0] for row in rows]

    def refuse_newer_layout(self) -> None:
        """Raise LedgerError when a newer release wrote the lake."""
        if not self._columns(Layout):
            return
        row = self._connection.sql(
            "select max(format_version), max(ledger_version) from lake.operations.layout"
        ).fetchone()
        if row and row[0] is not None and row[0] > FORMAT_VERSION:
            raise LedgerError(
                f"The data folder was written by Ecosystem Ledger {row[1]}, newer than this one ({__version__}): "
                "update this checkout, or set ECOSYSTEM_DATA_DIR to another folder."
            )


@contextmanager
def writer_lock(data_path: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the data folder for one writer, waiting up to some seconds for another one to end.

    Raises:
        BusyError: another process writes to the folder.
        LedgerError: the folder can't be made or written.
    """
    try:
        data_path.mkdir(parents=True, exist_ok=True)
        # One lock object per process and path: the command line holds it, and the run inside takes it again.
        lock = FileLock(data_path / "writer.lock", is_singleton=True, thread_local=False)
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        raise BusyError.writing_to(data_path) from error
    except OSError as error:
        raise LedgerError(
            f"The data folder {data_path} can't be written ({error.strerror}): give yourself write permission, "
            "or set ECOSYSTEM_DATA_DIR to another folder."
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def open_lake(place: Path | LakeAddress, *, is_shared: bool = False) -> Iterator[Lake]:
    """Open the lake at an address or in a folder for writing, and create it where it is missing.

    Hold `writer_lock` while a lake in the data folder is open. Who opens a shared lake holds its lock by that; with
    `is_shared` beside others that do so too, none of which may replace whole tables.

    Raises:
        BusyError: another process refreshes a lake that is shared.
        LedgerError: the lake can't be opened, or a newer release wrote it.
    """
    address = LakeAddress.of(place)
    if isinstance(address.files, Path):
        address.files.mkdir(parents=True, exist_ok=True)
    if isinstance(address.catalog, Path):
        address.catalog.parent.mkdir(parents=True, exist_ok=True)
    inlined = f"data_inlining_row_limit {INLINED_ROWS}"
    with lake_lock(address, is_shared=is_shared) as lock, connected(address, inlined) as connection:
        lake = Lake(connection, lock.refuse_if_lost, is_shared=is_shared)
        lake.refuse_unprepared() if is_shared else lake.prepare()
        yield lake


def refuse_unreadable_lake(place: Path | LakeAddress) -> None:
    """Do nothing for a missing lake, or for one that this release can read.

    Raises:
        LedgerError: a newer release wrote the lake, or its catalog is damaged or out of reach.
    """
    address = LakeAddress.of(place)
    if is_created(address):
        with connected(address, "read_only") as connection:
            Lake(connection).refuse_newer_layout()
