"""What office programs write into a file's properties, and how far it is believed.

Titles there are often those of the template, or the file's name; authors are often names of accounts.
"""

from __future__ import annotations

import re
from dataclasses import replace

from orchestration.load.blocks import HEADLINE_WITHIN, Block, headline_first, joined
from orchestration.load.cleaning import fold, one_line
from orchestration.load.plain_text import read_plain_text

PROGRAM = re.compile(r"(?i)^(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation|adobe \w+) ?- ?")
NO_TITLE = re.compile(
    r"(?i)(?:(?:untitled|unbenannt|sans titre|document|title|slide|folie|layout|press ?release|blank)[\s_-]*\d*"
    r"|.*\.(?:docx?|docm|dotx?|indd|pdf|pptx?|qxd|pages|odt|rtf|xlsx?|pub|ai|tmp|txt|html?|tex|dvi)(?: \(\d+\))?"
    r"|\S*)"
)
ACCOUNT = re.compile(
    r"(?i)(?:(?:ms |microsoft )?(?:office )?(?:user|admin(?:istrator)?)|unknown|anonymous|author|owner|default|guest"
    r"|python-docx|un-?named|.*@.*|.*\\.*|.{0,2})\d*"
)


def stated_title(text: str | None) -> str | None:
    """The title, unless it is the name of a file or that of nothing."""
    title = PROGRAM.sub("", one_line(text or ""))
    return None if NO_TITLE.fullmatch(title) else title


def stated_author(text: str | None) -> str | None:
    """The author, unless it is the name of an account: one word in small letters, or one that every program knows."""
    author = one_line(text or "")
    return None if ACCOUNT.fullmatch(author) or re.fullmatch(r"[a-z0-9._-]+", author) else author


def with_headline(title: str | None, blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """The title and the blocks with it first.

    The order of trust: a stated title that the text begins with, the first heading, the stated title, a first line
    that looks like a headline.
    """
    merged = _merged(title, blocks)
    if title and any(_is(title, one) for one in merged[:HEADLINE_WITHIN]):
        return headline_first(title, merged)
    heading = next((one.text for one in blocks[:HEADLINE_WITHIN] if one.kind == "heading"), None)
    first_line = read_plain_text(joined(blocks)).title
    return headline_first(heading or title or first_line, blocks)


def _is(title: str, one: Block) -> bool:
    return one.kind == "heading" and headline_first(title, [one])[0] == one.text


def _merged(title: str | None, blocks: list[Block]) -> list[Block]:
    """The blocks with those as one heading which together are the title, as when a layout broke it over lines."""
    wanted = fold(title or "")
    for start in range(min(HEADLINE_WITHIN, len(blocks)) if wanted else 0):
        for end in range(start + 1, min(start + 4, len(blocks)) + 1):
            text = " ".join(one.text for one in blocks[start:end])
            if fold(text) == wanted:
                return [*blocks[:start], replace(blocks[start], kind="heading", text=text), *blocks[end:]]
    return blocks
