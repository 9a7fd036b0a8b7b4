"""What a web page says about itself: title, author, publisher, address, language and publication date.

Title, author, publisher and address come from trafilatura (JSON-LD, OpenGraph, meta elements, microdata). Its date is
not used: it falls back on any date of the page, such as the year of a copyright line, and depends on today's date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from orchestration.load.cleaning import one_line
from orchestration.load.languages import language_code
from orchestration.load.models import PartialDate
from orchestration.load.publication import read_partial_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

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


def read_metadata(tree: HtmlElement) -> dict[str, Any]:
    """The fields of `Page` other than its text."""
    from trafilatura import extract_metadata

    found = extract_metadata(tree, extensive=False)
    linked = list(_linked_data(tree))
    return {
        "title": _clean(found.title),
        "publisher": _clean(_names(linked, "publisher") or found.sitename),
        "author": _clean(found.author or _names(linked, "author", of="Person")),
        "address": _address(found.url) or _own_address(linked),
        "published": _published(tree, linked),
        "language": _language(tree, linked),
    }


def _published(tree: HtmlElement, linked: list[dict[str, Any]]) -> PartialDate | None:
    stated = [item.get("datePublished") for item in linked]
    stated += _meta_values(tree, DATE_NAMES)
    for path in TIMES:
        stated += [element.get("datetime") or element.get("content") or element.text for element in tree.xpath(path)]
    dates = (read_partial_date(value) for value in stated if isinstance(value, str))
    return next(filter(None, dates), None)


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


def _clean(text: str | None) -> str | None:
    return one_line(text or "") or None


def _address(text: str | None) -> str | None:
    return text if text and text.startswith(("http://", "https://")) else None
