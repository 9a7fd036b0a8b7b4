"""Who holds a lock file, without touching it: to try the lock, even for a moment, would make a refresh fail.

Linux lists the locks of all processes in /proc/locks. Elsewhere the answer is `unknown`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from orchestration.doctor.machine import Lock

PROC = Path("/proc")


def lock_of(path: Path, proc: Path = PROC) -> Lock:
    """Return who holds the lock of a file."""
    if not path.exists():
        return Lock("free")
    try:
        listed = (proc / "locks").read_text()
        inode = path.stat().st_ino
    except OSError:
        return Lock("unknown")
    for pid in _holders(listed, inode):
        if pid is None or not _is_visible(pid, proc):
            return Lock("held")
        if _has_open(pid, path, proc):
            return Lock("held", pid, _command(pid, proc), _started(pid, proc))
    return Lock("free")


def _holders(listed: str, inode: int) -> Iterator[int | None]:
    """Yield the processes that hold a lock on a file of that number; None for one of another container."""
    for line in listed.splitlines():
        # 1: FLOCK  ADVISORY  WRITE 4711 fe:00:1234567 0 EOF, and "1: -> FLOCK ..." for one that waits
        parts = line.split()
        if len(parts) > 5 and parts[1] == "FLOCK" and parts[5].rpartition(":")[2] == str(inode):
            yield int(parts[4]) if int(parts[4]) > 0 else None


def _is_visible(pid: int, proc: Path) -> bool:
    return os.access(proc / str(pid) / "fd", os.R_OK)


def _has_open(pid: int, path: Path, proc: Path) -> bool:
    """Return whether a process has this very file open: files of other disks may have the same number."""
    wanted = path.stat()
    for entry in _entries(proc / str(pid) / "fd"):
        try:
            found = entry.stat()
        except OSError:  # closed meanwhile
            continue
        if (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # the process ended meanwhile
        return []


def _command(pid: int, proc: Path) -> str:
    try:
        words = (proc / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return "its command can't be seen"
    return " ".join([Path(words[0]).name, *words[1:]]).strip()[:80]


def _started(pid: int, proc: Path) -> datetime | None:
    """Return when a process started: the 22nd field of its status counts ticks from the start of the machine."""
    try:
        ticks = int((proc / str(pid) / "stat").read_text().rpartition(")")[2].split()[19])
        boot = next(line for line in (proc / "stat").read_text().splitlines() if line.startswith("btime "))
    except (OSError, ValueError, IndexError, StopIteration):
        return None
    return datetime.fromtimestamp(int(boot.split()[1]) + ticks / os.sysconf("SC_CLK_TCK"), UTC)
