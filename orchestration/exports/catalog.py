"""What the warehouse holds: tables, columns, keys and references, from the file itself and from the YAML of its models.

The file tells names, types, descriptions and what is required. The YAML tells what the file does not: keys (checked,
but not indexed), which tables are reports, which column refers to which table, and closed lists. Not here: what an
export makes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

UNITS = {
    "_months": "month",
    "_usd_low": "US dollar",
    "_usd_high": "US dollar",
    "latitude": "degree north",
    "longitude": "degree east",
    "population": "inhabitant",
}
"""Units by the end of a column's name. Names carry their unit in this warehouse; `unit` is a column where it varies."""


@dataclass(frozen=True)
class Reference:
    """The table and column that a column refers to."""

    table: str
    column: str


@dataclass(frozen=True)
class Column:
    """A column as the warehouse describes it."""

    name: str
    type: str
    description: str
    is_required: bool
    reference: Reference | None = None
    values: tuple[str, ...] = ()

    @property
    def unit(self) -> str | None:
        """The unit of all its values, where it has one."""
        return next((unit for end, unit in UNITS.items() if self.name.endswith(end)), None)


@dataclass(frozen=True)
class Table:
    """A table of schema marts; `key` is empty where a key would hold a null."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    is_report: bool

    @property
    def order(self) -> str:
        """The order of its rows in every export; rows with equal values can't be told apart."""
        return ", ".join(f'"{name}"' for name in self.key) or "all"


@dataclass(frozen=True)
class _Model:
    """What the YAML of dbt tells beyond the file; references and closed lists by column."""

    is_report: bool
    key: tuple[str, ...]
    references: Mapping[str, Reference]
    values: Mapping[str, tuple[str, ...]]


_UNKNOWN = _Model(is_report=False, key=(), references={}, values={})


def read_catalog(connection: duckdb.DuckDBPyConnection, dbt_project: Path) -> tuple[Table, ...]:
    """Return the tables of schema marts, sorted by name."""
    models = _models(dbt_project)
    tables = connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name = 'marts' order by table_name"
    ).fetchall()
    present = {name for name, _ in tables}
    columns: dict[str, list[Column]] = {name: [] for name in present}
    for table, name, kind, is_nullable, comment in connection.execute(
        """select table_name, column_name, data_type, is_nullable, comment from duckdb_columns()
        where schema_name = 'marts' order by table_name, column_index"""
    ).fetchall():
        if table in present:
            reference, values = _known_of(models.get(table, _UNKNOWN), name, present)
            columns[table].append(Column(name, kind, comment or "", not is_nullable, reference, values))
    described = [(name, comment or "", models.get(name, _UNKNOWN)) for name, comment in tables]
    return tuple(
        Table(name, description, tuple(columns[name]), model.key, model.is_report)
        for name, description, model in described
    )


def _known_of(model: _Model, column: str, present: set[str]) -> tuple[Reference | None, tuple[str, ...]]:
    """Return reference and closed list of a column; a table that an older file lacks is referred to by none."""
    reference = model.references.get(column)
    return reference if reference and reference.table in present else None, model.values.get(column, ())


@cache
def _models(dbt_project: Path) -> dict[str, _Model]:
    import yaml

    # PyYAML's own loader takes 0.7 s for the files of all models, that of libyaml 0.1 s.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = {}
    for path in sorted((dbt_project / "models").glob("*/*.yml")):
        for model in yaml.load(path.read_text(encoding="utf-8"), Loader=loader).get("models", []):  # noqa: S506
            found[model["name"]] = _model(model, is_report=path.parent.name == "reports")
    return found


def _model(model: dict[str, Any], *, is_report: bool) -> _Model:
    references, values, key = {}, {}, []
    for column in model.get("columns", []):
        for name, arguments in _tests(column):
            if name == "relationships":
                target = arguments["to"].removeprefix("ref('").removesuffix("')")
                references[column["name"]] = Reference(target, arguments["field"])
            elif name == "accepted_values":
                values[column["name"]] = tuple(arguments["values"])
        key += [column["name"] for each in column.get("constraints", []) if each["type"] == "primary_key"]
    for constraint in model.get("constraints", []):
        key += constraint["columns"] if constraint["type"] == "primary_key" else []
    return _Model(is_report, tuple(key), references, values)


def _tests(column: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    tests = [test for test in column.get("data_tests", []) if isinstance(test, dict)]
    return [(name, options.get("arguments", {})) for test in tests for name, options in test.items()]
