"""What the last refresh already read: files whose bytes, meta file and reader are the same are not read again.

Here: looking at files and recalling their rows. Not here: reading them (`reading`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from typing import TypeVar

import polars as pl

from orchestration.load.described import DescribedFile
from orchestration.load.meta_files import Meta
from orchestration.load.models import Article, FileContents, FoundFile, Loaded, Problem, Rejection
from orchestration.load.scan import NO_PERMISSION
from orchestration.load.sizes import largest_by_name, too_large
from orchestration.load.versions import reader_version

LISTS_OF_FEEDS = ("feeds.yml", "feeds.yaml")
MISPLACED = Problem(
    "misplaced_feeds", "A list of feeds is called feeds.yml and lies in the raw folder itself: nothing of it is polled."
)
T = TypeVar("T", Article, Rejection)


@dataclass(frozen=True)
class Seen:
    """A file with what is known of it: `contents` is None for a file that is still to be read."""

    file: FoundFile
    meta: Meta | None
    content_sha256: str | None
    meta_sha256: str | None
    contents: FileContents | None
    is_known: bool = False  # from the last time

    @property
    def name(self) -> str:
        """Path of the file below the raw folder."""
        return self.file.name

    def as_row(self, contents: FileContents) -> dict[str, object]:
        """The row of raw.files; a reading that was broken off is not remembered, so that it is tried again."""
        return {
            "file_uri": self.name,
            "content_sha256": self.content_sha256 if contents.is_final else None,
            "meta_sha256": self.meta_sha256,
            "reader_version": reader_version(),
            "article_count": len(contents.articles),
            "rejected_count": len({(each.source_uri, each.reason) for each in contents.rejections}),
        }


def look_at(files: Sequence[DescribedFile], known: Loaded | None) -> list[Seen]:
    """Return for each file its hash, and its contents where they are known."""
    before = {} if known is None else _before(known)
    return [_look(each, before) for each in files]


Before = dict[tuple[object, ...], FileContents]


def _look(described: DescribedFile, before: Before) -> Seen:
    file, meta, meta_sha256 = described.file, described.meta, described.meta_sha256
    content = _content(file)
    if isinstance(content, Problem):
        refused = FileContents(file.name, rejections=(content.of(file.name),), is_final=False)
        return Seen(file, meta, None, meta_sha256, refused)
    sha256 = hashlib.sha256(content).hexdigest()
    contents = before.get((file.name, sha256, meta_sha256, reader_version()))
    return Seen(file, meta, sha256, meta_sha256, contents, is_known=contents is not None)


def _content(file: FoundFile) -> bytes | Problem:
    if file.problem:
        return file.problem
    if PurePosixPath(file.name).name in LISTS_OF_FEEDS:
        return MISPLACED
    most = largest_by_name(file.name)
    if file.size > most:
        return too_large(most)
    try:
        return file.read()
    except OSError:
        return NO_PERMISSION


def _before(known: Loaded) -> Before:
    """Return what each file had, by all that its reading depends on; only where all of its rows are still there."""
    articles, rejected = _by_file(known.articles, Article), _by_file(known.rejected, Rejection)
    found: Before = {}
    for row in known.files.to_dicts():
        name = row["file_uri"]
        contents = FileContents(name, tuple(articles[name]), tuple(rejected[name]))
        if (row["article_count"], row["rejected_count"]) == (len(contents.articles), len(contents.rejections)):
            found[name, row["content_sha256"], row["meta_sha256"], row["reader_version"]] = contents
    return found


def _by_file(rows: pl.DataFrame, kind: type[T]) -> defaultdict[str, list[T]]:
    """Return rows as values of a kind, whose fields are columns of theirs, by file."""
    names = [field.name for field in fields(kind)]
    found: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows.iter_rows(named=True):
        found[row["file_uri"]].append(kind(**{name: row[name] for name in names}))
    return found
