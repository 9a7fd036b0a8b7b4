"""dbt's documentation as one page: of a real build, complete, without a path of the machine, and asking nobody."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.pages import write_dbt_docs
from tests.dbt.helpers import Built

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def page(tiny: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the tiny build."""
    page = tmp_path_factory.mktemp("docs") / "dbt_docs" / "index.html"
    assert write_dbt_docs(tiny.folder / "target" / "manifest.json", tiny.path, page)
    return page


def test_the_page_knows_every_published_table_with_types_and_rows(tiny: Built, page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    catalog = json.loads(re.search(r'(\{"errors": null, "metadata": .*?"sources": \{\}\})', html)[1])  # type: ignore[index]
    with duckdb.connect(str(tiny.path), read_only=True) as connection:
        found = connection.sql("select table_name from duckdb_tables() where not internal").fetchall()
    assert {unique_id.split(".")[-1] for unique_id in catalog["nodes"]} == {name for (name,) in found}
    cities = catalog["nodes"]["model.ecosystem_ledger.dim_cities"]
    assert cities["columns"]["latitude"]["type"] == "DOUBLE"
    assert cities["stats"]["row_count"]["value"] > 0


def test_the_page_names_no_folder_of_the_machine(tiny: Built, page: Path) -> None:
    assert str(tiny.folder.parent) not in page.read_text(encoding="utf-8")


def test_the_same_build_gives_the_same_page(tiny: Built, page: Path) -> None:
    assert not write_dbt_docs(tiny.folder / "target" / "manifest.json", tiny.path, page)


def test_a_description_cannot_become_markup(tiny: Built, tmp_path: Path) -> None:
    manifest: dict[str, Any] = json.loads((tiny.folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    manifest["nodes"]["model.ecosystem_ledger.dim_cities"]["description"] = "</script><script>alert(1)</script>"
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    write_dbt_docs(tmp_path / "manifest.json", tiny.path, tmp_path / "index.html")
    assert "<script>alert(1)" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_browser_shows_it_and_asks_nobody(page: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("no browser: install chromium (apt-get install chromium) to test the page in one")
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{page.as_uri()}#!/model/model.ecosystem_ledger.dim_cities")
        tab.get_by_text("First-level division.").first.wait_for(timeout=120_000)
        tab.goto(f"{page.as_uri()}#!/overview")
        tab.get_by_text("Every table tells its grain.").first.wait_for(timeout=120_000)
        browser.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
