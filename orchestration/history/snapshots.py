"""The lake as it was at a snapshot, read without standing in anyone's way.

A reader of an SQLite catalog keeps a writer from committing for as long as it reads: after five seconds the writer
gives up with "database is locked" (tried with DuckDB 1.5.5). So the catalog is copied first, which takes
milliseconds, and the copy is read. What the lake lets go of meanwhile stays on the disk for a day.

Here: the copy of the catalog, which publications it can still tell, and their tables as a plain DuckDB file that dbt
reads in the lake's place. Not here: which publication is asked for (`publications`), building its marts (`build`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from orchestration.errors import LedgerError
from orchestration.history.publications import Publication
from orchestration.lake import Lake
from orchestration.lake_address import LakeAddress
from orchestration.lake_connection import connected, is_created
from orchestration.schemas import LAKE_TABLES, LakeTable
from orchestration.schemas.operations import Refreshes

QUOTE = "'"
# DuckLake's column `snapshot_id` is the snapshot in which a row was written. Of the rows that came with the first
# publication of this lake only the newest is its own: the others were taken over from a warehouse that outlived an
# earlier lake, whose snapshots had other contents.
OWN_REFRESHES = """
    select refresh_id
    from (select *, snapshot_id as noted_in from lake.operations.refreshes)
    qualify
        noted_in > min(noted_in) over ()
        or refreshed_at = max(refreshed_at) over (partition by noted_in)
"""


@dataclass(frozen=True)
class Snapshots:
    """What a copy of the catalog knows: snapshots, publications of this very lake, and the history until now."""

    address: LakeAddress
    snapshot_ids: frozenset[int]
    refresh_ids: frozenset[str]
    history: pl.DataFrame

    def can_tell(self, publication: Publication) -> bool:
        """Return whether the publication can be built again."""
        return publication.refresh_id in self.refresh_ids and publication.lake_snapshot_id in self.snapshot_ids

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Answer a question about the tables as they were when the catalog was copied."""
        with connected(self.address, "read_only") as connection:
            return connection.execute(statement).fetchall()

    def write(self, publication: Publication, target: Path) -> list[str]:
        """Write the lake's tables as they were, in today's layout, into a DuckDB file; return what was not there.

        Raises:
            LedgerError: the layout of that day lacks what this release can't do without.
        """
        options = ("read_only", f"snapshot_version {publication.lake_snapshot_id}")
        until = self.history.filter(pl.col("refreshed_at") <= publication.refreshed_at)
        with connected(self.address, *options) as connection:
            target.unlink(missing_ok=True)
            connection.execute(f"attach '{str(target).replace(QUOTE, QUOTE * 2)}' as past")
            connection.register("history", until)
            try:
                return [name for table in LAKE_TABLES for name in _copy(connection, table)]
            except duckdb.Error as error:
                raise LedgerError(
                    f"The lake of that day was written by Ecosystem Ledger {publication.ledger_version}, and this "
                    f"release can't read it ({str(error).splitlines()[0]}): check that release out, and run "
                    "`make as-of` there with a copy of the data folder."
                ) from error


@contextmanager
def opened(place: Path | LakeAddress, folder: Path) -> Iterator[Snapshots]:
    """Copy the lake's catalog into a folder and tell what it knows, as long as the copy is needed.

    A catalog in PostgreSQL is read where it is: its readers hold up no writer.

    Raises:
        LedgerError: the lake is missing, damaged, out of reach or of a newer release.
    """
    address, copy = LakeAddress.of(place), folder / "catalog.sqlite"
    if not is_created(address):
        raise LedgerError(f"The lake {address} is gone, and with it the past: run `make refresh` to start anew.")
    if isinstance(address.catalog, Path):
        _copy_catalog(address.catalog, copy)
        address = replace(address, catalog=copy)
    try:
        with connected(address, "read_only") as connection:
            lake = Lake(connection)
            lake.refuse_newer_layout()
            ids = frozenset(number for (number,) in lake.sql("select snapshot_id from ducklake_snapshots('lake')"))
            own = frozenset(name for (name,) in lake.sql(OWN_REFRESHES))
            # Not by today's columns: an older release may have written the lake last.
            history = connection.sql(f"from lake.{Refreshes.qualified_name()}").pl()
        history = history.with_columns(pl.col("refreshed_at").dt.convert_time_zone("UTC"))
        yield Snapshots(address, ids, own, history)
    finally:
        copy.unlink(missing_ok=True)


def _copy_catalog(catalog: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    try:
        # Opened for writing, because the first to come after a kill has to roll back what was half written.
        with (
            closing(sqlite3.connect(f"{catalog.absolute().as_uri()}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.DatabaseError as error:
        raise LedgerError(
            f"The lake's catalog {catalog} can't be copied ({error}): try again in a minute, or look whether "
            "`make refresh` can open it."
        ) from error


def _copy(connection: duckdb.DuckDBPyConnection, table: type[LakeTable]) -> list[str]:
    """Copy a table into today's layout; return the columns, or the table, that the lake did not have."""
    target, known = f"past.{table.qualified_name()}", _columns(connection, table)
    connection.execute(f"create schema if not exists past.{table.lake_schema}")
    connection.register("empty", table.create_empty())
    connection.execute(f"create table {target} as from empty")
    connection.unregister("empty")
    if table is Refreshes:
        connection.execute(f"insert into {target} by name from history")
        return []
    if not known:
        return [table.qualified_name()]
    shared = ", ".join(f'"{name}"' for name in table.column_names() if name in known)
    connection.execute(f"insert into {target} by name select {shared} from lake.{table.qualified_name()}")
    return [f"{table.qualified_name()}.{name}" for name in table.column_names() if name not in known]


def _columns(connection: duckdb.DuckDBPyConnection, table: type[LakeTable]) -> Collection[str]:
    rows = connection.execute(
        "select column_name from duckdb_columns() where database_name = 'lake' and schema_name = ? and table_name = ?",
        [table.lake_schema, table.lake_name],
    ).fetchall()
    return {name for (name,) in rows}
