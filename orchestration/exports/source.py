"""The published warehouse, open for reading by an export: its tables, its refresh, and rows in one fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import LedgerError
from orchestration.exports.catalog import Table, read_catalog
from orchestration.exports.licences import Licence, known_licence, texts_that_may_leave

MEMORY = "2GB"
"""DuckDB sorts beyond this on disk; a refresh as a whole stays below 6 GB."""
BATCH = 10_000
TEXTS = "articles_text"


@dataclass(frozen=True)
class Refresh:
    """The publication that an export is of."""

    refresh_id: str
    refreshed_at: datetime
    article_count: int
    ledger_version: str


@dataclass(frozen=True)
class Terms:
    """What the settings say about passing on: a licence and a publisher, both perhaps empty."""

    licence: str = ""
    publisher: str = ""

    @property
    def known(self) -> Licence | None:
        """The licence with its address, where it is one of the list."""
        return known_licence(self.licence)


@dataclass(frozen=True)
class Source:
    """An open warehouse and what is said about it."""

    connection: duckdb.DuckDBPyConnection
    tables: tuple[Table, ...]
    refresh: Refresh
    terms: Terms

    @property
    def reports(self) -> tuple[Table, ...]:
        """The tables that answer a question."""
        return tuple(table for table in self.tables if table.is_report)

    def select(self, table: Table, columns: str) -> tuple[str, list[Any]]:
        """Return the query, with its parameters, of the rows of a table that may leave the house, in their order."""
        relation, parameters = self._relation(table)
        return f"select {columns} from {relation} order by {table.order}", parameters

    def rows(self, sql: str, parameters: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, a batch at a time."""
        with self.connection.cursor() as cursor:
            cursor.execute("set TimeZone = 'UTC'")
            cursor.execute(sql, parameters or [])
            while batch := cursor.fetchmany(BATCH):
                yield from batch

    def row_count(self, table: Table) -> int:
        """Return the number of rows of a table that may leave the house."""
        relation, parameters = self._relation(table)
        ((count,),) = self.connection.execute(f"select count(*) from {relation}", parameters).fetchall()
        return int(count)

    def _relation(self, table: Table) -> tuple[str, list[Any]]:
        if table.name != TEXTS:
            return f"marts.{table.name}", []
        if not self._has_licences():  # published by an older release
            return f"(from marts.{TEXTS} limit 0)", []
        shared = "select article_id from marts.dim_articles where list_contains(?, licence)"
        return f"(from marts.{TEXTS} semi join ({shared}) using (article_id))", [texts_that_may_leave(self.connection)]

    def _has_licences(self) -> bool:
        articles = next(table for table in self.tables if table.name == "dim_articles")
        return any(column.name == "licence" for column in articles.columns)


@contextmanager
def reading(warehouse: Path, dbt_project: Path, terms: Terms) -> Iterator[Source]:
    """Open a published warehouse.

    Raises:
        LedgerError: nothing is published yet.
    """
    if not warehouse.is_file():
        raise LedgerError(f"There is no {warehouse} to export: run `make refresh` first.")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute(f"set memory_limit = '{MEMORY}'")
        connection.execute("set TimeZone = 'UTC'")
        yield Source(connection, read_catalog(connection, dbt_project), read_refresh(connection), terms)


def read_refresh(connection: duckdb.DuckDBPyConnection) -> Refresh:
    """Return the last refresh that the file tells of.

    Raises:
        LedgerError: the file was never published.
    """
    row = connection.execute(
        """select refresh_id, refreshed_at, article_count, ledger_version from marts.refreshes
        order by refreshed_at desc, refresh_id limit 1"""
    ).fetchone()
    if row is None:
        raise LedgerError("The warehouse was built but never published: run `make refresh`.")
    return Refresh(*row)
