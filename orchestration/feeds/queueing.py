"""The queue of articles: what an entry changes in it, which rows a poll takes up, when a failed one is tried again.

Pure: rows in, rows out. What is asked for and stored decides `poll`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from orchestration.feeds.entries import Entry
from orchestration.feeds.identity import fetch_id, plain_address
from orchestration.feeds.listing import Feed
from orchestration.feeds.models import Failure, usable_validator
from orchestration.feeds.pair_meta import PairMeta
from orchestration.feeds.state import FetchRow
from orchestration.feeds.store import StoredPair
from orchestration.load.models import Problem

BACKOFF = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
MOST_ATTEMPTS = 5
# What a failure says of the page alone; all others may befall every page of the host.
OF_THE_PAGE = ("robots", "refused_address", "too_large", "content_type", "redirects", "empty")


def is_wanted(feed: Feed, entry: Entry) -> bool:
    """Whether the feed takes the entry; one that states no date is not held to `since`."""
    stated = entry.published or entry.updated
    return _takes(feed, entry.address, entry.title, stated.date() if stated else None)


def listed(row: FetchRow | None, entry: Entry, feed: Feed, feeds: Mapping[str, Feed], now: datetime) -> FetchRow:
    """The row of an entry's address, after `feed` has listed it; `feeds` are all listed feeds by their ids."""
    updated = entry.updated and entry.updated.astimezone(UTC)
    published = entry.published and entry.published.date()
    if row is None:
        return FetchRow(
            fetch_id(entry.address), feed.feed_id, entry.address, now, None, entry.title, published, updated
        )
    owner = feeds.get(row.feed_id or "")
    if owner is None or not wants(owner, row):
        row = replace(row, feed_id=feed.feed_id)
    if row.source_uri is None:
        row = replace(row, title=entry.title or row.title, published_on=published or row.published_on)
    before = row.updated_at or row.fetched_at
    return row if updated is None or (before and updated <= before) else _updated(row, updated)


def _updated(row: FetchRow, at: datetime) -> FetchRow:
    if row.status not in ("fetched", "given_up"):
        return replace(row, updated_at=at)
    status = "outdated" if row.source_uri else "waiting"
    return replace(row, updated_at=at, status=status, attempts=0, problem=None, message=None, retry_at=None)


def taken_up(feed: Feed, rows: Iterable[FetchRow], now: datetime) -> list[FetchRow]:
    """The rows of the backlog that this poll fetches: new pages first, the newest of them first, updates after."""
    own = feed.feed_id  # hashed once, not for each row
    waiting = [row for row in rows if row.in_backlog and row.feed_id == own and wants(feed, row)]
    waiting.sort(key=lambda row: (row.status == "outdated", _newest_first(row)))
    return [replace(row, retry_at=now) for row in waiting[: feed.newest]]


def wants(feed: Feed, row: FetchRow) -> bool:
    """Whether the feed, as it is listed now, takes the row."""
    return _takes(feed, row.address, row.title, _stated(row))


def still_wanted(feeds: Mapping[str, Feed], rows: Iterable[FetchRow]) -> int:
    """How many rows are yet to be fetched, and still wanted by a feed that is listed now."""
    waiting = (row for row in rows if row.status in ("waiting", "outdated"))
    owned = ((feeds.get(row.feed_id or ""), row) for row in waiting)
    return sum(feed is not None and wants(feed, row) for feed, row in owned)


def due_now(feeds: Iterable[Feed], rows: Iterable[FetchRow], now: datetime) -> list[tuple[Feed, FetchRow]]:
    """What is to be asked for now: feed by feed as listed, the newest first."""
    by_id = {feed.feed_id: feed for feed in feeds}
    order = {feed_id: number for number, feed_id in enumerate(by_id)}
    due = [row for row in rows if row.retry_at and row.retry_at <= now and row.feed_id in by_id]
    due.sort(key=lambda row: (order[row.feed_id or ""], row.status == "outdated", _newest_first(row)))
    return [(by_id[row.feed_id or ""], row) for row in due if wants(by_id[row.feed_id or ""], row)]


def failed(row: FetchRow, failure: Failure, now: datetime) -> FetchRow:
    """The row after a failure: with the next try, or given up after MOST_ATTEMPTS."""
    attempts = row.attempts + 1
    given_up = attempts >= MOST_ATTEMPTS
    return replace(
        row,
        status="given_up" if given_up else "failed",
        attempts=attempts,
        problem=failure.reason,
        message=failure.message,
        retry_at=None if given_up else next_try(attempts, failure, now),
    )


def next_try(failures: int, failure: Failure | Problem, now: datetime) -> datetime:
    """When to try again after so many failures in a row, but not before the server allows it."""
    planned = now + BACKOFF[min(failures, len(BACKOFF)) - 1]
    allowed = failure.retry_at if isinstance(failure, Failure) else None
    return max(planned, allowed.astimezone(UTC)) if allowed else planned


def is_of_the_host(failure: Failure) -> bool:
    """Whether the host's other pages will probably fail alike: it is down, overloaded, or asks to wait."""
    of_the_page = failure.reason.startswith("status_4") and failure.reason != "status_429"
    return not (failure.is_elsewhere or of_the_page or failure.reason in OF_THE_PAGE)


def recorded(row: FetchRow | None, pair: StoredPair) -> FetchRow | None:
    """The row of a stored page that the state does not know; None when it knows a newer one."""
    meta = pair.meta
    if row and row.fetched_at and row.fetched_at >= meta.fetched:
        return None
    row = row or FetchRow(fetch_id(meta.asked), None, meta.asked, meta.fetched, None, meta.title, meta.published)
    return stored(row, meta, pair.sha256, pair.source_uri)


def stored(row: FetchRow, meta: PairMeta, sha256: str, source_uri: str) -> FetchRow:
    """The row of a page that lies on the disk."""
    return replace(
        unchanged(row, meta.fetched),
        final_address=meta.address,
        etag=usable_validator(meta.header("etag")),
        last_modified=usable_validator(meta.header("last-modified")),
        content_sha256=sha256,
        source_uri=source_uri,
    )


def unchanged(row: FetchRow, at: datetime) -> FetchRow:
    """The row after the server said that nothing has changed, or gave what is stored."""
    return replace(row, status="fetched", fetched_at=at, attempts=0, problem=None, message=None, retry_at=None)


def version(row: FetchRow) -> tuple[str | None, str]:
    """Content and place of a page: two listed addresses that lead to one page have the same."""
    return row.content_sha256, plain_address(row.final_address or row.address)


def _takes(feed: Feed, address: str, title: str | None, stated: date | None) -> bool:
    return feed.filter.takes(address, title) and (feed.since is None or stated is None or stated >= feed.since)


def _stated(row: FetchRow) -> date | None:
    return row.published_on or (row.updated_at.date() if row.updated_at else None)


def _newest_first(row: FetchRow) -> int:
    stated = _stated(row)
    return -stated.toordinal() if stated else 0
