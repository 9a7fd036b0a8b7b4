"""What a warehouse file holds: tables, rows, digests, versions. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from orchestration import __version__
from orchestration.errors import LedgerError
from orchestration.settings import FORMAT_VERSION

HISTORY = "refreshes"
"""The one table that tells about refreshes and not about the world: it never makes a candidate count as changed."""


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse file read-only."""
    connection = duckdb.connect(str(path), read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return (schema, table) of all tables, sorted."""
    return connection.sql("select schema_name, table_name from duckdb_tables() order by all").fetchall()


def row_counts(path: Path) -> dict[str, int]:
    """Return the number of rows of each table of schema marts."""
    with reading(path) as connection:
        return {
            name: _one(connection, f'select count(*) from marts."{name}"')
            for schema, name in tables(connection)
            if schema == "marts"
        }


def differ(one: Path, other: Path) -> bool:
    """Return whether two files differ in more than the refresh history; equal counts of rows are looked at closer."""
    counts, others = row_counts(one), row_counts(other)
    if counts | {HISTORY: 0} != others | {HISTORY: 0}:
        return True
    return digests(one) != digests(other)


def digests(path: Path) -> dict[str, tuple[object, ...]]:
    """Return, for each table of schema marts but the refresh history, its columns, row count and a hash of its rows."""
    with reading(path) as connection:
        return {
            name: (
                tuple(connection.sql(f"select name, type from pragma_table_info('marts.{name}')").fetchall()),
                connection.sql(f"select count(*), sum(hash(t)::hugeint) from marts.{name} as t").fetchone(),
            )
            for schema, name in tables(connection)
            if schema == "marts" and name != HISTORY
        }


def article_ids(path: Path) -> pl.DataFrame:
    """Return the ids of all articles, as a frame with the column article_id."""
    with reading(path) as connection:
        return connection.sql("select article_id from marts.dim_articles").pl()


def history(path: Path) -> pl.DataFrame:
    """Return the refresh history that a warehouse file carries."""
    with reading(path) as connection:
        return connection.sql(f"select * from marts.{HISTORY}").pl()


def one_row(path: Path, sql: str) -> tuple[Any, ...]:
    """Return the first row of a query."""
    with reading(path) as connection:
        row = connection.sql(sql).fetchone()
    assert row is not None  # an aggregate always gives a row
    return row


def refuse_newer_warehouse(path: Path) -> None:
    """Do nothing for a missing file, or for one that this release can read.

    Raises:
        LedgerError: a newer release, or a newer DuckDB, wrote the file.
    """
    if not path.exists():
        return
    try:
        found = history(path)
    except duckdb.CatalogException as error:
        raise LedgerError(
            f"{path} is no warehouse of Ecosystem Ledger: move it away, or set ECOSYSTEM_DATA_DIR to another folder."
        ) from error
    except (duckdb.IOException, duckdb.SerializationException) as error:
        if "lock" in str(error):
            raise LedgerError(
                f"Another program has {path} open for writing: close it, or open it read-only."
            ) from error
        if "version number" not in str(error):
            raise LedgerError(
                f"{path} is damaged ({str(error).splitlines()[0]}): move it away, and the next refresh builds it again."
            ) from error
        raise LedgerError(
            f"{path} can't be read by this release ({str(error).splitlines()[0]}): update this checkout, "
            "move the file away, or set ECOSYSTEM_DATA_DIR to another folder."
        ) from error
    newest = found["format_version"].max() if "format_version" in found.columns else None
    if isinstance(newest, int) and newest > FORMAT_VERSION:
        raise LedgerError(
            f"{path} was written by a newer Ecosystem Ledger (layout {newest}; this is {__version__} with layout "
            f"{FORMAT_VERSION}): update this checkout, or set ECOSYSTEM_DATA_DIR to another folder."
        )


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.sql(sql).fetchone()
    return int(row[0]) if row else 0
