"""Bad files: one row of data_issues each, the rest of the refresh goes on, and every file stays as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.refreshes import warehouse_after, write_article
from tests.support.warehouses import one, query

REASONS = {
    "bad/empty.txt": "empty",
    "bad/picture.txt": "binary",
    "bad/old-encoding.txt": "encoding",
    "bad/described.meta.yml": "malformed_meta",
    "bad/sheet.xlsx": "unknown_type",
    "bad/gone.txt": "broken_link",
}
NEEDS_PERMISSIONS = "bad/secret.txt"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two good articles, and one file of every bad kind."""
    raw = tmp_path_factory.mktemp("bad input") / "raw"
    good, bad = write_article(raw / "a good place"), raw / "bad"
    write_article(bad, "described.txt", "Quay Institute told another story")
    (bad / "empty.txt").write_bytes(b"")
    (bad / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (bad / "old-encoding.txt").write_bytes(
        b"Harbour \x81\x8d\x8f\x90\x9d opened a \xff\xfe lab in the old town. \x81" * 9
    )
    (bad / "same-again.txt").write_bytes(good.read_bytes())
    (bad / "described.meta.yml").write_text("publisher: [unclosed\n", encoding="utf-8")
    (bad / "sheet.xlsx").write_bytes(b"a;b;c\n1;2;3\n")
    (bad / "gone.txt").symlink_to(bad / "nowhere.txt")
    if os.geteuid() != 0:  # root may read everything
        write_article(bad, Path(NEEDS_PERMISSIONS).name, "Never read").chmod(0)
    return raw


@pytest.fixture(scope="module")
def warehouse(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of that folder."""
    return warehouse_after(raw, tmp_path_factory.mktemp("bad") / "data")


def test_each_bad_file_is_one_issue_with_stage_reason_and_advice(warehouse: Path) -> None:
    rows = query(warehouse, "select source_uri, stage, reason, message from marts.data_issues where stage = 'load'")
    expected = REASONS | ({} if os.geteuid() == 0 else {NEEDS_PERMISSIONS: "no_permission"})
    assert {file: reason for file, _, reason, _ in rows} == expected
    assert len(rows) == len(expected)
    assert all(len(message) > 20 for *_, message in rows)


def test_an_unreadable_file_is_an_issue(warehouse: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    sql = f"select reason from marts.data_issues where source_uri = '{NEEDS_PERMISSIONS}'"
    assert query(warehouse, sql) == [("no_permission",)]


def test_good_articles_are_published_beside_bad_files(warehouse: Path) -> None:
    published = query(warehouse, "select source_uri from marts.dim_articles order by 1")
    assert published == [("a good place/harbour.txt",), ("bad/described.txt",)]
    assert one(warehouse, "select count(*) from marts.fct_evidence") > 0


def test_files_found_are_articles_and_meta_files_and_rejected(raw: Path, warehouse: Path) -> None:
    found = sum(1 for folder in ("a good place", "bad") for _ in (raw / folder).iterdir())
    rejected = one(warehouse, "select count(*) from marts.data_issues where stage = 'load'")
    same = one(warehouse, "select count(*) from marts.article_copies where kind = 'same_file'")
    assert found == one(warehouse, "select count(*) from marts.dim_articles") + same + rejected
    assert one(warehouse, "select rejected_file_count from marts.refreshes") == rejected


def test_a_file_that_lies_there_twice_is_a_copy(warehouse: Path) -> None:
    copies = query(warehouse, "select source_uri, kind from marts.article_copies order by 1")
    assert copies == [("bad/described.txt", "near_copy"), ("bad/same-again.txt", "same_file")]


def test_bad_files_stay_where_they_are(raw: Path, warehouse: Path) -> None:
    present = {path.relative_to(raw).as_posix() for path in raw.rglob("*")}
    assert set(REASONS) <= present
    assert (raw / "bad" / "empty.txt").read_bytes() == b""
    assert (raw / "bad" / "sheet.xlsx").read_bytes() == b"a;b;c\n1;2;3\n"
