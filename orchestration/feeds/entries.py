"""What a feed lists: the addresses of its pages, with title and dates. The text that a feed carries is not used.

Here: telling feeds, sitemaps and pages apart, RSS and Atom (by feedparser), JSON Feed. Sitemaps are read in `sitemaps`.
Pure: bytes in, entries or a problem out.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from orchestration.feeds.identity import is_web_address, plain_address
from orchestration.load.cleaning import one_line
from orchestration.load.decoding import decode
from orchestration.load.models import Problem
from orchestration.load.sniffing import GZIP

MOST_ENTRIES = 50_000
HOME_PAGE = "home_page"
LARGEST_FEED = 10 * 1024 * 1024
LONGEST_ADDRESS, LONGEST_TITLE = 2_000, 500
EARLIEST_YEAR = 1990  # the web; what is stated before is 1970-01-01 or 0001-01-01 for "unknown"
ROOT_WITHIN, NAMED_WITHIN = 4_000, 200_000
PROLOGUE = re.compile(r"\A(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s[^<>\[]*(?:\[.*?\]\s*)?>)*", re.IGNORECASE | re.DOTALL)
ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
ROOTS = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "channel": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
JSON_FEED = re.compile(r'\A\s*\{[^{}\[\]]*"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org')
FEED_LINK = re.compile(r"<link\b[^>]{0,500}\btype=[\"']?application/(?:rss|atom)\+xml[^>]{0,500}>", re.IGNORECASE)
HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
ENTITY = re.compile("<!ENTITY", re.IGNORECASE)

ENTITIES = Problem(
    "unsafe_xml", "The file declares XML entities, which are not expanded. Ask the publisher to mend it."
)
FEED_TOO_LARGE = Problem(
    "too_large", f"The feed has more than {LARGEST_FEED >> 20} MB. List a smaller feed of the site."
)


@dataclass(frozen=True)
class Entry:
    """One listed page. Dates keep the time zone that they are stated in; those without one are in UTC."""

    address: str
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None


def kind_of(body: bytes) -> str:
    """`feed`, `sitemap`, or `page` for everything else, by content."""
    if body.startswith(GZIP):
        return "sitemap"  # the only one of the three that is stored compressed
    start = _text(body[:ROOT_WITHIN])
    if JSON_FEED.match(start):
        return "feed"
    root = ROOT.match(start, PROLOGUE.match(start).end())  # type: ignore[union-attr]  # it fits the empty text
    return ROOTS.get(root[1].lower(), "page") if root else "page"


def read_feed(body: bytes, address: str) -> list[Entry] | Problem:
    """The entries of the RSS, Atom or JSON feed that came from `address`, each page once, in the feed's order."""
    if len(body) > LARGEST_FEED:
        return FEED_TOO_LARGE
    text = _text(body)
    if text.lstrip().startswith("{"):
        return _json_entries(text, address)
    if kind_of(body) == "page" and "<html" in text[:ROOT_WITHIN].lower():
        return _not_a_feed(text, address)
    return ENTITIES if ENTITY.search(text) else _xml_entries(text, address)


def bounded(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries that are web addresses, each page once, at most MOST_ENTRIES."""
    seen: set[str] = set()
    for entry in entries:
        same = plain_address(entry.address)
        if len(entry.address) <= LONGEST_ADDRESS and same not in seen and is_web_address(entry.address):
            seen.add(same)
            yield entry
        if len(seen) == MOST_ENTRIES:
            return


def read_moment(text: str) -> datetime | None:
    """The moment of an ISO 8601 or RFC 822 date that is exact to the day; None for anything else."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return _sensible(found)
    return None


def short_title(text: object) -> str | None:
    """A title on one line, bounded; None for an empty one."""
    return (one_line(text[: 4 * LONGEST_TITLE])[:LONGEST_TITLE] or None) if isinstance(text, str) else None


def _sensible(moment: datetime) -> datetime | None:
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if EARLIEST_YEAR <= moment.year < 9999 else None


def _text(body: bytes) -> str:
    """Decoded as the loading does, but a wrong byte is no reason to refuse a whole feed."""
    text = decode(body)
    return body.decode("utf-8", "replace") if isinstance(text, Problem) else text


def _xml_entries(text: str, address: str) -> list[Entry] | Problem:
    import feedparser

    # A stream, because feedparser opens text that looks like an address or a path; UTF-8, whatever the file declares.
    headers = {"content-location": address, "content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(
            io.BytesIO(text.encode()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # a parser of untrusted files fails in ways of its own
        return Problem("unreadable", f"The feed could not be parsed ({type(error).__name__}). List another feed.")
    version = str(found.get("version") or "")  # the key is missing for no bytes at all
    if not version and not found.entries:
        return _not_a_feed(text, address)
    is_rss = version.startswith("rss")
    return list(bounded(_entry(item, address, is_rss) for item in found.entries))


def _entry(item: Any, address: str, is_rss: bool) -> Entry:
    title = unescape(TAG.sub("", str(item.get("title") or "")))
    link = str(item.get("link") or "").strip()
    published, updated = _moment(item, "published"), _moment(item, "updated")
    # The dc:date of RSS is called an update by feedparser; RSS 1.0 has no other date.
    return Entry(_joined(address, link), short_title(title), published or (updated if is_rss else None), updated)


def _moment(item: Any, key: str) -> datetime | None:
    """The parser's own reading is in UTC, where a day begins at another hour than in the publisher's city."""
    if not dict.__contains__(item, key):  # its `get` answers for `updated` with `published`
        return None
    exact = read_moment(str(item[key]))
    parsed = item.get(f"{key}_parsed")
    if exact or not parsed:
        return exact
    year, month, day, hour, minute, second = parsed[:6]
    return _sensible(datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC))


def _json_entries(text: str, address: str) -> list[Entry] | Problem:
    try:
        found = json.loads(text)
        items = [item for item in found["items"] if isinstance(item, dict)]
    except (ValueError, RecursionError, KeyError, TypeError):
        return _not_a_feed("", address)
    return list(bounded(_json_entry(item, address) for item in items))


def _json_entry(item: dict[str, Any], address: str) -> Entry:
    link = item.get("url") or item.get("external_url") or ""
    published, updated = (read_moment(str(item.get(key))) for key in ("date_published", "date_modified"))
    return Entry(_joined(address, str(link)), short_title(item.get("title")), published, updated)


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link) if link else ""
    except ValueError:
        return ""


def home_page(body: bytes, address: str) -> Problem | None:
    """What to list instead of a site's home page, whose text is teasers; None for pages, and where none is named."""
    if urlsplit(address).path.strip("/") or not (named := _named_feed(_text(body[:NAMED_WITHIN]), address)):
        return None
    message = f"This is the home page of a site, taken as an article. It names this feed: {named}. List that instead."
    return Problem(HOME_PAGE, f"{message} With kind: page this note goes.")


def _named_feed(text: str, address: str) -> str | None:
    links = (HREF.search(link) for link in FEED_LINK.findall(text[:NAMED_WITHIN]))
    return next((_joined(address, link[1]) for link in links if link), None)


def _not_a_feed(text: str, address: str) -> Problem:
    named = _named_feed(text, address)
    advice = f"The page names this feed: {named}. List it." if named else "List the address of its feed, or kind: page."
    return Problem("not_a_feed", f"There is no RSS, Atom or JSON feed at the address. {advice}")
