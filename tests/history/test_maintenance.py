"""Maintenance: what stays reads as before, whatever was done, whenever it was killed, and whatever the clock says."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from orchestration import lake as lake_module
from orchestration.errors import LedgerError
from orchestration.history import as_of, maintain, maintenance
from orchestration.history.maintenance import Limits
from orchestration.lake import Lake, open_lake
from orchestration.schemas.raw import RejectedArticles
from orchestration.settings import Settings
from tests.history.small_lake import FIRST, articles_in, note, refresh, rejections, tiny_dbt
from tests.support.places import REPOSITORY

EVERYTHING = Limits(
    inlined_rows=1, small_files=2, deleted_share=0.1, deleted_rows=1, grace=timedelta(days=-1), small_bytes=2**20
)
"""Limits with which every step is worth it, and files go at once."""


def rows_at(lake: Lake, snapshot: int) -> list[tuple[object, ...]]:
    return lake.sql(
        f"select rejection_id, text from lake.raw.rejected_articles at (version => {snapshot}) order by all"
    )


STEP = st.tuples(st.sets(st.integers(0, 9), max_size=9), st.sampled_from("ab")) | st.integers(0, 4)
"""A refresh with some articles in some version, or a maintenance that keeps some days."""


@with_settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=2, max_size=9), st.sampled_from([0, 3, 1_000]))
def test_every_snapshot_that_stays_reads_back_exactly(
    empty_lake: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[set[int], str] | int], inlined: int
) -> None:
    folder = tmp_path_factory.mktemp("lake") / "lake"
    shutil.copytree(empty_lake, folder)
    moment, told = FIRST, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lake_module, "INLINED_ROWS", inlined)
        with open_lake(folder) as lake:
            for step in steps:
                if isinstance(step, int):
                    stay = set(maintain(lake, step, EVERYTHING).kept_refresh_ids)
                    told = {name: state for name, state in told.items() if not step or name in stay}
                else:
                    lake.replace({RejectedArticles: rejections(*step)})
                    told[f"ref_{int(moment.timestamp()):016x}"] = (note(lake, moment), rejections(*step))
                    moment += timedelta(days=1)
                for number, frame in told.values():
                    assert rows_at(lake, number) == frame.select("rejection_id", "text").rows()
            if told:
                assert lake.read(RejectedArticles).equals(list(told.values())[-1][1])
    shutil.rmtree(folder)


def test_answers_inside_the_retention_are_the_same_after_maintenance(settings: Settings) -> None:
    for number in range(4):
        refresh(settings, number, *range(number, 2 * number + 2))
    with open_lake(settings.data_path / "lake") as lake:
        done = maintain(lake, 2, EVERYTHING)
    assert (len(done.kept_refresh_ids), done.rows_flushed > 0) == (3, True)
    for number in (1, 2, 3):
        answer = as_of(settings, f"{FIRST + timedelta(days=number):%Y-%m-%d}", tiny_dbt)
        assert articles_in(answer.warehouse) == list(range(number, 2 * number + 2))


def test_files_that_nobody_needs_go_after_a_day_and_are_counted(settings: Settings) -> None:
    for number in range(3):
        refresh(settings, number, *range(1_500 * number, 1_500 * number + 1_500))
    orphan = settings.data_path / "lake" / "files" / "raw" / "rejected_articles" / "left by a kill.parquet"
    orphan.write_bytes(b"half a file")
    os.utime(orphan, (datetime(2026, 1, 1, tzinfo=UTC).timestamp(),) * 2)
    files = set((settings.data_path / "lake").rglob("*.parquet"))
    with open_lake(settings.data_path / "lake") as lake:
        early = maintain(lake, 1)
        assert set((settings.data_path / "lake").rglob("*.parquet")) == files - {orphan}
        late = maintain(lake, 1, EVERYTHING)
        assert lake.read(RejectedArticles).height == 1_500
    assert (early.snapshots_expired > 0, early.bytes_released > 0, early.files_deleted) == (True, True, 1)
    assert late.files_deleted > 0
    assert set((settings.data_path / "lake").rglob("*.parquet")) < files


def test_files_beside_a_lake_that_shares_its_place_stay(settings: Settings) -> None:
    for number in range(3):
        refresh(settings, number, *range(1_500 * number, 1_500 * number + 1_500))
    of_another_lake = settings.data_path / "lake" / "files" / "raw" / "articles.parquet"
    of_another_lake.write_bytes(b"somebody's rows")
    os.utime(of_another_lake, (datetime(2026, 1, 1, tzinfo=UTC).timestamp(),) * 2)
    with open_lake(settings.data_path / "lake") as lake:
        assert maintain(lake, 1, EVERYTHING, is_alone=False).files_deleted > 0
    assert of_another_lake.exists()


def test_a_second_maintenance_finds_nothing_to_do(settings: Settings) -> None:
    for number in range(3):
        refresh(settings, number, *range(number, number + 5))
    with open_lake(settings.data_path / "lake") as lake:
        maintain(lake, 1)
        before = lake.snapshot_id()
        again = maintain(lake, 1)
        assert lake.snapshot_id() == before
    assert (again.snapshots_expired, again.rows_flushed, again.files_merged, again.files_deleted) == (0, 0, 0, 0)


def test_a_lake_without_any_publication_keeps_all_snapshots(empty_lake: Path, tmp_path: Path) -> None:
    shutil.copytree(empty_lake, tmp_path / "lake")
    with open_lake(tmp_path / "lake") as lake:
        lake.replace({RejectedArticles: rejections({1, 2})})
        assert maintain(lake, 1, EVERYTHING).snapshots_expired == 0
        assert lake.read(RejectedArticles).height == 2


def test_a_refresh_whose_clock_is_years_ahead_costs_no_history(settings: Settings) -> None:
    for number in (0, 1, 2, 30_000):
        refresh(settings, number, number)
    with open_lake(settings.data_path / "lake") as lake:
        assert len(maintain(lake, 365).kept_refresh_ids) == 4
    assert articles_in(as_of(settings, f"{FIRST:%Y-%m-%d}", tiny_dbt).warehouse) == [0]


def test_a_file_that_the_catalog_knows_is_never_deleted_as_left_behind(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(settings, 0, *range(1_500))
    with open_lake(settings.data_path / "lake") as lake:
        needed = next((settings.data_path / "lake").rglob("*.parquet"))
        with pytest.raises(LedgerError, match="nothing was deleted"):
            maintenance._refuse_harm(lake, [f"/elsewhere/{needed.name}"])


KILLED_AT = {
    "after expiring": "_with_inlined_rows",
    "after flushing": "_with_deleted_rows",
    "after rewriting": "_with_small_files",
    "after merging": "_delete_files",
}
"""The name whose first call is the moment of the kill."""
CODE = """
import os, signal, sys
from pathlib import Path
from orchestration.history import maintenance
from orchestration.lake import open_lake
from tests.history.test_maintenance import EVERYTHING
def kill(*_): os.kill(os.getpid(), signal.SIGKILL)
setattr(maintenance, sys.argv[2], kill)
with open_lake(Path(sys.argv[1])) as lake:
    maintenance.maintain(lake, 1, EVERYTHING)
