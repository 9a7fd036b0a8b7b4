"""A web of invented pages without a network, and the clock and the saved state of polls that read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from orchestration.feeds.entries import read_feed
from orchestration.feeds.listing import Feed
from orchestration.feeds.models import Conditions, Failure, Fetched
from orchestration.feeds.poll import poll
from orchestration.feeds.poll_result import PollResult
from orchestration.feeds.reading import Readers
from orchestration.feeds.sitemaps import read_sitemap
from orchestration.feeds.state import Changes, FetchRow, PollRow, State
from orchestration.feeds.store import Store

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
HOST = "https://quay.example.org"
UNCONDITIONAL = Conditions()
HERE = Readers(read_feed, read_sitemap)
"""Reads in this process, which takes no second for each feed."""


class Web:
    """Answers by address: bytes are a page with an ETag, a Failure is given as it is, a text is a redirect's target."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Failure | str] = {}
        self.asked: list[str] = []
        self.conditions: list[Conditions] = []
        self.accepted: list[tuple[Sequence[str], int | None]] = []
        self.now = START
        self.states_etags = True

    def clock(self) -> datetime:
        return self.now

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def fetch(
        self,
        address: str,
        conditions: Conditions = UNCONDITIONAL,
        *,
        accept: Sequence[str] = (),
        largest: int | None = None,
    ) -> Fetched | Failure:
        self.asked.append(address.removeprefix(HOST))
        self.conditions.append(conditions)
        self.accepted.append((accept, largest))
        self.now += timedelta(seconds=1)
        found = self.pages.get(address, Failure(address, "status_404", "Nothing is there."))
        final = address
        if isinstance(found, str):
            final, found = found, self.pages[found]
        if isinstance(found, Failure):
            return found
        etag = f'"{hashlib.sha256(found).hexdigest()[:8]}"'
        if conditions.etag == etag and self.states_etags:
            return Fetched(final, address, 304, (), b"", self.now, etag)
        headers = (("content-type", "text/html"), ("etag", etag))
        return Fetched(final, address, 200, headers, found, self.now, etag)

    def serve(self, path: str, content: bytes | str | Failure) -> str:
        self.pages[HOST + path] = content.encode() if isinstance(content, str) else content
        return HOST + path

    def redirect(self, path: str, target: str) -> None:
        self.pages[HOST + path] = HOST + target


class Poller:
    """Polls again and again, each time with the state that was saved."""

    def __init__(self, web: Web, raw: Path, *feeds: Feed) -> None:
        self.web, self.raw, self.feeds = web, raw, feeds
        self.saved: list[Changes] = []

    @property
    def state(self) -> State:
        """What a new process would begin with."""
        state = State()
        for changes in self.saved:
            state.apply(changes)
        return state

    def save(self, changes: Changes) -> None:
        self.saved.append(changes)

    def poll(self, client: Any = None, **options: Any) -> PollResult:
        web, store = self.web, Store(self.raw)
        return poll(self.feeds, self.state, client or web, store, web.clock, self.save, readers=HERE, **options)

    def asked(self) -> list[str]:
        """The paths that one more poll asks for."""
        before = len(self.web.asked)
        self.poll()
        return self.web.asked[before:]

    def fetch_row(self, path: str) -> FetchRow:
        return next(row for row in self.state.fetches.values() if row.address == HOST + path)

    def poll_row(self, path: str) -> PollRow:
        return next(row for row in self.state.polls.values() if row.address == HOST + path)

    def bodies(self) -> list[bytes]:
        """The stored bodies that count: those with a meta file beside them."""
        bodies = (path for path in self.raw.rglob("[!.]*.html") if path.with_name(f"{path.name}.meta.yml").exists())
        return sorted(path.read_bytes() for path in bodies)


def feed(path: str, **values: Any) -> Feed:
    return Feed.model_validate({"address": HOST + path, **values})


def rss(paths: Iterable[str]) -> str:
    """A feed that lists the paths, the first as the newest."""
    items = "".join(f"<item><title>About {path}</title><link>{path}</link></item>" for path in paths)
    return f"<rss version='2.0'><channel>{items}</channel></rss>"


def atom(*entries: tuple[str, str]) -> str:
    """A feed of paths with the moments of their last update."""
    items = "".join(f"<entry><link href='{path}'/><updated>{at}</updated></entry>" for path, at in entries)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{items}</feed>"


def article(name: str) -> str:
    return f"<html><h1>{name}</h1><p>The harbour of {name} opened a laboratory.</p></html>"
