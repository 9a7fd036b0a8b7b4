"""Polls the listed feeds: asks those that are due, queues what they list, fetches what the queue holds, stores it.

The queue is in the state and is saved before anything of it is fetched; each fetched page is stored, then recorded. So
a process may be killed at any moment: the next one goes on where it was. One address at a time: pauses for politeness
are almost all of the time, and a poll has hours for its work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from orchestration.feeds import poll_rows, queueing
from orchestration.feeds.entries import Entry
from orchestration.feeds.file_names import suffix
from orchestration.feeds.gathering import gather
from orchestration.feeds.hosts import Hosts
from orchestration.feeds.identity import fetch_id
from orchestration.feeds.listing import Feed
from orchestration.feeds.models import NOT_ASKED, RESTING, Conditions, Failure, Fetched
from orchestration.feeds.pair_meta import PairMeta, headers_text
from orchestration.feeds.poll_result import PollResult
from orchestration.feeds.reading import APART, Readers
from orchestration.feeds.sitemaps import LARGEST as LARGEST_LISTING
from orchestration.feeds.state import Changes, FetchRow, PollRow, State
from orchestration.feeds.store import Store, StoreError
from orchestration.load.sizes import LARGEST_WITH_PICTURES as LARGEST_ARTICLE

ANY_TYPE = ("*/*",)
ARTICLE_TYPES = ("text/*", "application/*", "message/*", "multipart/*")  # pictures, sound and films hold no article
UNCONDITIONAL = Conditions()


class Fetcher(Protocol):
    """What fetches; `client.Client` does."""

    def fetch(
        self,
        address: str,
        conditions: Conditions = ...,
        *,
        accept: Sequence[str] = ...,
        largest: int | None = ...,
    ) -> Fetched | Failure:
        """What is at the address, or why it was not taken."""


def poll(
    feeds: Sequence[Feed],
    state: State,
    client: Fetcher,
    store: Store,
    clock: Callable[[], datetime],
    save: Callable[[Changes], None],
    go_on: Callable[[], bool] = lambda: True,
    readers: Readers = APART,
) -> PollResult:
    """Poll every feed that is due, and fetch what is due of the queue.

    Args:
        feeds: what feeds.yml lists now; feeds of the state that are not among them lose their row.
        state: what was saved; kept up to date.
        client: fetches; its failures are values.
        store: where bodies go; when it can't be written the poll stops, and everything before that is saved.
        clock: the time in UTC.
        save: called after every answer with what has changed; when it returns, the changes must outlast a kill.
        go_on: asked before every request; what is left when it says no waits for the next call.
        readers: read feeds and sitemaps; by default in processes of their own.
    """
    run = _Run(feeds, state, client, store, clock, save, readers, go_on)
    stopped_by = None
    try:
        run.go(feeds)
    except StoreError as error:
        stopped_by = error.problem
    run.postpone()
    return replace(run.result(), stopped_by=stopped_by)


class _Run:
    """One call of `poll`."""

    def __init__(
        self,
        feeds: Sequence[Feed],
        state: State,
        client: Fetcher,
        store: Store,
        clock: Callable[[], datetime],
        save: Callable[[Changes], None],
        readers: Readers,
        go_on: Callable[[], bool],
    ) -> None:
        self._feeds = {feed.feed_id: feed for feed in feeds}
        self._state, self._client, self._store, self._clock, self._save = state, client, store, clock, save
        self._readers, self._go_on, self._hosts = readers, go_on, Hosts()
        self._postponed: list[FetchRow] = []
        self._counts = PollResult()
        self._versions: dict[object, str] = {}

    def go(self, feeds: Sequence[Feed]) -> None:
        """Do all that is due, until the time is up.

        Raises:
            StoreError: a body could not be written.
        """
        self.find_again()
        self.match_listing()
        for feed in feeds:
            if self.is_due(feed) and self._go_on():
                self.poll_feed(feed)
        for feed, row in queueing.due_now(feeds, self._state.fetches.values(), self._clock()):
            if not self._go_on():
                break
            self.fetch(feed, row)

    def find_again(self) -> None:
        """Record what was stored but not saved, because a process was killed between the two, or the lake is lost."""
        self._store.clean()
        rows = self._state.fetches
        last = max((row.fetched_at for row in rows.values() if row.fetched_at), default=None)
        known = frozenset(row.source_uri for row in rows.values() if row.source_uri)
        found: dict[str, FetchRow] = {}
        for pair in self._store.pairs(last.date() if last else None, known):
            same = fetch_id(pair.meta.asked)
            if row := queueing.recorded(found.get(same) or rows.get(same), pair):
                found[same] = row
        self._record(fetches=found.values())
        self._versions = {queueing.version(row): row.source_uri for row in rows.values() if row.source_uri}
        self._count(pages_found_again=len(found))

    def match_listing(self) -> None:
        """Give each listed feed a row, and take away those of feeds that are not listed any more."""
        before = self._state.polls
        gone = [feed_id for feed_id in before if feed_id not in self._feeds]
        # The others are read whole once: they may list pages that waited under a feed that is gone.
        rows = [poll_rows.matched(feed, before.get(key), forget=bool(gone)) for key, feed in self._feeds.items()]
        self._record(polls=[row for row in rows if row != before.get(row.feed_id)], gone=gone)

    def is_due(self, feed: Feed) -> bool:
        """Whether the feed is polled now."""
        row, page = self._state.polls[feed.feed_id], self._state.fetches.get(fetch_id(feed.address))
        looks = [row.last_polled_at, page.fetched_at if page and page.source_uri else None]
        now = self._clock()
        is_due = poll_rows.is_due(feed, row, max(filter(None, looks), default=None), now)
        return is_due and not self._hosts.resting_until(feed.address, now)

    def poll_feed(self, feed: Feed) -> None:
        """Ask for one feed, and queue what it lists; or store it, when it is a page itself."""
        row = self._state.polls[feed.feed_id]
        answer = self._ask(feed.address, poll_rows.conditions(feed, row), ANY_TYPE, LARGEST_LISTING)
        if isinstance(answer, Failure):
            row, fetches = poll_rows.failed(row, answer, self._clock()), []
        elif answer.status == 304:
            row, fetches = poll_rows.unchanged(row, answer), self._unchanged(feed, row, answer)
        else:
            row, fetches = self._read(feed, row, answer)
        self._count(feeds_polled=1, feeds_failed=int(row.status == "failed"))
        self._record(polls=[row], fetches=fetches)

    def _unchanged(self, feed: Feed, row: PollRow, answer: Fetched) -> list[FetchRow]:
        page = self._state.fetches.get(fetch_id(feed.address)) if row.kind == "page" else None
        if page is None:
            return self._taken_up(feed, {})
        self._count(pages_unchanged=1)
        return [queueing.unchanged(page, answer.at)]

    def _read(self, feed: Feed, row: PollRow, answer: Fetched) -> tuple[PollRow, list[FetchRow]]:
        found = gather(feed, answer, self._ask_sitemap, self._readers, poll_rows.read_before(feed, row))
        if found.kind == "page":
            before, page = self._page_read(feed, answer)
            changed, is_new = {page.fetch_id: page}, before != page.content_sha256
        else:
            changed = self._queued(feed, found.entries, answer.at)
            is_new = any(key not in self._state.fetches for key in changed)
            changed.update((taken.fetch_id, taken) for taken in self._taken_up(feed, changed))
        row = poll_rows.read(feed, row, found, answer, self._clock())
        return replace(row, last_new_at=answer.at if is_new else row.last_new_at), list(changed.values())

    def _queued(self, feed: Feed, entries: Iterable[Entry], at: datetime) -> dict[str, FetchRow]:
        changed = {}
        for entry in entries:
            if queueing.is_wanted(feed, entry):
                row = self._state.fetches.get(fetch_id(entry.address))
                after = queueing.listed(row, entry, feed, self._feeds, at)
                if after != row:
                    changed[after.fetch_id] = after
        return changed

    def _taken_up(self, feed: Feed, changed: dict[str, FetchRow]) -> list[FetchRow]:
        return queueing.taken_up(feed, {**self._state.fetches, **changed}.values(), self._clock())

    def _page_read(self, feed: Feed, answer: Fetched) -> tuple[str | None, FetchRow]:
        key = fetch_id(feed.address)
        page = self._state.fetches.get(key) or FetchRow(key, feed.feed_id, feed.address, answer.at)
        return page.content_sha256, self._kept(feed, page, answer)

    def fetch(self, feed: Feed, row: FetchRow) -> None:
        """Ask for one listed page, store it and record what became of it."""
        if until := self._hosts.resting_until(row.address, self._clock()):
            self._postponed.append(replace(row, retry_at=until))
            return
        conditions = Conditions(row.etag, row.last_modified) if row.source_uri else UNCONDITIONAL
        answer = self._ask(row.address, conditions, ARTICLE_TYPES, LARGEST_ARTICLE)
        if isinstance(answer, Failure) and answer.reason in NOT_ASKED and answer.retry_at:
            self._postponed.append(replace(row, retry_at=answer.retry_at))
            return
        if isinstance(answer, Failure):
            self._count(pages_failed=1)
            row = queueing.failed(row, answer, self._clock())
        elif answer.status == 304:
            self._count(pages_unchanged=1)
            row = queueing.unchanged(row, answer.at)
        else:
            row = self._kept(feed, row, answer)
        self._record(fetches=[row])

    def _kept(self, feed: Feed, row: FetchRow, answer: Fetched) -> FetchRow:
        meta = _meta(feed, row, answer)
        after = queueing.stored(row, meta, hashlib.sha256(answer.body).hexdigest(), "")
        source_uri = self._versions.get(queueing.version(after))
        if source_uri is None:
            source_uri = self._store.put(answer, meta)
            self._versions[queueing.version(after)] = source_uri
            self._count(pages_stored=1)
        else:
            self._count(pages_unchanged=1)
        return replace(after, source_uri=source_uri)

    def postpone(self) -> None:
        """Record what was not asked for because its host rests; that is no failed attempt."""
        self._record(fetches=self._postponed)

    def result(self) -> PollResult:
        """What was done."""
        waiting = queueing.still_wanted(self._feeds, self._state.fetches.values())
        return replace(self._counts, pages_waiting=waiting)

    def _ask_sitemap(self, address: str) -> Fetched | Failure:
        if until := self._hosts.resting_until(address, self._clock()):
            return Failure(address, RESTING, "Its host does not answer, or asks to wait. It is tried again.", until)
        if not self._go_on():
            return Failure(address, RESTING, "The time for polling was over before. It is tried again.")
        return self._ask(address, UNCONDITIONAL, ANY_TYPE, LARGEST_LISTING)

    def _ask(self, address: str, conditions: Conditions, accept: Sequence[str], largest: int) -> Fetched | Failure:
        answer = self._client.fetch(address, conditions, accept=accept, largest=largest)
        if isinstance(answer, Fetched) and answer.status != 304 and not answer.body.strip():
            answer = Failure(address, "empty", "The server answered with an empty page. It is tried again.")
        self._hosts.answered(address, answer, self._clock())
        return answer

    def _record(
        self, polls: Iterable[PollRow] = (), fetches: Iterable[FetchRow] = (), gone: Iterable[str] = ()
    ) -> None:
        changes = Changes(tuple(polls), tuple(fetches), tuple(gone))
        if changes != Changes():
            self._save(changes)
            self._state.apply(changes)

    def _count(self, **more: int) -> None:
        self._counts = replace(self._counts, **{name: getattr(self._counts, name) + n for name, n in more.items()})


def _meta(feed: Feed, row: FetchRow, answer: Fetched) -> PairMeta:
    """A web page knows its own title, mostly without what feeds cut off or add; of other files the feed's is better."""
    ending = suffix(answer.body, dict(answer.headers).get("content-type", ""))
    return PairMeta(
        asked=row.address,
        address=answer.address,
        fetched=answer.at,
        headers=headers_text(row.address, answer),
        publisher=feed.publisher,
        licence=feed.licence,
        title=None if ending == ".html" else row.title,
        published=row.published_on,
    )
