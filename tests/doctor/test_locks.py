"""Who holds the writer's lock is told without touching it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.doctor.locks import lock_of
from orchestration.lake import writer_lock
from tests.support.places import REPOSITORY

pytestmark = pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells who holds a lock")
HOLD = """
import sys, pathlib, orchestration.lake as lake
with lake.writer_lock(pathlib.Path(sys.argv[1])):
    print(1, flush=True)
    input()
"""


def test_a_lock_is_free_before_and_after_it_is_held(tmp_path: Path) -> None:
    assert lock_of(tmp_path / "writer.lock").state == "free"
    with writer_lock(tmp_path):
        held = lock_of(tmp_path / "writer.lock")
        assert (held.state, held.pid) == ("held", os.getpid())
    assert lock_of(tmp_path / "writer.lock").state == "free"


def test_the_process_that_holds_it_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        held = lock_of(tmp_path / "writer.lock")
        process.communicate("\n", timeout=60)
    assert (held.state, held.pid) == ("held", process.pid)
    assert "orchestration.lake" in held.command
    assert held.since
    assert abs((datetime.now(UTC) - held.since).total_seconds()) < 600


def test_looking_keeps_nobody_from_writing(tmp_path: Path) -> None:
    (tmp_path / "writer.lock").touch()
    before = (tmp_path / "writer.lock").stat()
    for _ in range(3):
        lock_of(tmp_path / "writer.lock")
    assert (tmp_path / "writer.lock").stat() == before


def proc(folder: Path, locks: str) -> Path:
    """A /proc whose processes are not ours to see."""
    folder.mkdir()
    (folder / "locks").write_text(locks)
    return folder


def test_a_holder_of_another_container_is_a_holder(tmp_path: Path) -> None:
    (lock := tmp_path / "writer.lock").touch()
    line = f"1: FLOCK  ADVISORY  WRITE {{}} fe:00:{lock.stat().st_ino} 0 EOF\n"
    assert lock_of(lock, proc(tmp_path / "a", line.format(0))).state == "held"
    assert lock_of(lock, proc(tmp_path / "b", line.format(999_999_999))).state == "held"


def test_who_waits_and_who_locks_another_file_hold_nothing(tmp_path: Path) -> None:
    (lock := tmp_path / "writer.lock").touch()
    inode = lock.stat().st_ino
    locks = f"1: -> FLOCK  ADVISORY  WRITE 1 fe:00:{inode} 0 EOF\n2: POSIX  ADVISORY  WRITE 1 fe:00:{inode} 0 EOF\n"
    assert (
        lock_of(lock, proc(tmp_path / "a", f"{locks}3: FLOCK  ADVISORY  WRITE 1 fe:00:1{inode} 0 EOF\n")).state
        == "free"
    )
    assert lock_of(lock, tmp_path / "no proc").state == "unknown"
