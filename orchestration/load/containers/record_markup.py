"""The text of a record's field that holds HTML: a whole page, or what stood inside the article element of one.

A whole page goes through the reader of web pages. A fragment is the article already: it may lose its teasers and
share menus there, but not half its words; then, and when it is short, only its tags are taken away.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from orchestration.load.cleaning import clean_text, count_words
from orchestration.load.models import Page, Problem
from orchestration.load.web_page import FEWEST_WORDS, read_web_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements by name, because "<3" and "<jane@example.org>" are text.
MARKUP = re.compile(
    r"</?(?:html|head|body|article|section|div|p|br|hr|span|a|b|i|u|em|strong|small|sup|sub|ul|ol|li|dl|dt|dd|h[1-6]"
    r"|table|tbody|tr|td|th|img|figure|figcaption|blockquote|pre|code|script|style|iframe)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
WHOLE_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
PARAGRAPHS = {"article", "section", "div", "p", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure"}
PARAGRAPHS |= {"ul", "ol", "dl", "dt", "dd", "table", "tr", "figcaption"}
UNSEEN = {"script", "style", "iframe", "noscript", "template", "svg", "form", "button", "head"}
SPACES = re.compile(r"\s+")
EMPTY_BULLET = re.compile(r"^- *\n+(?=\S)", re.MULTILINE)
LEAST_KEPT = 0.5


def has_markup(text: str) -> bool:
    """Whether the text is HTML rather than plain text."""
    return MARKUP.search(text) is not None


def read_markup(markup: str, title: str | None) -> Page | Problem:
    """The page of the HTML; `title` is the record's own."""
    if WHOLE_PAGE.match(markup):
        return read_web_page(markup)
    stripped = _without_tags(markup)
    words = count_words(stripped)
    if title is None or words < FEWEST_WORDS:
        return Page(text=stripped)
    found = _main_text(markup, title)
    return Page(text=found if count_words(found) >= LEAST_KEPT * words else stripped)


def _main_text(fragment: str, title: str) -> str:
    """The main text of the fragment, read as a page whose headline is the record's title."""
    headline = html.escape(title)
    head = f"<head><title>{headline}</title></head>"
    page = f"<html>{head}<body><article><h1>{headline}</h1>{fragment}</article></body></html>"
    try:
        read = read_web_page(page)
    except MemoryError:
        raise
    except Exception:  # trafilatura fails in ways of its own; the text without tags is there in any case
        return ""
    return "" if isinstance(read, Problem) else read.text


def _without_tags(markup: str) -> str:
    from lxml.etree import iterwalk
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = document_fromstring(f"<body>{markup}</body>".encode(), parser=parser)
    parts: list[str] = []
    for event, element in (walk := iterwalk(tree, events=("start", "end"))):
        if event == "start" and element.tag in UNSEEN:
            walk.skip_subtree()
        elif event == "start":
            parts += [_opening(element), SPACES.sub(" ", element.text or "")]
        else:
            parts += ["\n\n" if element.tag in PARAGRAPHS else "", SPACES.sub(" ", element.tail or "")]
    lines = "".join(parts).split("\n")
    return EMPTY_BULLET.sub("- ", clean_text("\n".join(line.strip() for line in lines)))


def _opening(element: HtmlElement) -> str:
    """What separates an element's text from the text before it."""
    if element.tag == "li":
        return "\n- "
    if element.tag in ("br", "td", "th"):
        return "\n" if element.tag == "br" else " "
    return "\n\n" if element.tag in PARAGRAPHS else ""
