"""Blocks of a page (headings, paragraphs, list items) and how they become one text with the headline first.

Shared by the readers of Markdown and web pages. Not here: how a format is parsed.
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.load.cleaning import fold, one_line

# A headline stands at most behind a kicker, a byline and a lead.
HEADLINE_WITHIN = 5


@dataclass(frozen=True)
class Block:
    """A piece of text that stands on its own; `kind` is heading, paragraph or item (items follow without a gap)."""

    kind: str
    text: str


def headline_first(title: str | None, blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """The title, and the blocks with it as first block, once.

    The page's own heading wins over the title of its metadata, which may carry the name of the site.
    """
    if title is None:
        return None, blocks
    for index, block in enumerate(blocks[:HEADLINE_WITHIN]):
        if block.kind == "heading" and _same_headline(block.text, title):
            return block.text, [block, *blocks[:index], *blocks[index + 1 :]]
    if blocks and fold(blocks[0].text) == fold(title):
        return title, blocks
    return title, [Block("heading", title), *blocks]


def joined(blocks: list[Block]) -> str:
    """One text: a blank line between blocks, none between the items of a list."""
    lines: list[str] = []
    previous = None
    for block in blocks:
        if previous is not None:
            lines.append("\n" if block.kind == previous == "item" else "\n\n")
        lines.append(block.text)
        previous = block.kind
    return "".join(lines)


def block(kind: str, text: str) -> list[Block]:
    """A list of the block, or an empty list when the text is blank."""
    text = "\n".join(filter(None, map(one_line, text.split("\n"))))
    return [Block(kind, text)] if text else []


def _same_headline(heading: str, title: str) -> bool:
    short, long = sorted((fold(heading), fold(title)), key=len)
    return bool(short) and short in long and 2 * len(short) >= len(long)
