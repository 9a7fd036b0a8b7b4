"""What a warehouse file must not take along: views of the lake, which its readers do not have."""

from __future__ import annotations

import duckdb


def leave_out_staging(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the views that only the models read."""
    connection.execute("drop schema if exists staging cascade")
