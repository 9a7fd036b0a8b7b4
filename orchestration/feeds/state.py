"""The state of polling in memory: the rows of `feeds.polls` and `feeds.fetches`. Knows no clock, disk or network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import polars as pl

from orchestration.schemas.feeds import Fetches, Polls


@dataclass(frozen=True)
class PollRow:
    """A row of feeds.polls; the schema says what the columns mean."""

    feed_id: str
    address: str
    kind: str | None = None
    publisher: str | None = None
    filter_hash: str | None = None
    interval_minutes: int = 0
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    status: str = "new"
    problem: str | None = None
    message: str | None = None
    failures: int = 0
    retry_at: datetime | None = None
    entry_count: int | None = None


@dataclass(frozen=True)
class FetchRow:
    """A row of feeds.fetches; the schema says what the columns mean."""

    fetch_id: str
    feed_id: str | None
    address: str
    first_listed_at: datetime
    final_address: str | None = None
    title: str | None = None
    published_on: date | None = None
    updated_at: datetime | None = None
    fetched_at: datetime | None = None
    status: str = "waiting"
    etag: str | None = None
    last_modified: str | None = None
    content_sha256: str | None = None
    source_uri: str | None = None
    attempts: int = 0
    problem: str | None = None
    message: str | None = None
    retry_at: datetime | None = None

    @property
    def in_backlog(self) -> bool:
        """Whether it is to be fetched, but no poll has taken it up yet."""
        return self.retry_at is None and self.status in ("waiting", "outdated")


@dataclass(frozen=True)
class Changes:
    """What is to be saved at once: new or changed rows, and the ids of feeds that are no longer listed."""

    polls: tuple[PollRow, ...] = ()
    fetches: tuple[FetchRow, ...] = ()
    gone: tuple[str, ...] = ()


class State:
    """All rows by their ids."""

    def __init__(self, polls: Iterable[PollRow] = (), fetches: Iterable[FetchRow] = ()) -> None:
        """Begin with these rows."""
        self.polls = {row.feed_id: row for row in polls}
        self.fetches = {row.fetch_id: row for row in fetches}

    @classmethod
    def of(cls, polls: pl.DataFrame, fetches: pl.DataFrame) -> State:
        """The state that two tables of the lake hold."""
        return cls(
            (PollRow(**row) for row in polls.iter_rows(named=True)),
            (FetchRow(**row) for row in fetches.iter_rows(named=True)),
        )

    def apply(self, changes: Changes) -> None:
        """Take over what has changed."""
        self.polls.update((row.feed_id, row) for row in changes.polls)
        self.fetches.update((row.fetch_id, row) for row in changes.fetches)
        for feed_id in changes.gone:
            self.polls.pop(feed_id, None)


def poll_frame(rows: Iterable[PollRow]) -> pl.DataFrame:
    """The rows as a table of schema `Polls`."""
    return Polls.validate(_frame([asdict(row) for row in rows], Polls.create_empty().schema), cast=True)


def fetch_frame(rows: Iterable[FetchRow]) -> pl.DataFrame:
    """The rows as a table of schema `Fetches`."""
    return Fetches.validate(_frame([asdict(row) for row in rows], Fetches.create_empty().schema), cast=True)


def _frame(rows: Sequence[dict[str, object]], schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")
