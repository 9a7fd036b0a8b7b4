"""Reads Markdown: YAML front matter as metadata, markup removed, one block per paragraph, heading or list item.

Images and HTML comments carry no text of the article and are dropped; the text of links stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.load.blocks import Block, block, headline_first, joined
from orchestration.load.cleaning import clean_text
from orchestration.load.front_matter import read_front_matter
from orchestration.load.models import Page
from orchestration.load.plain_text import read_plain_text

if TYPE_CHECKING:
    from markdown_it.token import Token

# Unclosed brackets make the parser quadratic: 200,000 of them take 20 seconds. No press article has such a paragraph.
LONGEST_PARAGRAPH = 50_000
MARKUP = re.compile(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^<>]*>")


def read_markdown(text: str) -> Page:
    """The page of a Markdown file; the first heading is the title and stays the first line."""
    from markdown_it import MarkdownIt  # 50 ms

    # The parser joins lines at \n only; clean_text would also remove trailing spaces, which are hard line breaks.
    front, body = read_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    if max(map(len, body.split("\n\n"))) > LONGEST_PARAGRAPH:
        return read_plain_text(body)
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    blocks = _BlockReader().read(parser.parse(body))
    title = front.title or _first_heading(blocks)
    title, blocks = headline_first(title, blocks)
    return Page(
        text=clean_text(joined(blocks)),
        title=title,
        publisher=front.publisher,
        author=front.author,
        address=front.address,
        licence=front.licence,
        language=front.language,
        published=front.published,
    )


def _first_heading(blocks: list[Block]) -> str | None:
    return next((found.text for found in blocks if found.kind == "heading"), None)


class _BlockReader:
    """Goes through the parser's tokens once; each method is named after the token that it reads."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.is_ordered: list[bool] = []  # one entry per open list
        self.marker = ""  # of a list item whose text is still to come
        self.kind = "paragraph"
        self.row: list[str] | None = None

    def read(self, tokens: list[Token]) -> list[Block]:
        for token in tokens:
            reader = getattr(self, token.type, None)
            if reader is not None:
                reader(token)
        return self.blocks

    def bullet_list_open(self, _token: Token) -> None:
        self.is_ordered.append(False)

    def ordered_list_open(self, _token: Token) -> None:
        self.is_ordered.append(True)

    def bullet_list_close(self, _token: Token) -> None:
        self.is_ordered.pop()

    ordered_list_close = bullet_list_close

    def list_item_open(self, token: Token) -> None:
        self.marker = f"{token.info}{token.markup} " if self.is_ordered[-1] else "- "

    def list_item_close(self, _token: Token) -> None:
        self.marker = ""

    def heading_open(self, _token: Token) -> None:
        self.kind = "heading"

    def heading_close(self, _token: Token) -> None:
        self.kind = "paragraph"

    def tr_open(self, _token: Token) -> None:
        self.row = []

    def tr_close(self, _token: Token) -> None:
        self.blocks += block("item", " | ".join(filter(None, self.row or [])))
        self.row = None

    def inline(self, token: Token) -> None:
        text = _inline_text(token)
        if self.row is not None:
            self.row.append(text)
            return
        self.blocks += block("item" if self.marker else self.kind, self.marker + text)
        self.marker = ""

    def fence(self, token: Token) -> None:
        self.blocks += block("paragraph", token.content)

    code_block = fence

    def html_block(self, token: Token) -> None:
        self.blocks += block("paragraph", MARKUP.sub(" ", token.content))


def _inline_text(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline" | "text_special":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline" if child.content.lower().startswith("<br"):
                parts.append("\n")
    return "".join(parts)
