"""The expectations of the project notice what is wrong, name the rows, and let good and empty warehouses pass."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.quality import QualityError, expectation_specs, load_suites, run_expectations

from . import warehouses
from .bad_rows import BAD
from .conftest import NEXT_YEAR, Run, run

SPECS = expectation_specs(load_suites())
CHECKS = [(table, name) for table, name, _, _ in SPECS]
TESTED_BELOW = {("fct_partnerships", "some_are_found")}


def test_a_good_warehouse_passes(good: Run) -> None:
    assert good.failed == {}


def test_an_outcome_for_every_declared_check(good: Run, bad: Run) -> None:
    assert list(good.outcomes) == CHECKS
    assert list(bad.outcomes) == CHECKS


def test_an_empty_warehouse_passes(tmp_path: Path) -> None:
    assert run(tmp_path, rows=False).failed == {}


@pytest.mark.parametrize(
    ("table", "name"), [each for each in CHECKS if each[1] != "columns" and each not in TESTED_BELOW]
)
def test_every_check_fails_on_its_bad_row(bad: Run, table: str, name: str) -> None:
    assert (table, name) in BAD, "add a row to bad_rows.py that makes the check fail"
    outcome = bad.outcomes[table, name]
    assert not outcome.passed
    assert not str(outcome.observed_value).startswith("Could not run")
    assert outcome.unexpected_count
    assert 0 < len(outcome.failing_rows) <= 20
    expected = BAD[table, name][1].items()
    shown = [row for row in outcome.failing_rows if expected <= row.items()]
    assert shown or len(outcome.failing_rows) == 20, outcome.failing_rows


def test_severity_and_reason_come_from_the_suite(bad: Run) -> None:
    stops = bad.outcomes["fct_partnerships", "party_count_min_stop"]
    warns = bad.outcomes["fct_partnerships", "party_count_max_warn"]
    assert (stops.severity, stops.stops_refresh) == ("stop", True)
    assert (warns.severity, warns.stops_refresh) == ("warn", False)
    assert "two named parties" in stops.reason


def test_failing_facts_show_quote_and_article(tmp_path: Path) -> None:
    spoilt = run(tmp_path, "update marts.fct_partnerships set year = 1492").failed
    assert list(spoilt) == [("fct_partnerships", "year_min_stop")]
    (row,) = spoilt["fct_partnerships", "year_min_stop"].failing_rows
    assert row == {"partnership_id": "prt_1", "year": 1492, "quote": warehouses.PACT, "article": "press/pact.txt"}


def test_articles_without_partnerships_and_missing_things_warn_or_stop_once(tmp_path: Path) -> None:
    found = run(
        tmp_path,
        "delete from marts.fct_partnerships",
        "delete from marts.fct_partnership_parties",
        "drop table marts.dim_cities",
        "alter table marts.fct_person_roles drop column organization_id",
    ).failed
    assert found["fct_partnerships", "some_are_found"].severity == "warn"
    cities = [each for (table, _), each in found.items() if table == "dim_cities"]
    assert [each.name for each in cities if each.stops_refresh] == ["columns"]
    assert "marts.dim_cities is missing" in cities[0].description
    columns = found["fct_person_roles", "columns"]
    assert columns.stops_refresh
    assert columns.failing_rows == ({"missing_column": "organization_id"},)
    assert not found["fct_person_roles", "most_have_an_organization"].stops_refresh
    assert "Not run" in found["fct_person_roles", "most_have_an_organization"].description
    # The other table that this check reads is gone: it stops, because nobody knows whether it holds.
    assert "dim_cities does not exist" in str(found["dim_programs", "city_is_in_its_country"].observed_value)


def test_check_names_suit_dagster() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", name) for _, name, _, _ in SPECS)
    assert len(set(CHECKS)) == len(CHECKS)


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    suites = load_suites()
    with pytest.raises(QualityError, match=r"There is no warehouse at .*make refresh"):
        run_expectations(tmp_path / "none.duckdb", suites, tmp_path / "quality", NEXT_YEAR)
    (tmp_path / "junk.duckdb").write_bytes(b"junk" * 5000)
    with pytest.raises(QualityError, match="delete it"):
        run_expectations(tmp_path / "junk.duckdb", suites, tmp_path / "quality", NEXT_YEAR)
    held = warehouses.build(tmp_path / "held.duckdb")
    with duckdb.connect(str(held)), pytest.raises(QualityError, match="open for writing"):
        run_expectations(held, suites, tmp_path / "quality", NEXT_YEAR)
    assert not (tmp_path / "quality").exists()


def test_a_run_leaves_the_file_free_and_asks_no_network(
    good: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    own = good.copy(tmp_path)
    assert run_expectations(own.warehouse, load_suites(), own.docs, NEXT_YEAR) == list(good.outcomes.values())
    with duckdb.connect(str(own.warehouse)) as connection:
        connection.execute("create table marts.can_be_written (x int)")


def test_preloading_is_done_in_the_background() -> None:
    code = (
        "import sys; from orchestration.quality import preload;"
        "thread = preload(); early = 'scipy.stats' in sys.modules; thread.join();"
        "print(early, 'orchestration.quality.validation' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
