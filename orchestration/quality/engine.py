"""DuckDB for Great Expectations, which does not know it.

Here: an execution engine that reads results while its connection is open, and a data source that uses it; importing
this module adds `data_sources.add_duckdb` to every context. Not here: which expectations run (`expectations.yml`).
Great Expectations closes the connection before it fetches a result; DuckDB's results die with their connection, so
that every metric ends in an IndexError. One connection, kept until `close`, is all it takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy
from great_expectations.datasource.fluent import SQLDatasource
from great_expectations.execution_engine import SqlAlchemyExecutionEngine

MARTS = "marts"


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """Runs all metrics over one connection, which stays open until `close`."""

    _connection: sqlalchemy.Connection | None

    @contextmanager
    def get_connection(self) -> Iterator[sqlalchemy.Connection]:
        """Lend the connection."""
        if self._connection is None:
            self._connection = self.engine.connect()
        yield self._connection

    def close(self) -> None:
        """Close the connection, so that the file can be renamed or written."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.engine.dispose()


class DuckDBDatasource(SQLDatasource):
    """A DuckDB file; its tables are looked up in schema marts."""

    type: Literal["duckdb"] = "duckdb"

    @property
    def schema_(self) -> str:
        """The schema of tables that are named without one."""
        return MARTS

    @property
    def execution_engine_type(self) -> Any:
        """The engine that keeps its connection."""
        return DuckDBExecutionEngine
