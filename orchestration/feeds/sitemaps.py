"""Reads sitemaps and sitemap indexes (sitemaps.org, with the news extension), also compressed. Pure.

No entity is expanded, no DTD read, nothing loaded from anywhere. Hostile files can still keep libxml2 busy: `reading`
reads them in a process of its own. Which children are asked for decides `gathering`.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orchestration.feeds.entries import ENTITIES, MOST_ENTRIES, Entry, bounded, read_moment, short_title
from orchestration.load.models import Problem
from orchestration.load.sniffing import GZIP

LARGEST = 50 * 1024 * 1024  # the protocol's own limit, uncompressed
LONGEST_TEXT = 5_000
MOST_ELEMENTS = 10_000  # of one page: the protocol has pages with 1,000 pictures of six elements each

TOO_LARGE = Problem(
    "too_large", f"The sitemap has more than {LARGEST >> 20} MB unpacked, more than the protocol allows."
)
TRUNCATED = Problem("unreadable", "The compressed sitemap can't be unpacked. It is tried again.")
CROWDED = Problem(
    "unreadable",
    f"One page of the sitemap has more than {MOST_ELEMENTS:,} elements. List another sitemap or a feed of the site.",
)
NOT_A_SITEMAP = Problem("not_a_sitemap", "There is no sitemap at the address. List that of its sitemap or feed.")


@dataclass(frozen=True)
class Child:
    """A sitemap that an index names."""

    address: str
    updated: datetime | None = None


@dataclass(frozen=True)
class Sitemap:
    """What one sitemap file holds: pages, or for an index other sitemaps."""

    entries: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()


class _CrowdedError(Exception):
    """More elements in one page than are held."""


def read_sitemap(body: bytes) -> Sitemap | Problem:
    """The pages and sitemaps that a sitemap file names."""
    content = _unpacked(body)
    return content if isinstance(content, Problem) else _parsed(content)


def _unpacked(body: bytes) -> bytes | Problem:
    if not body.startswith(GZIP):
        return TOO_LARGE if len(body) > LARGEST else body
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        content = unpacking.decompress(body, LARGEST + 1)  # never more than this is held, however small the file is
    except zlib.error:
        return TRUNCATED
    if len(content) > LARGEST:
        return TOO_LARGE
    return content if unpacking.eof else TRUNCATED


def _parsed(content: bytes) -> Sitemap | Problem:
    from lxml import etree

    # Element by element: the tree of 50 MB would take ten times as much. recover: half a sitemap is better than none.
    events = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    try:
        _, root = next(events)
        if root.getroottree().docinfo.internalDTD is not None:
            return ENTITIES
        if _name(root) not in ("urlset", "sitemapindex"):
            return NOT_A_SITEMAP
        return _collected(_records(events, root))
    except _CrowdedError:
        return CROWDED
    except (etree.XMLSyntaxError, StopIteration):
        return NOT_A_SITEMAP


def _records(events: Any, root: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Each `url` and `sitemap` with the texts of its elements; what was read is let go.

    Raises:
        _CrowdedError: an element has too many others in it, all of which would be held in memory.
    """
    count = 0
    for event, element in events:
        count += 1
        if count > 2 * MOST_ELEMENTS:  # each begins and ends
            raise _CrowdedError
        if event == "end" and element.getparent() is root:
            count = 0
            yield _name(element), _texts(element)
            element.clear()
            while element.getprevious() is not None:
                del root[0]


def _texts(element: Any) -> dict[str, str]:
    """Texts of the element's own parts and those of its news; pictures and videos have titles and addresses too."""
    found: dict[str, str] = {}
    for part in (*element, *(inner for news in element if _name(news) == "news" for inner in news)):
        text = (part.text or "").strip()
        if text and len(text) <= LONGEST_TEXT:
            found.setdefault(_name(part), text)
    return found


def _collected(records: Iterator[tuple[str, dict[str, str]]]) -> Sitemap:
    entries: list[Entry] = []
    children: list[Child] = []

    def pages() -> Iterator[Entry]:
        for name, texts in records:
            updated = read_moment(texts.get("lastmod", ""))
            if name == "sitemap" and len(children) < MOST_ENTRIES:
                children.append(Child(texts.get("loc", ""), updated))
            elif name == "url":
                published = read_moment(texts.get("publication_date", ""))
                yield Entry(texts.get("loc", ""), short_title(texts.get("title")), published, updated)

    entries.extend(bounded(pages()))
    return Sitemap(tuple(entries), tuple(children))


def _name(element: Any) -> str:
    """The tag without its namespace: many sitemaps declare a wrong one, or none."""
    return str(element.tag).rpartition("}")[2]
