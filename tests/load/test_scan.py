"""What counts as input on a disk, and that nothing there is changed or waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from orchestration.load.scan import scan


def problems(raw: Path) -> dict[str, str | None]:
    return {found.name: found.problem.reason if found.problem else None for found in scan(raw)}


def test_files_are_found_sorted_with_forward_slashes_and_read_lazily(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_bytes(b"two")
    (tmp_path / "a.txt").write_bytes(b"one")
    found = scan(tmp_path)
    assert [(file.name, file.size) for file in found] == [("a.txt", 3), ("b/two.txt", 3)]
    (tmp_path / "a.txt").write_bytes(b"new")
    assert found[0].read() == b"new"


def test_hidden_files_and_folders_are_no_input(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").touch()
    (tmp_path / ".DS_Store").touch()
    assert problems(tmp_path) == {}


def test_links(tmp_path: Path) -> None:
    outside, raw = tmp_path / "outside", tmp_path / "raw"
    (raw / "folder").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("x", encoding="utf-8")
    (raw / "folder" / "real.txt").write_text("x", encoding="utf-8")
    (raw / "in.txt").symlink_to(raw / "folder" / "real.txt")
    (raw / "out.txt").symlink_to(outside / "secret.txt")
    (raw / "gone.txt").symlink_to(raw / "nothing.txt")
    (raw / "loop.txt").symlink_to(raw / "loop.txt")
    (raw / "out").symlink_to(outside, target_is_directory=True)
    (raw / "again").symlink_to(raw / "folder", target_is_directory=True)
    (raw / "folder" / "round").symlink_to(raw, target_is_directory=True)
    assert problems(raw) == {
        "again": "linked_folder",
        "folder/real.txt": None,
        "folder/round": "linked_folder",
        "gone.txt": "broken_link",
        "in.txt": None,
        "loop.txt": "broken_link",
        "out": "outside",
        "out.txt": "outside",
    }


def test_a_raw_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").touch()
    (tmp_path / "raw").symlink_to(tmp_path / "real", target_is_directory=True)
    assert problems(tmp_path / "raw") == {"a.txt": None}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problems(tmp_path) == {"pipe.txt": "not_a_file"}


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder_is_one_rejection(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert problems(tmp_path) == {"closed": "no_permission"}
    finally:
        closed.chmod(0o700)


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname == "Darwin", reason="names are Unicode there")
def test_a_name_that_is_no_utf8_can_still_be_reported(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"x")
    (found,) = scan(tmp_path)
    assert (found.name, found.read()) == ("caf\\xe9.txt", b"x")


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="ECOSYSTEM_RAW_DIR"):
        scan(tmp_path / "nowhere")


def test_the_lists_of_people_are_no_articles_but_only_at_the_top(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    for name in ("feeds.yml", "corrections.yml", "press/corrections.yml", "press/feeds.yml"):
        (tmp_path / name).write_text("same: []", encoding="utf-8")
    assert [found.name for found in scan(tmp_path)] == ["press/corrections.yml", "press/feeds.yml"]
