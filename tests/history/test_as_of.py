"""as_of on a small lake: yesterday's answer, kept files, and what a person is told when there is no answer."""

from __future__ import annotations

import shutil
import sys
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.errors import LedgerError
from orchestration.history import as_of, build, maintain, snapshots
from orchestration.lake import Lake, open_lake
from orchestration.lake_connection import connected
from orchestration.settings import Settings
from tests.history.small_lake import FIRST, articles_in, refresh, tiny_dbt
from tests.support.warehouses import query


def never(past: Path, target: Path) -> None:
    raise AssertionError("nothing had to be built")


def day(number: int) -> str:
    return f"{FIRST + timedelta(days=number):%Y-%m-%d}"


def test_each_day_is_answered_by_its_publication(settings: Settings) -> None:
    refresh(settings, 0, 1, 2, 3)
    refresh(settings, 1, 2, 3, 4)
    refresh(settings, 3, 9)
    for number, wanted in enumerate([[1, 2, 3], [2, 3, 4], [2, 3, 4], [9], [9]]):
        answer = as_of(settings, day(number), tiny_dbt)
        assert articles_in(answer.warehouse) == wanted
        assert answer.publication.article_count == len(wanted)


def test_the_history_in_the_answer_ends_with_its_publication(settings: Settings) -> None:
    for number in range(3):
        refresh(settings, number, number)
    sql = "select refresh_id, article_count, new_article_count from marts.refreshes order by refreshed_at"
    told = query(as_of(settings, day(1), tiny_dbt).warehouse, sql)
    assert told == query(settings.warehouse_path, sql)[:2]


def test_the_newest_publication_is_the_published_file(settings: Settings) -> None:
    refresh(settings, 0, 1)
    refresh(settings, 1, 2)
    shutil.rmtree(settings.data_path / "lake")
    assert as_of(settings, day(1), never).warehouse == settings.warehouse_path


def test_a_day_is_built_once_and_again_when_the_models_change(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(settings, 0, 1)
    refresh(settings, 1, 2)
    first = as_of(settings, day(0), tiny_dbt).warehouse
    assert as_of(settings, day(0), never).warehouse == first
    shutil.copytree(build.PROJECT, tmp_path / "project", ignore=shutil.ignore_patterns("target", "logs"))
    (tmp_path / "project" / "models" / "marts" / "dim_articles.sql").write_text("select 1")
    monkeypatch.setattr(build, "PROJECT", tmp_path / "project")
    assert as_of(settings, day(0), tiny_dbt).warehouse != first


def test_the_files_that_were_asked_for_last_are_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "KEPT_FILES", 2)
    for number in range(4):
        refresh(settings, number, number)
    first = as_of(settings, day(0), tiny_dbt).warehouse
    second = as_of(settings, day(1), tiny_dbt).warehouse
    as_of(settings, day(0), never)
    third = as_of(settings, day(2), tiny_dbt).warehouse
    assert sorted(settings.as_of_path.glob("*.duckdb")) == sorted([first, third])
    assert not second.exists()


def test_a_build_that_fails_or_is_killed_leaves_nothing_and_is_done_again(settings: Settings) -> None:
    refresh(settings, 0, 1)
    refresh(settings, 1, 2)

    def fails(past: Path, target: Path) -> None:
        target.write_bytes(b"half a file")
        raise LedgerError("no such column")

    with pytest.raises(LedgerError, match=r"Ecosystem Ledger .*no such column"):
        as_of(settings, day(0), fails)
    assert list(settings.as_of_path.glob("*.duckdb")) == []
    (settings.as_of_path / "work").mkdir()
    (settings.as_of_path / "work" / "lake.duckdb").write_bytes(b"half a file")
    assert articles_in(as_of(settings, day(0), tiny_dbt).warehouse) == [1]


def test_before_the_first_publication_and_before_any(settings: Settings) -> None:
    with pytest.raises(LedgerError, match="run `make refresh` first"):
        as_of(settings, day(0), never)
    refresh(settings, 0, 1)
    with pytest.raises(LedgerError, match=r"first publication was on 2026-03-01 at 06:00 \(UTC\)"):
        as_of(settings, day(-1), never)


