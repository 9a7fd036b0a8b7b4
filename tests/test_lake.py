"""The lake: all or nothing, nothing written twice, one writer, and values that come back as they went in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.errors import LedgerError
from orchestration.lake import Lake, open_lake, writer_lock
from orchestration.schemas.core import Cities, Organizations, Programs
from orchestration.schemas.operations import Layout
from orchestration.schemas.raw import Articles, RejectedArticles
from orchestration.settings import FORMAT_VERSION
from tests.support.places import REPOSITORY

MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[Lake]:
    with open_lake(tmp_path / "lake") as lake:
        yield lake


def organization(number: int, **values: Any) -> dict[str, Any]:
    row = dict.fromkeys(Organizations.column_names()) | {
        "organization_id": f"organization_{number:016x}",
        "name": f"Body {number}",
        "aliases": [],
        "organization_type": "company",
    }
    return row | values


def organizations(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=Organizations.create_empty().schema)


def city(number: int) -> pl.DataFrame:
    row = {"city_id": str(number), "city": "Oslo", "region": None, "country_code": "NO", "country": "Norway"}
    return pl.DataFrame(
        [row | {"latitude": 59.9, "longitude": 10.7, "population": None}], schema=Cities.create_empty().schema
    )


def test_a_new_lake_has_every_table_empty(lake: Lake) -> None:
    for table in (Articles, Organizations, Programs):
        assert lake.read(table).height == 0
        assert lake.read(table).columns == table.column_names()


def test_replace_makes_a_table_equal_its_frame(lake: Lake) -> None:
    lake.replace({Organizations: organizations(organization(1), organization(2), organization(3))})
    wanted = organizations(organization(2, name="Renamed"), organization(3), organization(4))
    lake.replace({Organizations: wanted})
    assert lake.read(Organizations).equals(wanted)


def test_equal_rows_are_not_written_again(lake: Lake) -> None:
    frame = organizations(organization(1, aliases=["B", "Ä"]), organization(2))
    lake.replace({Organizations: frame, Cities: city(1)})
    before = lake.snapshot_id()
    lake.replace({Organizations: frame.reverse(), Cities: city(1)})
    assert lake.snapshot_id() == before


def test_opening_writes_nothing(tmp_path: Path) -> None:
    snapshots = set()
    for _ in range(3):
        with open_lake(tmp_path / "lake") as lake:
            snapshots.add(lake.snapshot_id())
    assert len(snapshots) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        organizations(organization(1, organization_type="band")),
        organizations(organization(1, name=None)),
        organizations(organization(1), organization(1, name="The same id")),
    ],
    ids=["unknown term", "missing value", "key twice"],
)
def test_one_invalid_frame_leaves_every_table_as_it_was(lake: Lake, wrong: pl.DataFrame) -> None:
    lake.replace({Organizations: organizations(organization(7)), Cities: city(1)})
    before = lake.snapshot_id()
    with pytest.raises(dy.exc.ValidationError):
        lake.replace({Cities: city(2), Organizations: wrong})
    assert lake.read(Cities).equals(city(1))
    assert lake.read(Organizations)["name"].to_list() == ["Body 7"]
    assert lake.snapshot_id() == before


def test_values_come_back_as_they_went_in(lake: Lake) -> None:
    article = dict.fromkeys(Articles.column_names()) | {
        "article_id": "article_00000000000000ab",
        "source_uri": 'press/it\'s "quoted" 100%.txt',
        "file_uri": 'press/it\'s "quoted" 100%.txt',
        "published_on": date(2024, 2, 29),
        "published_on_precision": "day",
        "published_on_basis": "dateline",
        "language": "en",
        "language_basis": "stated",
        "word_count": 2**40,
        "loaded_at": MOMENT,
        "content_sha256": "ab" * 32,
        "text": "서울 🎉 l’été\n\ttab \\ backslash ' quote",
    }
    frame = pl.DataFrame([article], schema=Articles.create_empty().schema)
    bodies = organizations(organization(1, aliases=["서울대", "it's, one", "🎉"]), organization(2, aliases=[]))
    lake.replace({Articles: frame, Organizations: bodies})
    assert lake.read(Articles).equals(frame)
    assert lake.read(Articles)["loaded_at"].to_list() == [MOMENT]
    assert lake.read(Organizations).equals(bodies)


def test_rows_beyond_the_inlining_limit_come_back(lake: Lake) -> None:
    many = organizations(*(organization(number) for number in range(2_500)))
    lake.replace({Organizations: many})
    lake.replace({Organizations: many.head(2_499)})
    assert lake.read(Organizations).equals(many.head(2_499))


def test_a_second_writer_is_refused_and_the_next_is_welcome(tmp_path: Path) -> None:
    with writer_lock(tmp_path):
        assert "wait until it has ended" in _other_writer(tmp_path).stderr
    assert _other_writer(tmp_path).returncode == 0


def _other_writer(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys, pathlib, orchestration.lake as lake\nwith lake.writer_lock(pathlib.Path(sys.argv[1])): pass"
    command = [sys.executable, "-c", code, str(folder)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def test_the_command_line_and_the_run_inside_it_are_one_writer(tmp_path: Path) -> None:
    with writer_lock(tmp_path), writer_lock(tmp_path):
        pass
    with writer_lock(tmp_path):
        pass


def test_a_moved_lake_opens_with_all_its_rows(tmp_path: Path) -> None:
    many = organizations(*(organization(number) for number in range(2_000)))
    with open_lake(tmp_path / "here") as lake:
        lake.replace({Organizations: many})
    moved = tmp_path / "it's over there"
    shutil.move(tmp_path / "here", moved)
    with open_lake(moved) as lake:
        assert lake.read(Organizations).equals(many)
        lake.replace({Organizations: many.tail(1_500)})
        assert lake.read(Organizations).height == 1_500
    assert not (tmp_path / "here").exists()


def test_a_newer_layout_is_refused_and_kept(tmp_path: Path) -> None:
    newer = pl.DataFrame({"format_version": [FORMAT_VERSION + 1], "ledger_version": ["9.9"]})
    with open_lake(tmp_path) as lake:
        lake.replace({Layout: newer})
    for _ in range(2):
        with pytest.raises(LedgerError, match=r"Ecosystem Ledger 9\.9.*update this checkout"), open_lake(tmp_path):
            pass


def test_a_damaged_catalog_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"no database " * 500)
    with pytest.raises(LedgerError, match="move the folder"), open_lake(tmp_path):
        pass


ROWS = st.dictionaries(
    st.integers(0, 6), st.tuples(st.sampled_from("abc"), st.none() | st.sampled_from("xy")), max_size=6
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_the_last_replacement_is_what_is_read_whatever_came_before(lake: Lake, states: list[dict[int, Any]]) -> None:
    for state in states:
        rows = [
            {
                "rejection_id": f"rejection_{key:016x}",
                "source_uri": uri,
                "file_uri": uri,
                "reason": "empty",
                "message": "m",
                "text": text,
            }
            for key, (uri, text) in state.items()
        ]
        frame = pl.DataFrame(rows, schema=RejectedArticles.create_empty().schema)
        lake.replace({RejectedArticles: frame})
        assert lake.read(RejectedArticles).equals(frame.sort("rejection_id"))
    before = lake.snapshot_id()
    lake.replace({RejectedArticles: frame})
    assert lake.snapshot_id() == before


def test_upsert_adds_changes_and_takes_away_rows_and_leaves_the_others(lake: Lake) -> None:
    lake.replace({Organizations: organizations(*(organization(number) for number in range(4)))})
    changed, new = organization(1, name="Renamed"), organization(9)
    lake.upsert(
        {Organizations: organizations(changed, new)}, gone={Organizations: [organization(0)["organization_id"]]}
    )
    assert lake.read(Organizations)["name"].to_list() == ["Renamed", "Body 2", "Body 3", "Body 9"]


def test_upsert_is_all_or_nothing(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    lake.replace({Organizations: organizations(organization(1))})

    def fail() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lake, "_refuse_if_lost", fail)  # all rows are written, but not committed
    with pytest.raises(KeyboardInterrupt):
        lake.upsert({Cities: city(1), Organizations: organizations(organization(2))})
    assert (lake.read(Organizations).height, lake.read(Cities).height) == (1, 0)
