"""Parquet, CSV and XLSX hold what the tables hold, and open where people open them."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
import yaml

from orchestration.exports.sheet_names import sheet_names
from tests.dbt.helpers import PROJECT
from tests.exports.spreadsheet_texts import cell
from tests.exports.warehouses import SHARED, reports, rows_of, table_names

TYPES = {"varchar", "varchar[]", "boolean", "integer", "bigint", "double", "date", "timestamp with time zone"}


def ordered(warehouse: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a report in the order of its export: by key, else by all columns."""
    nodes = json.loads((PROJECT / "target" / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    model = next(node for node in nodes if node["resource_type"] == "model" and node["name"] == table)
    across = [name for each in model["constraints"] if each["type"] == "primary_key" for name in each["columns"]]
    alone = [
        name for name, column in model["columns"].items() if "primary_key" in {c["type"] for c in column["constraints"]}
    ]
    return rows_of(warehouse, f"from marts.{table} order by {', '.join(across or alone) or 'all'}")


def test_every_type_of_the_warehouse_is_known_to_the_exports() -> None:
    """A new type (a struct, a decimal) needs a place in columns.py, workbook.py and data_package.py."""
    used = {
        column["data_type"].lower()
        for folder in ("marts", "reports")
        for path in (PROJECT / "models" / folder).glob("*.yml")
        for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        for column in model["columns"]
    }
    assert used <= TYPES


def test_there_is_a_file_for_every_table_and_report(published: Path, exported: Path) -> None:
    assert sorted(path.stem for path in (exported / "parquet").glob("*.parquet")) == table_names(published)
    assert sorted(path.stem for path in (exported / "csv").glob("*.csv")) == reports()
    assert len(reports()) >= 11


def test_parquet_equals_the_table(published: Path, exported: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name in table_names(published, "articles_text"):
            expected = connection.execute(f"from marts.{name}").pl()
            if "quote" in expected.columns:
                cut = pl.col("quote").str.slice(0, 299).str.strip_chars_end(" ") + "…"
                long = pl.col("quote").str.len_chars() > 300
                expected = expected.with_columns(pl.when(long).then(cut).otherwise(pl.col("quote")).alias("quote"))
            found = pl.read_parquet(exported / "parquet" / f"{name}.parquet")
            assert found.schema == expected.schema, name
            assert sorted(map(repr, found.rows())) == sorted(map(repr, expected.rows())), name


def test_parquet_opens_in_pandas(published: Path, exported: Path) -> None:
    for name in table_names(published, "articles_text"):
        frame = pd.read_parquet(exported / "parquet" / f"{name}.parquet")
        assert len(frame) == rows_of(published, f"select count(*) from marts.{name}")[0][0]
    names = pd.read_parquet(exported / "parquet" / "dim_organizations.parquet")["name"]
    assert set(names) == {"Alpha University", "Beta Labs", "Gamma Fund", "Delta Hub", "Epsilon"}


def test_parquet_says_what_it_holds(exported: Path) -> None:
    schema = pq.read_schema(exported / "parquet" / "fct_partnerships.parquet")
    assert schema.metadata[b"description"].endswith(b"Grain: one row per agreement.")
    assert schema.metadata[b"refresh_id"] == b"refresh_0000000000000001"
    assert b"CC-BY-4.0" in schema.metadata[b"licence"]
    months = schema.field("duration_months")
    assert months.metadata == {b"description": b"How long it runs, in months.", b"unit": b"month"}
    assert not schema.field("partnership_id").nullable
    assert schema.field("year").nullable


def test_texts_are_those_whose_licence_allows_it_and_whole(published: Path, exported: Path) -> None:
    texts = pd.read_parquet(exported / "parquet" / "articles_text.parquet")
    assert set(texts["article_id"]) == SHARED
    stated = dict(rows_of(published, "select article_id, text from marts.articles_text"))
    (text,) = texts["text"]
    assert len(text) > 300
    assert text == stated[texts["article_id"][0]]


@pytest.mark.parametrize("name", reports())
def test_csv_equals_the_report(published: Path, exported: Path, name: str) -> None:
    with (exported / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *found = csv.reader(file)
    expected = ordered(published, name)
    assert len(found) == len(expected)
    for row, values in zip(found, expected, strict=True):
        for column, text, value in zip(header, row, values, strict=True):
            if isinstance(value, float):
                assert float(text) == value
            else:
                assert text == cell(column, value), (name, column)


@pytest.mark.parametrize("name", reports())
def test_csv_and_xlsx_open_in_pandas(published: Path, exported: Path, name: str) -> None:
    frame = pd.read_csv(exported / "csv" / f"{name}.csv")
    sheet = pd.read_excel(exported / "xlsx" / "reports.xlsx", sheet_name=sheet_names(reports())[name])
    ((count,),) = rows_of(published, f"select count(*) from marts.{name}")
    assert len(frame) == len(sheet) == count
    assert list(frame.columns) == list(sheet.columns)


@pytest.mark.parametrize("name", reports())
def test_xlsx_equals_the_report(published: Path, exported: Path, name: str) -> None:
    import openpyxl

    book = openpyxl.load_workbook(exported / "xlsx" / "reports.xlsx", read_only=True)
    header, *found = book[sheet_names(reports())[name]].iter_rows(values_only=True)
    expected = ordered(published, name)
    assert len(found) == len(expected)
    for row, values in zip(found, expected, strict=True):
        for column, seen, value in zip(header, row, values, strict=True):
            if isinstance(value, datetime):
                assert abs(seen - value.replace(tzinfo=None)).total_seconds() < 1e-3
            elif isinstance(value, bool | int | float) or value is None:
                assert seen == value, (name, column)
            elif isinstance(seen, datetime):
                assert seen.date() == value
            else:
                assert (seen or "") == cell(str(column), value), (name, column)
