"""Reading a published warehouse as any SQL client does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

Rows = list[tuple[Any, ...]]
OF_THE_MOMENT = {"dim_articles": "loaded_at", "source_freshness": "first_loaded_at, last_loaded_at"}
"""Columns that tell when, not what: two folders with the same articles differ in them."""


def query(path: Path, sql: str) -> Rows:
    """The answer of a published file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def one(path: Path, sql: str) -> Any:
    """The single value that a query returns."""
    return query(path, sql)[0][0]


def table_names(path: Path) -> list[str]:
    """The tables of the contract."""
    return [
        name for (name,) in query(path, "select table_name from duckdb_tables() where schema_name = 'marts' order by 1")
    ]


def tables(path: Path) -> dict[str, Rows]:
    """Every row of every table of schema marts, sorted."""
    return {name: query(path, f"from marts.{name} order by all") for name in table_names(path)}


def statements_about_the_world(path: Path) -> dict[str, Rows]:
    """The same without what belongs to one folder and moment: the refresh history and `loaded_at`."""
    found = {}
    for name in table_names(path):
        if name != "refreshes":
            exclude = f"exclude ({OF_THE_MOMENT[name]})" if name in OF_THE_MOMENT else ""
            found[name] = query(path, f"select * {exclude} from marts.{name} order by all")
    return found


def identity(path: Path) -> tuple[int, int, int]:
    """What changes when a file is replaced or written."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns
