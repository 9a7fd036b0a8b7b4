"""What a poll makes of a feed's row: when it is due, how it fared, what the next request may leave out. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime

from orchestration.feeds.gathering import NOTES, Gathered
from orchestration.feeds.listing import Feed
from orchestration.feeds.models import Conditions, Failure, Fetched
from orchestration.feeds.queueing import next_try
from orchestration.feeds.state import PollRow
from orchestration.load.models import Problem
from orchestration.schemas.ids import SEPARATOR

EARLY = 20  # a poll may come a twentieth of its interval early: a daily run is never exactly a day after the last


def matched(feed: Feed, row: PollRow | None, *, forget: bool) -> PollRow:
    """The row of a listed feed, with what the listing says now; forgetting makes the next poll read the feed whole."""
    row = row or PollRow(feed.feed_id, feed.address)
    return replace(
        row,
        address=feed.address,
        publisher=feed.publisher,
        interval_minutes=int(feed.every.total_seconds() // 60),
        filter_hash=None if forget else row.filter_hash,
    )


def is_due(feed: Feed, row: PollRow, last_look: datetime | None, now: datetime) -> bool:
    """Whether the feed is polled now; `last_look` is when its address was asked for last."""
    if row.retry_at:
        return now >= row.retry_at
    return last_look is None or not last_look <= now < last_look + feed.every * (EARLY - 1) / EARLY


def conditions(feed: Feed, row: PollRow) -> Conditions:
    """The validators of what was read last; none when another filter would take other entries of it."""
    return Conditions(row.etag, row.last_modified) if row.filter_hash == _filter_hash(feed) else Conditions()


def read_before(feed: Feed, row: PollRow) -> date | None:
    """The day on which the feed was last read whole with this filter."""
    return row.last_success_at.date() if row.last_success_at and row.filter_hash == _filter_hash(feed) else None


def failed(row: PollRow, problem: Failure | Problem, now: datetime) -> PollRow:
    """The row after a failure. A feed is never given up: the last pause is repeated."""
    failures = row.failures + 1
    return replace(
        row,
        last_polled_at=now,
        status="failed",
        problem=problem.reason,
        message=problem.message,
        failures=failures,
        retry_at=next_try(failures, problem, now),
    )


def unchanged(row: PollRow, answer: Fetched) -> PollRow:
    """The row after the server said that nothing has changed; a note about what was read last still holds."""
    note = (row.problem, row.message) if row.problem in NOTES else (None, None)
    etag, last_modified = answer.etag or row.etag, answer.last_modified or row.last_modified
    return replace(_well(row, answer, *note), status="unchanged", etag=etag, last_modified=last_modified)


def read(feed: Feed, row: PollRow, found: Gathered, answer: Fetched, now: datetime) -> PollRow:
    """The row after the feed was read. Of one read in part no validators are kept, so that it is given whole again."""
    row = replace(row, kind=found.kind)
    if found.problem and found.problem.reason not in NOTES:
        return failed(row, found.problem, now)
    note = (found.problem.reason, found.problem.message) if found.problem else (None, None)
    return replace(
        _well(row, answer, *note),
        status="read",
        etag=answer.etag,
        last_modified=answer.last_modified,
        entry_count=1 if found.kind == "page" else len(found.entries),
        filter_hash=_filter_hash(feed),
    )


def _well(row: PollRow, answer: Fetched, problem: str | None, message: str | None) -> PollRow:
    row = replace(row, problem=problem, message=message, failures=0, retry_at=None)
    return replace(row, last_polled_at=answer.at, last_success_at=answer.at)


def _filter_hash(feed: Feed) -> str:
    """Changes with everything that decides which entries are taken."""
    parts = (*feed.filter.include, "", *feed.filter.exclude, str(feed.since), str(feed.kind))
    return hashlib.sha256(SEPARATOR.join(parts).encode()).hexdigest()[:16]