def test_an_expired_snapshot_says_which_setting_and_which_day(settings: Settings) -> None:
    for number in range(3):
        refresh(settings, number, number)
    with open_lake(settings.data_path / "lake") as lake:
        maintain(lake, 1)
    with pytest.raises(LedgerError, match=r"ECOSYSTEM_HISTORY_DAYS.*oldest that can be told is of 2026-03-02 06:00"):
        as_of(settings, day(0), never)
    assert articles_in(as_of(settings, day(1), tiny_dbt).warehouse) == [1]


def test_snapshots_of_a_lake_that_was_deleted_are_not_taken_for_those_of_the_new_one(settings: Settings) -> None:
    refresh(settings, 0, 1)
    refresh(settings, 1, 2)
    shutil.rmtree(settings.data_path / "lake")
    refresh(settings, 2, 3)
    refresh(settings, 3, 4)
    for number in (0, 1):
        with pytest.raises(LedgerError, match=r"an earlier lake.*oldest that can be told is of 2026-03-03"):
            as_of(settings, day(number), never)
    assert articles_in(as_of(settings, day(2), tiny_dbt).warehouse) == [3]


def test_a_missing_lake_and_a_damaged_one_are_one_clear_error(settings: Settings) -> None:
    refresh(settings, 0, 1)
    refresh(settings, 1, 2)
    (settings.data_path / "lake" / "catalog.sqlite").write_bytes(b"no database " * 500)
    with pytest.raises(LedgerError, match=r"catalog\.sqlite"):
        as_of(settings, day(0), never)
    shutil.rmtree(settings.data_path / "lake")
    with pytest.raises(LedgerError, match="is gone"):
        as_of(settings, day(0), never)


def _older_layout(lake: Lake) -> None:
    lake.sql("alter table lake.raw.rejected_articles drop column text")
    lake.sql("drop table lake.core.cities")


def test_what_a_release_added_later_is_empty_and_named(settings: Settings) -> None:
    refresh(settings, 0, 1, 2, change=_older_layout)
    refresh(settings, 1, 3)
    answer = as_of(settings, day(0), tiny_dbt)
    assert articles_in(answer.warehouse) == [1, 2]
    assert "had no raw.rejected_articles.text, core.cities: empty here" in answer.notes[1]


def test_models_that_cannot_do_without_it_name_the_release(settings: Settings) -> None:
    refresh(settings, 0, 1, 2, change=_older_layout)
    refresh(settings, 1, 3)

    def fails(past: Path, target: Path) -> None:
        raise LedgerError("The models of this release can't be built from it: not null")

    with pytest.raises(LedgerError, match=r"written by Ecosystem Ledger 0.* had no .*core\.cities.* not null"):
        as_of(settings, day(0), fails)


def test_models_that_count_otherwise_than_those_of_the_day_say_so(settings: Settings) -> None:
    refresh(settings, 0, 1, 2)
    refresh(settings, 1, 3)

    def fewer(past: Path, target: Path) -> None:
        tiny_dbt(past, target)
        with duckdb.connect(str(target)) as connection:
            connection.execute("delete from marts.dim_articles where article_id = '1'")

    assert "1 articles and 2 pieces of evidence where 2 and 2 were published" in as_of(settings, day(0), fewer).notes[1]


def test_a_day_published_by_another_release_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(settings, 0, 1, 2)
    refresh(settings, 1, 3)
    monkeypatch.setattr(sys.modules[as_of.__module__], "__version__", "99.1")
    assert "(this is 99.1): where models have changed" in as_of(settings, day(0), tiny_dbt).notes[-1]


def test_a_writer_commits_while_a_day_is_being_built(settings: Settings) -> None:
    refresh(settings, 0, 1)
    refresh(settings, 1, 2)

    def beside(past: Path, target: Path) -> None:
        refresh(settings, 2, 3)
        tiny_dbt(past, target)

    assert articles_in(as_of(settings, day(0), beside).warehouse) == [1]
    assert articles_in(settings.warehouse_path) == [3]


def test_a_writer_commits_while_the_snapshot_is_being_read(settings: Settings, tmp_path: Path) -> None:
    refresh(settings, 0, 1)
    refresh(settings, 1, 2)
    with (
        snapshots.opened(settings.data_path / "lake", tmp_path) as found,
        connected(found.address, "read_only") as reader,
    ):
        reader.execute("begin")
        before = reader.execute("from lake.raw.rejected_articles").fetchall()
        refresh(settings, 2, 3)
        with open_lake(settings.data_path / "lake") as lake:
            maintain(lake, 1)
        assert reader.execute("from lake.raw.rejected_articles").fetchall() == before
