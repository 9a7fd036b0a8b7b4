"""Finds the files below the raw folder. The only module of the step that looks at a disk.

Hidden files and folders (name begins with ".") are not input, nor are the list of feeds and the corrections. Links that
would lead out of the folder, and things that are no files, are found with a problem, so that they end as rejected rows.
Nothing is moved or changed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from orchestration.load.models import FoundFile, Problem

FEEDS = "feeds.yml"  # in the raw folder itself: tells where articles are fetched, and holds none
CORRECTIONS = "corrections.yml"  # there too: what people decided about names and values

OUTSIDE = Problem("outside", "The link leads out of the raw folder. Put a copy of the file here instead.")
LINKED_FOLDER = Problem("linked_folder", "Links to folders are not followed. Put the files themselves here.")
BROKEN_LINK = Problem("broken_link", "The link leads to nothing. Remove it, or put the file here.")
NOT_A_FILE = Problem("not_a_file", "This is a pipe, socket or device, not a file. Remove it from the raw folder.")
NO_PERMISSION = Problem("no_permission", "It can't be opened. Give the refresh read access to it, or put it back.")


def scan(raw_dir: Path) -> list[FoundFile]:
    """All files below `raw_dir`, sorted by path; those that cannot be input carry a problem.

    Raises:
        NotADirectoryError: there is no such folder; the message says what to do.
    """
    if not raw_dir.is_dir():
        raise NotADirectoryError(f"The raw folder {raw_dir} does not exist: create it, or set ECOSYSTEM_RAW_DIR.")
    return sorted(_walk(raw_dir.resolve()), key=lambda found: found.name)


def _walk(root: Path) -> Iterator[FoundFile]:
    denied: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=denied.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        here = Path(folder)
        for name in subfolders:
            if (here / name).is_symlink():
                inside = (here / name).resolve().is_relative_to(root)
                yield _with_problem(root, here / name, LINKED_FOLDER if inside else OUTSIDE)
        for name in names:
            if not name.startswith(".") and not (here == root and name in (FEEDS, CORRECTIONS)):
                yield _found(root, here / name)
    for error in denied:
        yield _with_problem(root, Path(error.filename), NO_PERMISSION)


def _found(root: Path, path: Path) -> FoundFile:
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            return _with_problem(root, path, OUTSIDE)
        status = path.stat()
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return _with_problem(root, path, BROKEN_LINK if path.is_symlink() else NO_PERMISSION)
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait forever
        return _with_problem(root, path, NOT_A_FILE)
    return FoundFile(name_below(root, path), status.st_size, path.read_bytes)


def _with_problem(root: Path, path: Path, problem: Problem) -> FoundFile:
    return FoundFile(name_below(root, path), 0, bytes, problem)


def name_below(root: Path, path: Path) -> str:
    """Return the path below the root as a table can hold it."""
    # File names may hold bytes that are not UTF-8; a table cannot, so those are written as \xNN.
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
