"""The values that the step hands from function to function. No behaviour beyond small conversions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime

import polars as pl

from orchestration.schemas.ids import stable_id


@dataclass(frozen=True)
class Rejection:
    """A file, or a part of one, that was not taken, with the reason."""

    source_uri: str
    reason: str
    message: str
    text: str | None = None

    def as_row(self, file_uri: str) -> dict[str, object]:
        """The row of raw.rejected_articles."""
        return {
            "rejection_id": stable_id("rej", self.source_uri, self.reason),
            "file_uri": file_uri,
            "source_uri": self.source_uri,
            "reason": self.reason,
            "message": self.message,
            "text": self.text,
        }


@dataclass(frozen=True)
class Problem:
    """Why a content cannot be read; becomes a Rejection once the file's name is known."""

    reason: str
    message: str
    text: str | None = None

    def of(self, name: str) -> Rejection:
        """The rejection of the file called `name`."""
        return Rejection(name, self.reason, self.message, self.text)


@dataclass(frozen=True)
class FoundFile:
    """A file below the raw folder: its path with forward slashes, its size, and how to get its bytes."""

    name: str
    size: int
    read: Callable[[], bytes]
    problem: Problem | None = None


@dataclass(frozen=True)
class PartialDate:
    """A day, month or year; `on` is the first day of the period."""

    on: date
    precision: str


@dataclass(frozen=True)
class Page:
    """What one format's reader finds in a file: the text in blocks and what the page says about itself."""

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    licence: str | None = None
    language: str | None = None
    published: PartialDate | None = None


@dataclass(frozen=True)
class Document:
    """What one article is read from: a whole file, a member of an archive, or a record of an export.

    `uri` is the path of the file below the raw folder, for a member `export.zip!/inner/a.html`, for a record
    `export.jsonl#3` (counted from 1). The hash of `content` is the article's identity. `page` is there when the content
    was already read, as that of records is; `address` and `fetched_at` when an archive of the web states them.
    """

    uri: str
    content: bytes
    page: Page | None = None
    address: str | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True)
class Article:
    """One article; everything of raw.articles that its bytes, its path and its meta file decide."""

    article_id: str
    source_uri: str
    title: str | None
    publisher: str | None
    author: str | None
    address: str | None
    licence: str | None
    published_on: date | None
    published_on_precision: str | None
    published_on_basis: str | None
    fetched_at: datetime | None
    language: str
    language_basis: str
    word_count: int
    content_sha256: str
    text: str


@dataclass(frozen=True)
class FileContents:
    """What was read from one file: its articles (an archive has many), and what of it could not be read."""

    name: str
    articles: tuple[Article, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    is_final: bool = True  # False: reading was broken off, which another try may not be


@dataclass(frozen=True)
class ArticleCopy:
    """A file that repeats an article: nothing is read from it, and it is counted.

    `kind` is same_file, same_text, near_copy or older_version; `similarity` is the share of their sequences of words
    that both texts have.
    """

    source_uri: str
    article_id: str
    canonical_article_id: str
    kind: str
    similarity: float

    def as_row(self) -> dict[str, object]:
        """The row of raw.article_copies."""
        return {"copy_id": stable_id("copy", self.source_uri, self.article_id), **asdict(self)}


@dataclass(frozen=True)
class LoadCounts:
    """How many files were found and what became of them: found = accepted + meta_files + rejected.

    A file is accepted when at least one article or copy came of it.
    """

    found: int
    accepted: int
    meta_files: int
    rejected: int
    unchanged: int
    """Accepted or rejected files that were not read again."""


@dataclass(frozen=True)
class Loaded:
    """The tables of schema `raw`."""

    articles: pl.DataFrame
    copies: pl.DataFrame
    files: pl.DataFrame
    rejected: pl.DataFrame


@dataclass(frozen=True)
class LoadResult(Loaded):
    """The tables of schema `raw`, and the counts."""

    counts: LoadCounts
