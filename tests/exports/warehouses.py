"""Published warehouses for the tests of exports: the tiny lake with a long sentence and licences, and copies of it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from orchestration.exports import Export, Terms, export
from orchestration.settings import EXPORT_FORMATS
from tests.dbt.helpers import PROJECT, build, evidence_row, tiny_rows

LONG = (
    "Epsilon, which began in a garage behind the tram depot, "
    + "moved twice, hired three engineers from the port, " * 12
    + "and now shares a floor with Delta Hub."
)
"""A sentence of 694 characters: no export may hold 301 of them in a row."""
LICENCES = {"a1": None, "a2": "CC BY 4.0", "a3": "All rights reserved", "a5": "CC-BY-NC-4.0"}
SHARED = {"article_00000000000000a2"}
TERMS = Terms("CC-BY-4.0", "Statistics of Nordhavn")


def build_published(folder: Path) -> Path:
    """Build the tiny lake with what exports must be careful with; its history makes it count as published."""
    rows = tiny_rows()
    for article in rows["raw.articles"]:
        article["licence"] = LICENCES.get(article["article_id"][-2:])
    (told,) = (article for article in rows["raw.articles"] if article["article_id"].endswith("a3"))
    told["text"] += f" {LONG}"
    (free,) = (article for article in rows["raw.articles"] if article["article_id"] in SHARED)
    free["text"] += " Rain is expected in the afternoon." * 20
    row = evidence_row(told["article_id"], told["text"], LONG, "organization", "org_000000000000000e")
    rows["core.evidence"].append(row)
    return build(folder, rows, "--exclude-resource-type", "unit_test").path


def changed(warehouse: Path, folder: Path, *statements: str) -> Path:
    """Copy a warehouse and change the copy."""
    copy = Path(shutil.copy(warehouse, folder / "changed.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


def emptied(warehouse: Path, folder: Path) -> Path:
    """Copy a warehouse without any article and what follows from it; only its history stays."""
    return changed(warehouse, folder, *(f"delete from marts.{name}" for name in table_names(warehouse, "refreshes")))


def shuffled(warehouse: Path, folder: Path) -> Path:
    """Copy a warehouse and store its rows in another order."""
    copy = changed(warehouse, folder)
    with duckdb.connect(str(copy)) as connection:
        for name in table_names(warehouse):
            rows = connection.execute(f"from marts.{name}").fetchall()
            random.Random(7).shuffle(rows)
            connection.execute(f"delete from marts.{name}")
            for row in rows:
                places = ", ".join("?" for _ in row)
                connection.execute(f"insert into marts.{name} values ({places})", row)
    return copy


def table_names(warehouse: Path, *without: str) -> list[str]:
    """The tables of schema marts."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
    return sorted({name for (name,) in found} - set(without))


def reports() -> list[str]:
    """The reports, by the files of their models."""
    return sorted(path.stem for path in (PROJECT / "models" / "reports").glob("*.sql"))


def export_one(form: str, warehouse: Path, folder: Path, terms: Terms = TERMS) -> Export:
    """Write one export."""
    return export(form, warehouse, PROJECT, folder, terms)


def export_all(warehouse: Path, folder: Path, terms: Terms = TERMS) -> Path:
    """Write every export and return their folder."""
    for form in EXPORT_FORMATS:
        export_one(form, warehouse, folder, terms)
    return folder


def rows_of(warehouse: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query on a warehouse, with moments in UTC."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        return connection.execute(sql).fetchall()


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


Exporter = Callable[[str], Path]
