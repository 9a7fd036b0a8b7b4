"""From the answer of a listed address to its entries: finds its kind, and follows a sitemap index to its sitemaps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from orchestration.feeds.entries import HOME_PAGE, MOST_ENTRIES, Entry, bounded, home_page, kind_of
from orchestration.feeds.listing import Feed
from orchestration.feeds.models import Failure, Fetched
from orchestration.feeds.reading import Readers, ReadSitemap
from orchestration.feeds.sitemaps import Child, Sitemap
from orchestration.load.models import Problem

MOST_SITEMAPS = 50
DEEPEST_INDEX = 2
Ask = Callable[[str], Fetched | Failure]

TOO_DEEP = Problem(
    "too_deep",
    f"A sitemap index more than {DEEPEST_INDEX} levels down is not read. List that index as a feed of its own.",
)
TOO_MANY_SITEMAPS = Problem(
    "too_many_sitemaps",
    f"Only the {MOST_SITEMAPS} newest of its sitemaps are read in one poll. Set `since`, or list those you need.",
)
TOO_MANY_ENTRIES = Problem(
    "too_many_entries",
    f"It lists more pages than are read in one poll; the first {MOST_ENTRIES:,} are. List its parts as feeds instead.",
)
NOTES = frozenset({HOME_PAGE, *(note.reason for note in (TOO_DEEP, TOO_MANY_SITEMAPS, TOO_MANY_ENTRIES))})
"""Problems that trying again does not mend: the feed counts as read."""


@dataclass(frozen=True)
class Gathered:
    """The kind and the entries. With a problem they are what could be read, and the rest is tried again."""

    kind: str
    entries: tuple[Entry, ...] = ()
    problem: Problem | None = None


def gather(feed: Feed, answer: Fetched, ask: Ask, readers: Readers, read_before: date | None = None) -> Gathered:
    """What the answer of the feed's address lists.

    Args:
        feed: the entry of feeds.yml.
        answer: what its address gave.
        ask: fetches a sitemap that an index names.
        readers: read feeds and sitemaps.
        read_before: the day on which all sitemaps of an index were read; those that did not change since are left out.
    """
    kind = feed.kind or kind_of(answer.body)
    if kind == "page":
        return Gathered(kind, problem=None if feed.kind else home_page(answer.body, answer.address))
    if kind == "feed":
        found = readers.feed(answer.body, answer.address)
        return Gathered(kind, (), found) if isinstance(found, Problem) else _within_limit(Gathered(kind, tuple(found)))
    start = readers.sitemap(answer.body)
    # A day's margin, because many sites state the day alone, in a time zone of their own.
    after = max(filter(None, (feed.since, read_before and read_before - timedelta(days=1))), default=None)
    if isinstance(start, Problem):
        return Gathered(kind, (), start)
    return _within_limit(_walked(start, lambda child: _read(child, ask, readers.sitemap), after))


def _walked(start: Sitemap, read: Callable[[Child], Sitemap | Problem], after: date | None) -> Gathered:
    entries: list[Entry] = [*start.entries]
    waiting = deque((child, 1) for child in _chosen(start.children, after))
    problem, asked = None, 0
    while waiting and len(entries) <= MOST_ENTRIES:
        child, depth = waiting.popleft()
        if asked == MOST_SITEMAPS:
            problem = problem or TOO_MANY_SITEMAPS
            break
        asked += 1
        found = read(child)
        if isinstance(found, Problem):
            problem = problem or found
            continue
        entries += found.entries
        if found.children and depth == DEEPEST_INDEX:
            problem = problem or TOO_DEEP
        else:
            waiting.extend((inner, depth + 1) for inner in _chosen(found.children, after))
    return Gathered("sitemap", tuple(entries), problem)


def _chosen(children: tuple[Child, ...], after: date | None) -> list[Child]:
    """Those that changed, or do not say; the newest first, and those that do not say last, in their order."""
    changed = [child for child in children if after is None or not child.updated or child.updated.date() >= after]
    return sorted(changed, key=lambda child: -child.updated.timestamp() if child.updated else 0.0)


def _read(child: Child, ask: Ask, read_sitemap: ReadSitemap) -> Sitemap | Problem:
    answer = ask(child.address)
    if isinstance(answer, Failure):
        return Problem(answer.reason, f"One of its sitemaps could not be fetched ({child.address}): {answer.message}")
    found = read_sitemap(answer.body)
    return replace(found, message=f"{child.address}: {found.message}") if isinstance(found, Problem) else found


def _within_limit(gathered: Gathered) -> Gathered:
    entries = tuple(bounded(gathered.entries))
    full = len(entries) == MOST_ENTRIES
    return replace(gathered, entries=entries, problem=gathered.problem or (TOO_MANY_ENTRIES if full else None))
