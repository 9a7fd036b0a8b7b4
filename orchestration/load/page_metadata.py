"""What a web page says about itself: title, author, publisher, address, language and publication date.

Title, author, publisher and address come from trafilatura (JSON-LD, OpenGraph, meta elements, microdata). Its date is
not used: it falls back on any date of the page, such as the year of a copyright line, and depends on today's date. What
htmldate finds without that fallback counts where the page's metadata is silent. Not here: datelines (`publication`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from orchestration.load.cleaning import fold, one_line
from orchestration.load.languages import language_code
from orchestration.load.models import PartialDate
from orchestration.load.publication import read_partial_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "dcterms.date",
    "pubdate",
    "publish_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
)
LANGUAGE_NAMES = ("content-language", "og:locale", "dc.language", "language")
# A date element counts only where the article itself stands: not in comments, teasers and the frame of the page.
ELSEWHERE = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::*[contains(@class|@id, 'comment')]"
TIMES = (
    f"//*[@itemprop='datePublished'][not({ELSEWHERE})]",
    f"(//article | //main)//time[@datetime][not({ELSEWHERE})]",
)

UTC, TIME_OF_DAY = re.compile(r"(?:Z|[+-]00:?00)$"), re.compile(r"\d[T ]\d\d:\d\d")
SITE_BEHIND = re.compile(r"(.+?) (?:[-–—|·•:]|::) ([^|]{2,60})")
# htmldate believes nothing later. Fixed, so that a page is read alike on every day.
LATEST = "2050-12-31"
NOBODY = ("unknown", "anonymous", "admin", "administrator", "author", "guest", "n/a", "none", "null", "undefined")


def read_metadata(tree: HtmlElement) -> dict[str, Any]:
    """The fields of `Page` other than its text."""
    from trafilatura.metadata import examine_meta, extract_author, extract_meta_json, extract_title, extract_url

    # The parts of its extract_metadata that count here: the rest (categories, tags, licence, date) takes as long again.
    found = examine_meta(tree)
    if found.author and " " not in found.author:
        found.author = None  # a user name
    with suppress(Exception):  # linked data has shapes that trafilatura fails on; the other elements may be sound
        found = extract_meta_json(tree, found)
    linked = list(_linked_data(tree))
    address = _address(found.url or extract_url(tree)) or _own_address(linked)
    publisher = _clean(_names(linked, "publisher") or (found.sitename or "").lstrip("@"))
    if publisher is None or _address(publisher):
        publisher = _host(publisher or address)
    return {
        "title": _without_site(_clean(found.title or extract_title(tree)), publisher),
        "publisher": publisher,
        "author": _author(found.author or _names(linked, "author", of="Person") or extract_author(tree)),
        "address": address,
        "published": _published([*(item.get("datePublished") for item in linked), *_meta_values(tree, DATE_NAMES)]),
        "language": _language(tree, linked),
    }


def read_visible_date(tree: HtmlElement) -> PartialDate | None:
    """The date that a reader sees on a page without furniture: in a time element, or where htmldate finds it."""
    from htmldate import find_date

    stated: list[object] = []
    for path in TIMES:
        stated += [element.get("datetime") or element.get("content") or element.text for element in tree.xpath(path)]
    if published := _published(stated):
        return published
    found = find_date(tree, extensive_search=False, original_date=True, max_date=LATEST)
    # The first of January is how htmldate gives a year alone, as that of a copyright line.
    return None if found is None or found.endswith("-01-01") else read_partial_date(found)


def _published(stated: Iterable[object]) -> PartialDate | None:
    """The first of the dates; where it is in UTC and another one in local time is a day off, the local one."""
    texts = [text for text in stated if isinstance(text, str)]
    dates = [(text, found) for text in texts if (found := read_partial_date(text))]
    if not dates:
        return None
    first_text, first = dates[0]
    if UTC.search(first_text):
        for text, found in dates[1:]:
            if TIME_OF_DAY.search(text) and not UTC.search(text) and abs((found.on - first.on).days) == 1:
                return found
    return first


def _language(tree: HtmlElement, linked: list[dict[str, Any]]) -> str | None:
    stated = [item.get("inLanguage") for item in linked]
    stated += [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")]
    stated += _meta_values(tree, LANGUAGE_NAMES)
    codes = (language_code(value) for value in stated if isinstance(value, str))
    return next(filter(None, codes), None)


def _meta_values(tree: HtmlElement, names: tuple[str, ...]) -> list[str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            found.setdefault((element.get(attribute) or "").lower(), element.get("content") or "")
    return [found[name] for name in names if name in found]


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD describes, in the order of the page."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            loaded = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue  # the page's own mistake; its other metadata may be sound
        roots = loaded if isinstance(loaded, list) else [loaded]
        for root in roots:
            graph = root.get("@graph", [root]) if isinstance(root, dict) else []
            for item in graph if isinstance(graph, list) else [graph]:
                if isinstance(item, dict) and _is_article(item.get("@type")):
                    yield item


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and one.endswith(("Article", "Posting", "Report")) for one in kinds)


def _names(linked: list[dict[str, Any]], key: str, of: str | None = None) -> str | None:
    """The names under the key of the first item that has any; with `of`, only those of things of that type."""
    for item in linked:
        value = item.get(key)
        things = [
            {"name": one} if isinstance(one, str) else one for one in (value if isinstance(value, list) else [value])
        ]
        found = [one.get("name") for one in things if isinstance(one, dict) and of in (None, one.get("@type"))]
        if names := [name for name in found if isinstance(name, str) and name.strip()]:
            return ", ".join(names)
    return None


def _own_address(linked: list[dict[str, Any]]) -> str | None:
    values = [item.get(key) for item in linked for key in ("mainEntityOfPage", "url")]
    values = [value.get("@id") if isinstance(value, dict) else value for value in values]
    return next(filter(None, (_address(value) for value in values if isinstance(value, str))), None)


def _author(text: str | None) -> str | None:
    author = _clean(text)
    return None if author is None or author.casefold() in NOBODY else author


def _host(address: str | None) -> str | None:
    return urlsplit(address).netloc.removeprefix("www.") if address else None


def _without_site(title: str | None, publisher: str | None) -> str | None:
    """The title without the name of the site, which many pages append behind a dash or a bar."""
    match = SITE_BEHIND.fullmatch(title or "")
    if match and publisher and fold(match[2]) in (fold(publisher), fold(publisher.partition(".")[0])):
        return match[1]
    return title


def _clean(text: str | None) -> str | None:
    return one_line(text or "") or None


def _address(text: str | None) -> str | None:
    return text if text and text.startswith(("http://", "https://")) else None
