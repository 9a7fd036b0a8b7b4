"""Writes docs/dictionary.md: every table and column of the warehouse and of the lake, from where they are defined.

Here: reading `schemas` and the YAML files of dbt, and laying them out as a page. Not here: any description; a wrong
word is mended in `schemas`, or in the YAML of its dbt model. `python -m orchestration.dictionary` writes the page,
`--check` fails when it is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from orchestration.schemas import LAKE_TABLES, LakeTable, terms
from orchestration.settings import PROJECT_DIR

PAGE = PROJECT_DIR / "docs" / "dictionary.md"
DBT_PROJECT = PROJECT_DIR / "dbt_project"
HEADER = """# Data dictionary

<!-- Written by `python -m orchestration.dictionary`. Change orchestration/schemas or dbt_project/models instead. -->

Every table that people query (schema `marts` of `warehouse.duckdb`), then every table of the lake that it is built
from. What the kinds, types and roles mean is in [facts.md](facts.md). What is checked beyond the rules below is in
[quality.md](quality.md).

In the column *holds*: **key** names a row, **required** is never empty, **one of** is a closed list. Keys are checked
in every build, but not indexed."""
ACROSS_TABLES = """## Rules across tables

dbt tests them in every refresh; one that fails stops it. The promises are those of
[architecture.md](architecture.md#promises)."""
SECTIONS = {
    "marts": ("Marts", "Dimensions, facts and evidence: the contract that other people's SQL depends on."),
    "reports": ("Reports", "One table per question, also in schema `marts`."),
}
LAKE_SCHEMAS = {
    "raw": "Articles as read from files, and the files that could not be read.",
    "facts": "What single articles state, in their own words.",
    "core": "Facts after normalization: entities across articles, dates, numbers and places as values.",
    "operations": "What the system did.",
}
SQL_TYPES: dict[pl.DataType, str] = {
    pl.String(): "varchar",
    pl.Boolean(): "boolean",
    pl.Int32(): "integer",
    pl.Int64(): "bigint",
    pl.Float64(): "double",
    pl.Date(): "date",
    pl.Datetime("us", "UTC"): "timestamp with time zone",
    pl.List(pl.String()): "varchar[]",
}
CLOSED_LISTS = tuple(value for name, value in sorted(vars(terms).items()) if name.isupper())


@dataclass(frozen=True)
class Column:
    """A line of a table of columns."""

    name: str
    type: str
    description: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A section of the page; the description ends in the grain."""

    name: str
    description: str
    columns: tuple[Column, ...]
    rules: tuple[str, ...] = ()


def published_tables(folder: Path) -> list[Table]:
    """Read the tables that the YAML files of a folder of dbt models define, sorted by name."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))]
    tables = [_published_table(model, file.get("unit_tests", [])) for file in files for model in file["models"]]
    return sorted(tables, key=lambda table: table.name)


def rules_across_tables(folder: Path) -> list[tuple[str, str]]:
    """Read dbt's tests over several tables: (name, description), sorted by name."""
    return [(path.stem, _description_in(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.sql"))]


def lake_table(table: type[LakeTable]) -> Table:
    """Describe a table of the lake."""
    columns = [
        Column(name, SQL_TYPES[column.dtype], str(column.description), tuple(_lake_rules(column)))
        for name, column in table.columns().items()
    ]
    return Table(table.qualified_name(), " ".join(str(table.__doc__).split()), tuple(columns))


def page(dbt_project: Path, lake_tables: Iterable[type[LakeTable]]) -> str:
    """Return the whole page; the same definitions give the same bytes."""
    published = {name: published_tables(dbt_project / "models" / name) for name in SECTIONS}
    lake = [(table.lake_schema, lake_table(table)) for table in lake_tables]
    parts = [HEADER, "## Contents\n\n" + "\n".join(_contents(published, lake))]
    for name, (title, about) in SECTIONS.items():
        parts += [f"## {title}\n\n{about}", *map(_section, published[name])]
    parts += [ACROSS_TABLES, _rules(dbt_project)]
    for schema, about in LAKE_SCHEMAS.items():
        parts += [f"## Lake: {schema}\n\n{about}", *(_section(table) for found, table in lake if found == schema)]
    return "\n\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` compare it; return the exit status."""
    expected = page(DBT_PROJECT, LAKE_TABLES)
    if "--check" not in arguments:
        PAGE.write_text(expected, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != expected:
        print("docs/dictionary.md is stale: run `.venv/bin/python -m orchestration.dictionary`.", file=sys.stderr)
        return 1
    return 0


def _published_table(model: dict[str, Any], unit_tests: list[dict[str, Any]]) -> Table:
    keys = {
        name
        for constraint in model.get("constraints", [])
        if constraint["type"] == "primary_key"
        for name in constraint["columns"]
    }
    columns = [
        Column(
            column["name"],
            column["data_type"].lower(),
            " ".join(column["description"].split()),
            tuple(_published_rules(column, is_key=column["name"] in keys)),
        )
        for column in model["columns"]
    ]
    rules = [text for test in model.get("data_tests", []) for text in _test_rules(test)]
    examples = [test["name"].replace("_", " ") for test in unit_tests if test["model"] == model["name"]]
    if examples:
        rules.append(f"Tried out on examples: {'; '.join(examples)}.")
    return Table(model["name"], " ".join(model["description"].split()), tuple(columns), tuple(rules))


def _published_rules(column: dict[str, Any], *, is_key: bool) -> Iterator[str]:
    constraints = {constraint["type"] for constraint in column.get("constraints", [])}
    tests = column.get("data_tests", [])
    if is_key or "primary_key" in constraints:
        yield "key"
    elif "not_null" in constraints or "not_null" in tests:
        yield "required"
    if "unique" in tests and "primary_key" not in constraints:
        yield "unique"
    for test in tests:
        yield from _test_rules(test)


def _test_rules(test: str | dict[str, Any]) -> Iterator[str]:
    if isinstance(test, str):
        return
    for name, options in test.items():
        arguments = options.get("arguments", {})
        if name == "accepted_values":
            yield _one_of(arguments["values"])
        elif name == "relationships":
            target = arguments["to"].removeprefix("ref('").removesuffix("')")
            yield f"in [{target}](#{target}).{arguments['field']}"
        elif name == "unique_combination":
            yield f"Unique together: {', '.join(arguments['columns'])}."
        else:
            yield f"passes dbt's test `{name}`"


def _lake_rules(column: Any) -> Iterator[str]:
    if column.primary_key:
        yield "key"
    elif not column.nullable:
        yield "required"
    low, high = getattr(column, "min", None), getattr(column, "max", None)
    if low is not None and high is not None:
        yield f"{low} to {high}"
    elif low is not None:
        yield f"{low} or more"
    if column.check is not None:
        yield from (_one_of(values) for values in CLOSED_LISTS if _accepts_exactly(column.check, values))


def _accepts_exactly(check: Any, values: tuple[str, ...]) -> bool:
    known = sorted({value for closed_list in CLOSED_LISTS for value in closed_list})
    accepted = pl.DataFrame({"value": known}).filter(check(pl.col("value")))["value"]
    return set(accepted) == set(values)


def _one_of(values: Iterable[str]) -> str:
    return f"one of {', '.join(f'`{value}`' for value in values)}"


def _description_in(sql: str) -> str:
    """Return `meta.description` of the config block, "" when there is none; the block is Jinja, so no YAML reads it."""
    found = re.search(r'"description": "([^"]+)"', sql)
    return found.group(1) if found else ""


def _contents(published: dict[str, list[Table]], lake: list[tuple[str, Table]]) -> Iterator[str]:
    for name, (title, _) in SECTIONS.items():
        yield f"- [{title}](#{title.lower()}): {_links(published[name])}"
    yield "- [Rules across tables](#rules-across-tables)"
    for schema in LAKE_SCHEMAS:
        yield f"- [Lake: {schema}](#lake-{schema}): {_links(table for found, table in lake if found == schema)}"


def _links(tables: Iterable[Table]) -> str:
    return ", ".join(f"[{table.name}](#{table.name.replace('.', '')})" for table in tables)


def _section(table: Table) -> str:
    about, _, grain = table.description.partition(" Grain: ")
    lines = [f"### {table.name}", "", about, "", f"**Grain:** {grain}", ""]
    lines += ["| column | type | meaning | holds |", "|---|---|---|---|"]
    for column in table.columns:
        cells = (f"`{column.name}`", column.type, column.description, ", ".join(column.rules))
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    if table.rules:
        lines += ["", *table.rules]
    return "\n".join(lines)


def _rules(dbt_project: Path) -> str:
    rules = rules_across_tables(dbt_project / "tests")
    return "\n".join(f"- `{name}`: {about}" for name, about in rules)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
