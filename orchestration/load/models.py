"""The values that the step hands from function to function. No behaviour beyond small conversions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from orchestration.schemas.ids import stable_id


@dataclass(frozen=True)
class Rejection:
    """A file, or a part of one, that was not taken, with the reason."""

    source_uri: str
    reason: str
    message: str
    text: str | None = None

    def as_row(self) -> dict[str, str | None]:
        """The row of raw.rejected_articles."""
        return {
            "rejection_id": stable_id("rej", self.source_uri, self.reason),
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
    language: str | None
    word_count: int
    content_sha256: str
    text: str


@dataclass(frozen=True)
class LoadCounts:
    """How many files were found and what became of them: found = accepted + meta_files + rejected."""

    found: int
    accepted: int
    meta_files: int
    rejected: int


@dataclass(frozen=True)
class LoadResult:
    """The two tables of schema `raw` and the counts."""

    articles: pl.DataFrame
    rejected: pl.DataFrame
    counts: LoadCounts
