"""Reads feeds and sitemaps in processes of their own, which may run out of time or memory without harm to the poll.

Feedparser is thorough, not fast: of what tries to be hard on it, 10 MB keep it busy for minutes. And 45 KB of a packed
sitemap can hold twelve million elements. A process takes a second to start, and only what has changed needs one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from orchestration.feeds.entries import Entry, read_feed
from orchestration.feeds.sitemaps import Sitemap, read_sitemap
from orchestration.load.models import Problem
from orchestration.processes.helpers import begin_as_helper, interrupts_ignored, limit_memory

SECONDS = 60.0  # 10 MB of ordinary entries take 15 on a busy core
MEMORY = 1024 * 1024 * 1024
ReadFeed = Callable[[bytes, str], "list[Entry] | Problem"]
ReadSitemap = Callable[[bytes], "Sitemap | Problem"]
Found = TypeVar("Found")

TOO_SLOW = Problem(
    "too_slow", f"Reading it takes more than {SECONDS:.0f} seconds. List a smaller feed or sitemap of the site."
)
DIED = Problem(
    "unreadable", "The process that read it ended before it was done. List another feed or sitemap of the site."
)


def read_feed_apart(body: bytes, address: str) -> list[Entry] | Problem:
    """What `entries.read_feed` gives, or a problem when it takes too long or too much memory."""
    return read_apart(read_feed, body, address)


def read_sitemap_apart(body: bytes) -> Sitemap | Problem:
    """What `sitemaps.read_sitemap` gives, or a problem when it takes too long or too much memory."""
    return read_apart(read_sitemap, body)


@dataclass(frozen=True)
class Readers:
    """How a poll reads what lists pages."""

    feed: ReadFeed
    sitemap: ReadSitemap


APART = Readers(read_feed_apart, read_sitemap_apart)


def read_apart(read: Callable[..., Found], *arguments: object, seconds: float = SECONDS) -> Found | Problem:
    """What `read` gives for the arguments, or a problem when it takes too long or too much memory."""
    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sending, read, arguments), daemon=True)
    with interrupts_ignored():
        process.start()
    sending.close()  # else the end of the process would not be seen
    try:
        return receiving.recv() if receiving.poll(seconds) else TOO_SLOW
    except EOFError:
        return DIED
    finally:
        receiving.close()
        process.kill()
        process.join()


def _send(sending: Connection, read: Callable[..., object], arguments: tuple[object, ...]) -> None:
    begin_as_helper()
    limit_memory(MEMORY)
    try:
        sending.send(read(*arguments))
    except MemoryError:  # nothing is sent, and the caller sees that this process has ended
        return
