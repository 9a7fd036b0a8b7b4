"""Reads web pages: the main text without menus, teasers, comments and banners, and the page's metadata.

`furniture` clears the page, trafilatura finds the main text in what is left; here its element tree becomes blocks,
because its own text output normalizes Unicode and offers no control over lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orchestration.load.blocks import Block, block, headline_first, joined
from orchestration.load.cleaning import clean_text, count_words
from orchestration.load.furniture import is_furniture_line, join_sentences, remove_furniture, remove_unread
from orchestration.load.models import Page, Problem
from orchestration.load.page_metadata import read_metadata, read_visible_date

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

TOO_DEEP = Problem(
    "unreadable", "The page nests its elements too deeply to be read whole. Save its text as a .txt or .md file."
)
# Press pages have a few thousand elements; 200,000 take trafilatura two minutes.
MOST_ELEMENTS = 50_000
TOO_LARGE = Problem(
    "too_large", f"The page has more than {MOST_ELEMENTS:,} elements. Save the article's text as a .txt or .md file."
)
# Control characters, which lxml refuses in places; \t, \n and \r stay.
CONTROL = bytes([*range(9), 11, 12, *range(14, 32), 127])
PIECES = ("p", "item", "row", "cell", "head", "quote")  # two of these beside each other are never one word
CONTAINERS = ("quote", "body", "main")
# Favouring precision drops teasers; where it leaves less than this, the page has an unusual layout: look again.
FEWEST_WORDS = 60
# The same where it leaves a short text that is little of what the page shows, unless the second look finds little more.
SHORT, LEAST_SHARE, LEAST_GAIN = 2_500, 0.25, 1.5


def read_web_page(text: str) -> Page | Problem:
    """The page of an HTML document; its headline is the first line of the text, once."""
    tree = _parsed(text)
    if isinstance(tree, Problem):
        return tree
    remove_unread(tree)
    metadata = read_metadata(tree)
    remove_furniture(tree)
    metadata["published"] = metadata["published"] or read_visible_date(tree)
    join_sentences(tree)
    title, blocks = headline_first(metadata["title"], _main_blocks(tree, text))
    if not blocks or blocks == [Block("heading", title or "")]:
        return Page(text="")  # a headline alone is no article
    return Page(**{**metadata, "title": title}, text=clean_text(joined(blocks)))


def _parsed(text: str) -> HtmlElement | Problem:
    from lxml.html import HTMLParser, document_fromstring

    # Given as bytes, because lxml refuses text that declares an encoding. huge_tree allows 2,048 levels, not 256.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = document_fromstring(text.encode("utf-8", "ignore").translate(None, CONTROL), parser=parser)
    if any("depth" in entry.message for entry in parser.error_log):  # the rest of the page would be missing silently
        return TOO_DEEP
    return TOO_LARGE if tree.xpath("count(//*)") > MOST_ELEMENTS else tree


def _main_blocks(tree: HtmlElement, text: str) -> list[Block]:
    """The blocks of the article. Uses the tree up: a second look begins with the text again."""
    from trafilatura import bare_extraction

    for header in tree.xpath("//header[.//h1] | //article//header"):
        header.tag = "div"  # trafilatura would drop it, and with it the lead under the headline
    shown = len(" ".join(tree.text_content().split()))
    # fast: without the comparison with readability and justext, which costs a third of the time and gains nothing here.
    blocks = _found(bare_extraction(tree, fast=True, favor_precision=True, include_comments=False))
    size = _size(blocks)
    if sum(count_words(found.text) for found in blocks) >= FEWEST_WORDS and (
        size > SHORT or size > LEAST_SHARE * shown
    ):
        return blocks
    other = _found(bare_extraction(_parsed(text), include_comments=False))
    return other if _size(other) > LEAST_GAIN * size else blocks


def _found(document: object) -> list[Block]:
    body = getattr(document, "body", None)  # None when there is no main text
    blocks = [] if body is None else [found for found in _blocks(body) if not is_furniture_line(found.text)]
    while blocks and blocks[-1].kind == "heading":
        blocks.pop()
    return blocks


def _size(blocks: list[Block]) -> int:
    return sum(len(found.text) for found in blocks)


def _blocks(element: _Element) -> Iterator[Block]:
    for child in element:
        if child.tag in CONTAINERS and len(child):
            yield from block("paragraph", child.text or "")
            yield from _blocks(child)
        elif child.tag != "graphic":
            yield from _lines(child)
        yield from block("paragraph", child.tail or "")


def _lines(element: _Element) -> Iterator[Block]:
    if element.tag == "list":
        for item in element.iter("item"):
            yield from block("item", f"- {_inline_text(item)}")
    elif element.tag == "table":
        for row in element.iterchildren("row"):
            yield from block("item", " | ".join(filter(None, map(_inline_text, row.iterchildren("cell")))))
    else:
        yield from block("heading" if element.tag == "head" else "paragraph", _inline_text(element))


def _inline_text(element: _Element) -> str:
    """The text inside the element, with its line breaks. An item leaves out its nested lists: they have own lines."""
    parts = [(element.text or "").replace("\n", " ")]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag in PIECES:
            parts += [" ", _inline_text(child), " "]
        elif child.tag != "graphic" and not (child.tag == "list" and element.tag == "item"):
            parts.append(_inline_text(child))
        parts.append((child.tail or "").replace("\n", " "))
    return "".join(parts)
