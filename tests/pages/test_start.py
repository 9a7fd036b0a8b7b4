"""The start page tells what is published, and leads only where there is something."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from orchestration.errors import LedgerError
from orchestration.pages import Link, write_start_page

LINKS = (Link("quality/index.html", "Quality", "What <b> holds."), Link("exports/", "Exports", "Files."))
HISTORY = """
    create schema marts; create table marts.refreshes (refreshed_at timestamptz, article_count bigint,
      new_article_count bigint, fact_count bigint, issue_count bigint, checks_passed_count bigint,
      checks_warned_count bigint)
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(HISTORY)
    return path


def test_links_lead_somewhere_and_words_are_no_markup(tmp_path: Path, warehouse: Path) -> None:
    (tmp_path / "quality").mkdir()
    (tmp_path / "quality" / "index.html").write_text("x")
    assert write_start_page(tmp_path, warehouse, LINKS)
    html = (tmp_path / "index.html").read_text()
    assert re.findall('href="([^"]+)"', html) == ["quality/index.html"]
    assert "What &lt;b&gt; holds." in html
    assert "Nothing is published" in html


def test_the_last_publication_is_told_and_the_page_is_written_only_when_it_changes(
    tmp_path: Path, warehouse: Path
) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("insert into marts.refreshes values ('2026-02-01 23:30:00-05', 1234567, 8, 70, 6, 5, 4)")
        connection.execute("insert into marts.refreshes values ('2026-01-01', 1, 1, 1, 1, 1, 1)")
    assert write_start_page(tmp_path, warehouse, LINKS)
    html = (tmp_path / "index.html").read_text()
    assert "Published 2026-02-02 04:30 UTC" in html
    assert "<td>1,234,567</td>" in html
    assert not write_start_page(tmp_path, warehouse, LINKS)


def test_a_page_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path, warehouse: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(LedgerError, match=r"index\.html cannot be written"):
        write_start_page(tmp_path, warehouse, LINKS)
