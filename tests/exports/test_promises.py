"""What holds for every format: same warehouse, same bytes; no article leaves unasked; empty warehouses too."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import polars as pl

from tests.exports.warehouses import (
    LONG,
    SHARED,
    changed,
    emptied,
    export_all,
    export_one,
    files_of,
    reports,
    rows_of,
    shuffled,
    table_names,
)


def test_the_same_warehouse_gives_the_same_bytes(published: Path, exported: Path, tmp_path: Path) -> None:
    assert files_of(export_all(published, tmp_path / "again")) == files_of(exported)


def test_rows_in_another_order_give_the_same_bytes(published: Path, exported: Path, tmp_path: Path) -> None:
    assert files_of(export_all(shuffled(published, tmp_path), tmp_path / "again")) == files_of(exported)


def test_no_export_holds_more_of_an_article_than_a_quote(published: Path, exported: Path) -> None:
    told = "\n".join(_told(exported))
    assert LONG[:250] in told
    for article, text in rows_of(published, "select article_id, text from marts.articles_text"):
        if article not in SHARED:
            windows = {text[start : start + 300] for start in range(len(text) - 299)}
            assert not [window for window in windows if window in told], article


def _told(exported: Path) -> list[str]:
    """Every text of every export."""
    texts = [
        path.read_text(encoding="utf-8")
        for form in ("csv", "graphml", "gexf", "jsonld")
        for path in (exported / form).iterdir()
    ]
    for path in (exported / "parquet").glob("*.parquet"):
        texts += [str(value) for row in pl.read_parquet(path).rows() for value in row]
    for sheet in openpyxl.load_workbook(exported / "xlsx" / "reports.xlsx"):
        texts += [str(value) for row in sheet.iter_rows(values_only=True) for value in row]
    return texts


def test_a_warehouse_without_articles_is_exported(published: Path, tmp_path: Path) -> None:
    folder = export_all(emptied(published, tmp_path), tmp_path / "exports")
    for name in table_names(published, "refreshes"):
        assert len(pd.read_parquet(folder / "parquet" / f"{name}.parquet")) == 0
    assert pd.read_csv(folder / "csv" / "city_profile.csv").columns[0] == "city_id"
    assert len(pd.read_excel(folder / "xlsx" / "reports.xlsx", sheet_name=None)) == len(reports()) + 2
    assert nx.read_graphml(folder / "graphml" / "partnerships.graphml").number_of_nodes() == 0
    assert nx.read_gexf(folder / "gexf" / "programs.gexf").number_of_nodes() == 0
    assert len(json.loads((folder / "jsonld" / "ecosystem.jsonld").read_text(encoding="utf-8"))["@graph"]) == 1


def test_a_warehouse_of_an_older_release_is_exported_without_texts(published: Path, tmp_path: Path) -> None:
    warehouse = changed(published, tmp_path, "alter table marts.dim_articles drop column licence")
    export_one("parquet", warehouse, tmp_path)
    assert len(pd.read_parquet(tmp_path / "parquet" / "articles_text.parquet")) == 0
    export_one("jsonld", warehouse, tmp_path)


def test_every_export_says_what_it_is(exported: Path) -> None:
    for folder in exported.iterdir():
        readme = (folder / "README.txt").read_text(encoding="utf-8")
        assert "refresh_0000000000000001, published 2026-01-01T00:00:00Z" in readme
        assert "GeoNames" in readme
        assert "How to cite:\nStatistics of Nordhavn (2026)" in readme
