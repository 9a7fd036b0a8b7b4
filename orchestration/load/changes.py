"""Has anything below the raw folder changed? Looks at names, sizes and times only, so it is cheap on any corpus."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

FETCHED = "fetched"  # the folder that `feeds.store` writes


def scan_digest(raw_dir: Path) -> str:
    """Return a digest over path, size and modification time of all files below a folder that are not hidden.

    What feeds fetch is left out: the refresh that fetched it also reads it. Links to folders count by themselves and
    are not followed, so no loop hangs it. A file that vanishes while the folder is read counts as absent.
    """
    digest = hashlib.sha256()
    for path in sorted(_paths(raw_dir)):
        if status := _status(path):
            # Bytes, since a name need not be UTF-8. No path holds a zero byte, so no two folders give the same ones.
            name = os.fsencode(path.relative_to(raw_dir).as_posix())
            digest.update(name + b"\0%d\0%d\0" % (status.st_size, status.st_mtime_ns))
    return digest.hexdigest()


def _paths(raw_dir: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(raw_dir):
        is_root = Path(folder) == raw_dir
        subfolders[:] = [name for name in subfolders if not (name.startswith(".") or (is_root and name == FETCHED))]
        links = (name for name in subfolders if Path(folder, name).is_symlink())
        yield from (Path(folder, name) for name in (*names, *links) if not name.startswith("."))


def _status(path: Path) -> os.stat_result | None:
    """Return the state of the file, of a link that leads nowhere or round in circles, or None when it is gone."""
    for look in (path.stat, path.lstat):
        try:
            return look()
        except OSError:
            continue
    return None
