"""One record to the page of an article, or the reason why it is none. Knows no file format.

Only a text that is whole is an article: teasers, texts that a provider cut off and sentences in the place of a text
that is sold are refused, so that no fact is missing silently.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from orchestration.load.article import FEWEST_WORDS, SHOWN
from orchestration.load.blocks import Block, headline_first
from orchestration.load.cleaning import clean_text, count_words
from orchestration.load.containers import record_values as values
from orchestration.load.containers.record_fields import FieldNames, folded, listing, vocabulary
from orchestration.load.containers.record_markup import has_markup, read_markup
from orchestration.load.models import Page, Problem
from orchestration.load.plain_text import LONGEST_HEADLINE, read_plain_text

# newsapi.org ends a text after 200 characters with "… [+1234 chars]", GNews with "... [1234 chars]".
CUT = re.compile(r"\[\+?[\d,.]+ char(?:acter)?s\]\s*\Z")
# Longer texts with an ellipsis at the end are articles whose last quotation trails off.
LONGEST_TEASER = 400
ELLIPSIS = ("…", "...", "[…]", "[...]")

CUT_TEXT = Problem(
    "cut_text",
    "The export holds only the beginning of the text: its provider cut it off. "
    "Fetch the article itself from its address, or export with full texts.",
)
WITHHELD = Problem("cut_text", "In the place of the text stands that it is sold. Export with full texts.")
EMPTY_TEXT = Problem("no_text", "The field for the text is empty in this record. Export with full texts.")
TOO_SHORT = f"The record has fewer than {FEWEST_WORDS} words of text besides its headline. Export with full texts."
HOW_TO_FETCH = " To have the articles behind the addresses fetched, list these in raw/feeds.yml."
HOW_TO_NAME = "Name the field with the article's text in the meta file beside the export: `fields: {text: <name>}`."


def read_page(record: Mapping[str, Any], names: FieldNames) -> Page | Problem:
    """The page that the record describes."""
    fields = folded(record)
    title = _first(fields, names, "title", values.line)
    text = _text(fields, names, title)
    if text is None:
        return EMPTY_TEXT if names.any_in(list(record), "text") else no_text_field(list(record), names)
    if isinstance(text, Problem):
        return text
    title, body = _headline_and_body(title or text.title or read_plain_text(text.text).title, text.text)
    if not _is_text(body):
        return Problem("no_text", TOO_SHORT, text.text[:SHOWN] or None)
    link = _first(fields, names, "address", values.address) or text.address
    return Page(
        text="\n\n".join(filter(None, (title, body))),
        title=title,
        publisher=_publisher(fields, names) or text.publisher or values.host_of(link),
        author=_first(fields, names, "author", values.names) or text.author,
        address=link,
        licence=_first(fields, names, "licence", values.line),
        language=_first(fields, names, "language", values.language) or text.language,
        published=_first(fields, names, "published", values.published) or text.published,
    )


def no_text_field(columns: list[str], names: FieldNames) -> Problem:
    """The problem of a record or a table without a field that holds an article's text."""
    message = f"No field holds the text of an article. There are: {listing(columns)}. {HOW_TO_NAME}"
    return Problem("no_text_field", message + (HOW_TO_FETCH if names.any_in(columns, "address") else ""))


def _first(fields: Mapping[str, Any], names: FieldNames, field: str, reading: Any) -> Any:
    return next(filter(None, map(reading, names.values(fields, field))), None)


def _text(fields: Mapping[str, Any], names: FieldNames, title: str | None) -> Page | Problem | None:
    """The page of the first field with a whole text; otherwise what is wrong with the first that has any."""
    problems: list[Problem] = []
    for value in names.values(fields, "text"):
        if text := values.running_text(value):
            page = _checked(text, title)
            if isinstance(page, Page):
                return page
            problems.append(page)
    return problems[0] if problems else None


def _checked(text: str, title: str | None) -> Page | Problem:
    if not has_markup(text):
        text = html.unescape(text)  # also markup that a feed wrote as text: &lt;p&gt;
    page = read_markup(text, title) if has_markup(text) else Page(text=clean_text(text))
    if isinstance(page, Problem):
        return page
    if page.text.casefold().startswith(tuple(vocabulary()["withheld"])) and len(page.text) < LONGEST_TEASER:
        return WITHHELD
    if CUT.search(page.text) or (len(page.text) < LONGEST_TEASER and page.text.endswith(ELLIPSIS)):
        return CUT_TEXT
    return page if _is_text(page.text) else Problem("no_text", TOO_SHORT, page.text[:SHOWN] or None)


def _is_text(text: str) -> bool:
    """Whether it is long enough: another field may have the text, and a headline before it must not make up for it."""
    return count_words(text) >= FEWEST_WORDS and any(map(str.isalpha, text))


def _headline_and_body(title: str | None, text: str) -> tuple[str | None, str]:
    """The headline and the text without it; as in web pages, the heading of the text wins over a title with extras."""
    headline = title
    for _ in range(2):  # pages that print their title and have a heading begin with it twice
        first, _, rest = text.partition("\n")
        if headline is None or len(first) > LONGEST_HEADLINE:
            break
        found, blocks = headline_first(headline, [Block("heading", first)])
        if len(blocks) > 1:
            break
        headline, text = found, rest.lstrip("\n")
    return headline, text


def _publisher(fields: Mapping[str, Any], names: FieldNames) -> str | None:
    """A name before a domain, wherever the two stand."""
    stated = [name for value in names.values(fields, "publisher") if (name := values.names(value))]
    named = next((name for name in stated if values.host(name) is None), None)
    domains = [*stated, *names.values(fields, "publisher_domain")]
    return named or next(filter(None, map(values.host, domains)), None)
