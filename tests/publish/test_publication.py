"""Publication: one rename, only for news, with a history that survives a kill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.errors import LedgerError
from orchestration.lake import Lake, open_lake
from orchestration.publish import Candidate, Publication, publication, publish
from orchestration.schemas.operations import Refreshes
from tests.publish.small_warehouse import build
from tests.support.warehouses import identity, one, query

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[Lake]:
    with open_lake(tmp_path / "lake") as lake:
        yield lake


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


def published(folder: Path, lake: Lake, hours: int, *articles: str) -> Publication:
    candidate = Candidate(folder / "next.duckdb")
    candidate.withdraw(is_whole_build=True)
    build(candidate.path, *articles)
    candidate.mark_built(lake.snapshot_id(), 90, 3)
    candidate.mark_checked(10, 1)
    return publish(candidate, folder / "warehouse.duckdb", lake, NOW + timedelta(hours=hours))


def counts(warehouse: Path) -> list[tuple[int, int]]:
    return query(warehouse, "select article_count, new_article_count from marts.refreshes order by refreshed_at")


def test_the_first_candidate_is_published_with_its_history(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    result = published(tmp_path, lake, 0, "a", "b")
    assert result == Publication(True, 2, 2, 2, 0)
    assert counts(warehouse) == [(2, 2)]
    assert query(warehouse, "select checks_passed_count, checks_warned_count from marts.refreshes") == [(100, 4)]
    assert lake.read(Refreshes).height == 1


def test_the_published_file_holds_no_view_of_the_lake(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    published(tmp_path, lake, 0, "a")
    assert query(warehouse, "select schema_name from duckdb_schemas() where schema_name = 'staging'") == []
    assert query(warehouse, "select view_name from duckdb_views() where not internal") == []


def test_equal_counts_of_other_rows_are_news(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    published(tmp_path, lake, 0, "a", "b")
    assert published(tmp_path, lake, 1, "a", "c") == Publication(True, 2, 1, 2, 0)


def test_the_same_again_publishes_nothing(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    published(tmp_path, lake, 0, "a", "b")
    before, snapshot = identity(warehouse), lake.snapshot_id()
    result = published(tmp_path, lake, 1, "b", "a")
    assert (result.is_changed, result.new_article_count) == (False, 0)
    assert identity(warehouse) == before
    assert lake.snapshot_id() == snapshot


def test_news_are_added_to_the_history(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    published(tmp_path, lake, 0, "a")
    published(tmp_path, lake, 1, "a", "b", "c")
    published(tmp_path, lake, 2, "c")
    assert counts(warehouse) == [(1, 1), (3, 2), (1, 0)]


def test_an_open_reader_keeps_its_file_and_the_next_sees_the_new_one(
    tmp_path: Path, lake: Lake, warehouse: Path
) -> None:
    published(tmp_path, lake, 0, "a")
    descriptor = warehouse.open("rb")
    before = descriptor.read()
    published(tmp_path, lake, 1, "a", "b")
    descriptor.seek(0)
    assert descriptor.read() == before
    descriptor.close()
    assert one(warehouse, "select count(*) from marts.dim_articles") == 2


def test_a_candidate_without_proof_is_not_published(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    candidate = Candidate(tmp_path / "next.duckdb")
    candidate.withdraw(is_whole_build=True)
    build(candidate.path, "a")
    candidate.mark_built(0, 1, 0)
    with pytest.raises(LedgerError):
        publish(candidate, warehouse, lake, NOW)
    assert not warehouse.exists()


class KilledError(BaseException):
    """Stands for a SIGKILL."""


def test_a_kill_after_the_rename_loses_no_row_of_history(
    tmp_path: Path, lake: Lake, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, lake, 0, "a")
    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(lake, "replace", _killed)
        published(tmp_path, lake, 1, "a", "b")
    assert lake.read(Refreshes).height == 1
    published(tmp_path, lake, 2, "a", "b", "c")
    assert counts(warehouse) == [(1, 1), (2, 1), (3, 1)]
    assert lake.read(Refreshes).height == 3


def test_a_kill_before_the_rename_leaves_the_old_warehouse(
    tmp_path: Path, lake: Lake, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, lake, 0, "a")
    before = warehouse.read_bytes()
    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(publication, "flush", _killed)
        published(tmp_path, lake, 1, "a", "b")
    assert warehouse.read_bytes() == before
    published(tmp_path, lake, 2, "a", "b")
    assert counts(warehouse) == [(1, 1), (2, 1)]


def test_a_leftover_of_a_kill_is_overwritten(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    (tmp_path / "publishing.duckdb").write_bytes(b"half a file")
    (tmp_path / "publishing.duckdb.wal").write_bytes(b"half a log")
    published(tmp_path, lake, 0, "a")
    assert counts(warehouse) == [(1, 1)]
    assert sorted(path.name for path in tmp_path.glob("publishing*")) == []


def test_the_history_of_a_lost_lake_is_taken_from_the_warehouse(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    published(tmp_path, lake, 0, "a")
    with open_lake(tmp_path / "new lake") as new:
        published(tmp_path, new, 1, "a", "b")
    assert counts(warehouse) == [(1, 1), (2, 1)]


def test_what_a_machine_published_from_another_lake_is_no_history_of_a_shared_one(tmp_path: Path, lake: Lake) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    with open_lake(tmp_path / "their own lake") as own:
        published(theirs, own, 0, "a")
    published(ours, lake, 1, "a")
    published(theirs, lake, 2, "a", "b")
    assert lake.read(Refreshes)["article_count"].to_list() in ([1, 2], [2, 1])


def test_a_warehouse_that_was_touched_is_replaced(tmp_path: Path, lake: Lake, warehouse: Path) -> None:
    published(tmp_path, lake, 0, "a")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("insert into marts.dim_articles values ('touched by hand')")
    assert published(tmp_path, lake, 1, "a").is_changed
    assert query(warehouse, "from marts.dim_articles") == [("a",)]


def _killed(*_: object) -> None:
    raise KilledError
