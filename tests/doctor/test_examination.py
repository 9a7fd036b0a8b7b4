"""Looking: what is broken or hangs is a finding of its own, and nothing is changed."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import duckdb
import pytest

from orchestration.doctor import Finding, examine, summed_up, worst
from orchestration.doctor.examination import Failure, look
from orchestration.doctor.look_machine import look_at_disk, look_at_raw
from orchestration.doctor.look_stores import contract, look_at_lake, look_at_warehouse
from orchestration.doctor.running import Running
from orchestration.errors import LedgerError
from orchestration.lake import open_lake
from orchestration.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A raw folder with one article, and a data folder with an empty lake."""
    (tmp_path / "raw" / "press").mkdir(parents=True)
    (tmp_path / "raw" / "press" / "pact.txt").write_text("A pact")
    (tmp_path / "raw" / "press" / "pact.meta.yml").write_text("title: A pact")
    with open_lake(tmp_path / "data" / "lake"):
        pass
    return Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")


def states(findings: list[Finding]) -> dict[str, str]:
    return {finding.subject: finding.state for finding in findings}


def seen(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_a_data_folder_is_told_and_left_as_it_was(settings: Settings, tmp_path: Path) -> None:
    before = seen(tmp_path)
    found = states(examine(settings, lambda _: Running()))
    assert seen(tmp_path) == before
    assert {"lake", "warehouse", "raw", "disk", "lock", "queue", "last refresh", "daemons", "clock"} <= set(found)
    assert {name for name, state in found.items() if state == "warning"} >= {"warehouse", "last refresh", "daemons"}
    assert "wrong" not in found.values()


def test_a_data_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "some" / "data")
    assert states(examine(settings, lambda _: Running()))["raw"] == "wrong"
    assert list(tmp_path.iterdir()) == []


def test_damage_is_named_and_the_rest_is_still_told(settings: Settings) -> None:
    (settings.data_path / "lake" / "catalog.sqlite").write_bytes(b"no database " * 500)
    settings.warehouse_path.write_bytes(b"no database " * 500)
    found = states(examine(settings, lambda _: Running()))
    assert (found["lake"], found["warehouse"], found["raw"]) == ("wrong", "wrong", "ok")


def test_the_size_of_the_lake_is_that_of_its_catalog_and_files(settings: Settings) -> None:
    catalog = settings.data_path / "lake" / "catalog.sqlite"
    (settings.data_path / "lake" / "files" / "x.parquet").write_bytes(b"x" * 999)
    assert look_at_lake(settings).bytes == catalog.stat().st_size + 999


def test_a_commit_that_was_cut_short_is_left_to_the_next_refresh(settings: Settings) -> None:
    journal = settings.data_path / "lake" / "catalog.sqlite-journal"
    journal.write_bytes(b"half a commit")
    assert look_at_lake(settings).is_half_written
    assert journal.read_bytes() == b"half a commit"


def test_a_look_that_fails_or_hangs_holds_up_no_other() -> None:
    end = threading.Event()

    def fail() -> None:
        raise LedgerError("Put it back.")

    def break_down() -> None:
        raise ZeroDivisionError("by\nzero")

    looks = {"well": lambda: 7, "hangs": end.wait, "fails": fail, "breaks": break_down}
    facts = look(looks, 0.5)
    end.set()
    assert facts["well"] == 7
    assert facts["hangs"] == Failure("It did not answer in 0.5 seconds.")
    assert facts["fails"] == Failure("Put it back.")
    assert facts["breaks"] == Failure("ZeroDivisionError: by zero")


def test_a_warehouse_is_counted_and_tells_when_it_was_published(settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse_path)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.dim_articles as select timestamptz '2026-05-04 12:00:00+00' as loaded_at"
        )
        moment = "timestamptz '2026-05-05 12:00:00+00'"
        connection.execute(f"create table marts.refreshes as select {moment} as refreshed_at, 1 as format_version")
    facts = look_at_warehouse(settings)
    assert (facts.row_counts, facts.bytes > 0) == ({"dim_articles": 1, "refreshes": 1}, True)
    assert [f"{moment:%d}" for moment in (facts.newest_load_at, facts.published_at) if moment] == ["04", "05"]


def test_the_contract_are_the_models_of_schema_marts(settings: Settings) -> None:
    assert {"dim_articles", "source_freshness"} <= contract(settings)
    assert not [name for name in contract(settings) if name.startswith(("stg_", "int_"))]


def test_the_raw_folder_is_counted_and_its_list_of_feeds_read(settings: Settings) -> None:
    assert look_at_raw(settings).feed_problems == ()
    (settings.raw_path / "feeds.yml").write_text("feeds: [{address: 'https://wire.example.org/feed'}]")
    raw = look_at_raw(settings)
    assert (raw.file_count, raw.meta_count) == (1, 1)
    assert "ECOSYSTEM_FEEDS_CONTACT" in raw.feed_problems[0]


def test_a_refresh_needs_room_for_the_candidate_and_its_copy(settings: Settings) -> None:
    before = look_at_disk(settings).needed
    with settings.warehouse_path.open("wb") as file:
        os.truncate(file.fileno(), 10**9)
    assert look_at_disk(settings).needed - before == 2 * 10**9


def test_the_worst_counts_and_the_sum_is_a_sentence() -> None:
    ok, warning, wrong = (Finding(state, "x", "y") for state in ("ok", "warning", "wrong"))
    assert [worst(each) for each in ([], [ok], [ok, warning], [wrong, warning])] == ["ok", "ok", "warning", "wrong"]
    assert summed_up([ok]) == "All is well."
    assert summed_up([ok, warning]) == "Nothing is wrong, 1 deserves a look."
    assert summed_up([wrong, wrong, warning, warning]) == "2 things are wrong, 2 deserve a look."
