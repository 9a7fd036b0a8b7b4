"""The digest of the raw folder changes when a file does, and nothing that lies there stops it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestration.load.changes import scan_digest


def test_the_digest_is_that_of_the_folder_wherever_it_lies(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "sub").mkdir(parents=True)
        (tmp_path / name / "sub" / "a.txt").write_bytes(b"x")
        os.utime(tmp_path / name / "sub" / "a.txt", ns=(1, 1))
    assert scan_digest(tmp_path / "one") == scan_digest(tmp_path / "two")


def test_each_change_gives_another_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    seen = [scan_digest(tmp_path)]
    path.write_bytes(b"x")
    seen.append(scan_digest(tmp_path))
    os.utime(path, ns=(1, 1))
    seen.append(scan_digest(tmp_path))
    path.write_bytes(b"xy")
    os.utime(path, ns=(1, 1))
    seen.append(scan_digest(tmp_path))
    path.rename(tmp_path / "b.txt")
    seen.append(scan_digest(tmp_path))
    assert len(set(seen)) == len(seen)


def test_hidden_files_and_folders_do_not_count(tmp_path: Path) -> None:
    before = scan_digest(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").touch()
    (tmp_path / ".a.txt.swp").touch()
    assert scan_digest(tmp_path) == before


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname == "Darwin", reason="names are Unicode there")
def test_a_name_that_is_no_utf8_counts(tmp_path: Path) -> None:
    before = scan_digest(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"x")
    assert scan_digest(tmp_path) != before


def test_a_file_that_vanishes_between_listing_and_looking_is_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = scan_digest(tmp_path)
    monkeypatch.setattr("orchestration.load.changes.os.walk", lambda root: [(root, [], ["gone.txt"])])
    assert scan_digest(tmp_path) == empty


def test_links_in_circles_and_to_nothing_end_and_count(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    seen = [scan_digest(tmp_path)]
    for name, target in (("loop.txt", "loop.txt"), ("gone.txt", "nothing.txt"), ("round", "..")):
        (folder / name).symlink_to(target)
        seen.append(scan_digest(tmp_path))
    assert len(set(seen)) == len(seen)
