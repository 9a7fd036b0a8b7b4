"""Putting a whole folder into the place of another one: readers see the old one or the new one, never a half.

Here: the replacement, and what a kill in the middle of it leaves. Not here: what is in the folder.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from orchestration.disk import flush

AT_CURRENT_FOLDER, EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def replace_folder(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill an empty folder beside the target, and put it into its place when that went well.

    Raises:
        Exception: whatever `write` raises; the target is as it was.
    """
    beside, old = target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")
    target.parent.mkdir(parents=True, exist_ok=True)
    _recover(target, old)
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    try:
        write(beside)
        for path in (*beside.iterdir(), beside):
            flush(path)
        _swap(beside, target, old)
        flush(target.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(beside: Path, target: Path, old: Path) -> None:
    if not target.exists():
        beside.rename(target)
    elif not _exchange(beside, target):  # a file system that can't: for an instant there is no target
        target.rename(old)
        beside.rename(target)
        shutil.rmtree(old)


def _recover(target: Path, old: Path) -> None:
    """Undo a swap that was killed between its renames."""
    if not target.exists() and old.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the file system has no such call."""
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    if call is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    return bool(call(AT_CURRENT_FOLDER, names[0], AT_CURRENT_FOLDER, names[1], EXCHANGE) == 0)
