"""Stores what was fetched, untouched, below `raw/fetched/<host>/<date>/`, with a meta file beside it.

Written so that a kill at any moment leaves the whole pair or nothing that counts as one: hidden files first, then the
meta file is renamed, then the body, whose visible name is the sign that the pair is complete. Never overwrites.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orchestration.disk import flush
from orchestration.feeds.file_names import file_name, folder_name
from orchestration.feeds.models import Fetched
from orchestration.feeds.pair_meta import PairMeta, read_pair_meta, write_pair_meta
from orchestration.load.changes import FETCHED
from orchestration.load.meta_files import LARGEST as LARGEST_META
from orchestration.load.models import Problem
from orchestration.load.scan import name_below

META = ".meta.yml"
PART = ".part"
NAME_DIGITS = (8, 16, 64)  # eight tell apart the files of one name, host and day; more only when they do not


@dataclass(frozen=True)
class StoredPair:
    """A body and what its meta file says of it, as found on the disk."""

    source_uri: str
    sha256: str
    meta: PairMeta


class StoreError(Exception):
    """The folder of fetched files can't be written, so a poll can do nothing more."""

    def __init__(self, where: str, error: OSError) -> None:
        message = (
            f"{where} can't be written ({error.strerror}). Give the refresh write access to the folder {FETCHED} of "
            "the raw folder, or make room on the disk. No page is fetched until then."
        )
        super().__init__(message)
        self.problem = Problem("not_writable", message)


class Store:
    """The folder of fetched files below the raw folder. One process at a time writes to it."""

    def __init__(self, raw: Path) -> None:
        self._raw, self._root = raw, raw / FETCHED

    def put(self, answer: Fetched, meta: PairMeta) -> str:
        """Write the pair, and return the path of the body below the raw folder. Twice the same is written once.

        Raises:
            StoreError: the disk is full, or the folder can't be written.
        """
        folder = self._root / folder_name(answer.address) / answer.at.date().isoformat()
        with self._writing():
            path = self._free(folder, answer)
            if not path.exists():
                _write_pair(path, write_pair_meta(meta), answer.body)
        return self._uri(path)

    def clean(self) -> int:
        """Remove what a killed process left: hidden parts, and our meta files without a body. Return their number.

        Raises:
            StoreError: the folder can't be written.
        """
        left = [path for path in self._root.rglob(f".*{PART}") if _is(path, stat.S_ISREG)]
        left += [path for path in self._root.rglob(f"*{META}") if not _status(_body(path)) and _pair_meta(path)]
        with self._writing():
            for path in left:
                path.unlink()
        return len(left)

    def pairs(self, since: date | None, known: frozenset[str]) -> Iterator[StoredPair]:
        """The pairs of that day and later, all without one, in the order of their days, except those that are known."""
        for folder in sorted(self._root.glob("*/*"), key=lambda folder: folder.name):
            if _is(folder, stat.S_ISDIR) and (since is None or folder.name >= since.isoformat()):
                yield from self._pairs_in(folder, known)

    def _pairs_in(self, folder: Path, known: frozenset[str]) -> Iterator[StoredPair]:
        for path in sorted(folder.glob(f"[!.]*{META}")):
            uri = self._uri(_body(path))
            meta = _pair_meta(path) if uri not in known else None
            sha256 = _sha256(_body(path)) if meta else None
            if meta and sha256:
                yield StoredPair(uri, sha256, meta)

    def _uri(self, path: Path) -> str:
        return name_below(self._raw, path)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            path = Path(error.filename) if isinstance(error.filename, str | Path) else self._root
            where = path if path.is_relative_to(self._root) else self._root
            raise StoreError(self._uri(where), error) from error

    @staticmethod
    def _free(folder: Path, answer: Fetched) -> Path:
        content_type = dict(answer.headers).get("content-type", "")
        paths = [folder / file_name(answer.address, answer.body, content_type, digits) for digits in NAME_DIGITS]
        same = hashlib.sha256(answer.body).hexdigest()
        return next((path for path in paths if not path.exists() or _sha256(path) == same), paths[-1])


def _body(described: Path) -> Path:
    return described.with_name(described.name.removesuffix(META))


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}{PART}")


def _pair_meta(path: Path) -> PairMeta | None:
    """What our meta file says; None for anything else that people or accidents left under such a name."""
    status = _status(path)
    if not status or not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_META:  # a pipe would wait for ever
        return None
    try:
        return read_pair_meta(path.read_bytes())
    except OSError:
        return None


def _sha256(path: Path) -> str | None:
    """The hash of a body; None for what is no file, or may not be read."""
    if not _is(path, stat.S_ISREG):
        return None
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    status = _status(path)
    return status is not None and kind(status.st_mode)


def _status(path: Path) -> os.stat_result | None:
    """The state of a file; None when it is not there, or lies where this process may not look."""
    try:
        return path.stat()
    except OSError:
        return None


def _write_pair(path: Path, meta: bytes, body: bytes) -> None:
    _make_folder(path.parent)
    described = path.with_name(path.name + META)
    for target, content in ((described, meta), (path, body)):
        _write(_part(target), content)
    for target in (described, path):
        _part(target).replace(target)
        flush(path.parent)


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True)
        for parent in list(folder.parents)[:3]:  # the host's, `fetched` and the raw folder: each may have a new member
            flush(parent)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    flush(path)