"""


def test_a_kill_between_any_two_steps_loses_nothing_and_the_next_maintenance_ends_it(settings: Settings) -> None:
    for number in range(3):
        refresh(settings, number, *range(500 * number, 500 * number + 1_500))
    for moment, name in KILLED_AT.items():
        process = subprocess.run(
            [sys.executable, "-c", CODE, str(settings.data_path / "lake"), name], cwd=REPOSITORY, check=False
        )
        assert process.returncode == -signal.SIGKILL, moment
        _tells_the_last_two(settings)
    with open_lake(settings.data_path / "lake") as lake:
        maintain(lake, 1, EVERYTHING)
    _tells_the_last_two(settings)


def _tells_the_last_two(settings: Settings) -> None:
    with open_lake(settings.data_path / "lake") as lake:
        told = lake.sql("select lake_snapshot_id from lake.operations.refreshes order by refreshed_at")
        for number, (snapshot,) in list(enumerate(told))[1:]:
            wanted = rejections(range(500 * number, 500 * number + 1_500))
            assert rows_at(lake, snapshot) == wanted.select("rejection_id", "text").rows()


def test_what_the_catalog_says_of_publications_outlives_a_release_that_notes_more(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(settings, 0, 1)
    with open_lake(settings.data_path / "lake") as lake:
        lake.sql("alter table lake.operations.refreshes drop column engine_version")
    with open_lake(settings.data_path / "lake") as lake:
        kept = lake.sql("select article_count, engine_version from lake.operations.refreshes")
    assert kept == [(1, None)]
