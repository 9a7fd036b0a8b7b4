"""A refresh ends with exports, and one that fails takes nothing back."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from orchestration.cli.report import failure_lines
from orchestration.exports import csv_files
from orchestration.settings import EXPORT_FORMATS, Settings
from tests.conftest import Refreshed
from tests.support.refreshes import refresh_here, run, write_article
from tests.support.warehouses import one, table_names


def test_a_refresh_writes_every_export(raw_refresh: Refreshed) -> None:
    folder = raw_refresh.data / "exports"
    assert sorted(path.name for path in folder.iterdir()) == sorted(EXPORT_FORMATS)
    tables = [path.stem for path in (folder / "parquet").glob("*.parquet")]
    assert sorted(tables) == table_names(raw_refresh.warehouse)
    refresh = one(raw_refresh.warehouse, "select refresh_id from marts.refreshes")
    assert all(refresh in (folder / form / "README.txt").read_text(encoding="utf-8") for form in EXPORT_FORMATS)


def test_only_texts_whose_meta_file_allows_it_are_exported(raw_refresh: Refreshed) -> None:
    texts = pd.read_parquet(raw_refresh.data / "exports" / "parquet" / "articles_text.parquet")
    articles = pd.read_parquet(raw_refresh.data / "exports" / "parquet" / "dim_articles.parquet")
    allowed = articles[articles["licence"] == "CC0-1.0"]
    assert 0 < len(allowed) < len(articles)
    assert set(texts["article_id"]) == set(allowed["article_id"])


def test_the_command_alone_writes_what_is_missing(raw_refresh: Refreshed, tmp_path: Path) -> None:
    copy = raw_refresh.copy(tmp_path)
    command = [sys.executable, "-m", "orchestration", "exports"]
    said = run(command, copy.raw, copy.data, exports="csv,gexf", export_licence="CC0-1.0")
    assert said.returncode == 0, said.stderr
    assert [line.split()[:2] for line in said.stdout.splitlines()] == [["csv", "written:"], ["gexf", "written:"]]
    assert "CC0-1.0" in (copy.data / "exports" / "gexf" / "README.txt").read_text(encoding="utf-8")
    again = run(command, copy.raw, copy.data, exports="csv,gexf", export_licence="CC0-1.0")
    assert again.stdout.count("up to date") == 2


def test_an_export_that_fails_leaves_the_warehouse_and_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv_files, "write_csv", fail)
    raw, data = tmp_path / "raw", tmp_path / "data"
    write_article(raw)
    result = refresh_here(raw, data)
    assert not result.success
    assert one(data / "warehouse.duckdb", "select count(*) from marts.dim_articles") == 1
    assert sorted(path.name for path in (data / "exports").iterdir()) == sorted(set(EXPORT_FORMATS) - {"csv"})
    told = "\n".join(failure_lines(result, Settings(raw_dir=raw, data_dir=data)))
    assert "failed in step exports__csv" in told
    assert "No space left on device" in told
    assert "published all the same" in told
