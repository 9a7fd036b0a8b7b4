"""The pages work offline, give nothing away, show what failed, and are replaced as a whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.quality import QualityError, load_suites, run_expectations

from .conftest import NEXT_YEAR, Run, run


def pages(run: Run) -> dict[str, str]:
    return {path.relative_to(run.docs).as_posix(): path.read_text() for path in run.docs.rglob("*.html")}


def test_index_links_a_page_of_results_and_of_expectations_for_every_table(good: Run) -> None:
    found = pages(good)
    links = set(re.findall(r'href="((?:validations|expectations)/[^"]+)"', found["index.html"]))
    assert links == set(found) - {"index.html", "failures.html"}
    assert 'href="failures.html"' in found["index.html"]
    tables = set(load_suites().tables)
    assert {Path(link).stem for link in links if link.startswith("expectations")} == tables
    assert {link.split("/")[1] for link in links if link.startswith("validations")} == tables


def test_every_link_inside_the_site_leads_somewhere(bad: Run) -> None:
    for name, text in pages(bad).items():
        for link in re.findall(r'href="([^"#][^"]*)"', text):
            if not link.startswith("data:"):
                assert ((bad.docs / name).parent / link.split("#")[0]).resolve().is_file(), (name, link)


def test_pages_load_nothing_from_elsewhere(good: Run, bad: Run) -> None:
    for text in [*pages(good).values(), *pages(bad).values()]:
        assert "<script" not in text
        assert not re.search(r"(?:src|href|url\()\s*=?\s*[\"']?\s*(?:https?:)?//", text)
        assert "Content-Security-Policy" in text


def test_pages_show_reasons_and_failing_values_but_no_paths(bad: Run) -> None:
    found = pages(bad)
    (partnerships,) = [text for name, text in found.items() if name.startswith("validations/fct_partnerships/")]
    assert "1949" in partnerships
    assert "An agreement needs two named parties to be a fact." in found["expectations/fct_partnerships.html"]
    assert "&lt;name&gt;.meta.yml" in found["expectations/fct_partnerships.html"]
    assert str(bad.warehouse.parent) not in "".join(found.values())
    assert "Traceback" not in "".join(found.values())


def test_the_page_of_failures_shows_rows_with_their_sentence_and_file(good: Run, tmp_path: Path) -> None:
    assert re.search(r"All \d+ expectations held", pages(good)["failures.html"])
    spoilt = run(tmp_path, "update marts.fct_partnerships set year = 1492")
    page = pages(spoilt)["failures.html"]
    (row,) = spoilt.failed["fct_partnerships", "year_min_stop"].failing_rows
    assert "Stops the refresh" in page
    assert all(str(row[name]) in page for name in ("partnership_id", "quote", "article"))


def test_values_from_articles_cannot_become_markup(tmp_path: Path) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    spoilt = run(tmp_path, f"update marts.dim_organizations set organization_type = '{nasty}'")
    assert ("dim_organizations", "organization_type_is_known") in spoilt.failed
    assert "<img" not in "".join(pages(spoilt).values())


def test_a_second_run_replaces_the_site_and_leaves_nothing_beside_it(good: Run, tmp_path: Path) -> None:
    first = good.copy(tmp_path)
    names = set(pages(first))
    (first.docs / "stale.html").write_text("old")
    run_expectations(first.warehouse, load_suites(), first.docs, NEXT_YEAR)
    assert set(pages(first)) == names
    assert {path.name for path in tmp_path.iterdir()} == {"next.duckdb", "quality"}


def test_a_run_that_breaks_leaves_the_old_site(good: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = good.copy(tmp_path)
    names = set(pages(first))

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("great_expectations.data_context.EphemeralDataContext.build_data_docs", full_disk)
    with pytest.raises(QualityError, match="No space left"):
        run_expectations(first.warehouse, load_suites(), first.docs, NEXT_YEAR)
    assert set(pages(first)) == names
    assert {path.name for path in tmp_path.iterdir()} == {"next.duckdb", "quality"}
