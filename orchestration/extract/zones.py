"""Zones of a text: which lines are headings, paragraphs, bullets, table rows, and which belong to something else.

Here: splitting a text into blocks with their offsets. Not here: cleaning of files (`load`), sentences (`document`).
Teasers of other articles, menus, comments and footers become furniture: they state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.extract import vocabulary

HEADING_LENGTH = 110
BULLET = re.compile(r"\s*(?:[•*+\-–·▪‣◦]|\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])[.)])\s+")
MARKUP = str.maketrans(dict.fromkeys("*_#>`\t\r\xa0\u200b", " "))  # one blank for one code point: offsets hold
WRAPPED_AT = 55  # a line at least this long that ends in no full stop goes on in the next line


@dataclass(frozen=True)
class Block:
    """A run of lines that belong together; `text` is as long as the span, with markup blanked."""

    start: int
    end: int
    kind: str  # heading, paragraph, bullet, row, furniture
    text: str
    lead: str = ""  # of a bullet or row: the line that introduces its list

    @property
    def states_facts(self) -> bool:
        """False for text that belongs to another article or to the page."""
        return self.kind != "furniture"


def split_blocks(text: str) -> list[Block]:
    """Split a text into blocks, in order."""
    blocks: list[Block] = []
    closed = False
    lead = ""
    for start, end, raw in _joined_lines(text):
        clean = raw.translate(MARKUP)
        kind = _kind(raw, clean)
        if not blocks and kind == "paragraph" and len(clean) <= HEADING_LENGTH and clean.rstrip()[-1:] != ".":
            kind = "heading"
        if kind == "furniture" and _closes(clean):
            closed = True
        elif closed and kind == "paragraph" and len(clean) > 400:
            closed = False  # a long paragraph after "Share" shows that the article goes on
        kind = "furniture" if closed else kind
        blocks.append(Block(start, end, kind, clean, lead if kind in ("bullet", "row") else ""))
        is_header = kind == "row" and (len(blocks) < 2 or blocks[-2].kind != "row")
        if is_header or kind not in ("bullet", "row"):
            lead = clean.strip()
    return blocks


def _joined_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, text) of lines, with hard-wrapped lines put together."""
    start = 0
    pending: tuple[int, int] | None = None
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        bare = line.strip()
        if pending and bare and _continues(text[pending[0] : pending[1]], bare):
            pending = (pending[0], end)
        else:
            if pending:
                yield pending[0], pending[1], text[pending[0] : pending[1]].replace("\n", " ")
            pending = (start, end) if bare else None
        start += len(line)
    if pending:
        yield pending[0], pending[1], text[pending[0] : pending[1]].replace("\n", " ")


def _continues(before: str, line: str) -> bool:
    last_line = before[before.rfind("\n") + 1 :].rstrip()
    if len(last_line) < WRAPPED_AT or BULLET.match(line) or line[0] in "#|>" or " | " in line or " | " in last_line:
        return False
    return last_line[-1] not in '.!?:”"' or line[0].islower()


def _kind(raw: str, clean: str) -> str:
    bare = raw.strip()
    lowered = clean.strip().lower()
    if not any(c.isalnum() for c in bare) or _is_furniture(lowered):
        return "furniture"
    if bare.startswith("|") or bare.count(" | ") >= 1 or "\t" in bare:
        return "row"
    if bare.startswith("#"):
        return "heading"
    if BULLET.match(raw) and not re.match(r"\s*\*\S", raw):
        return "bullet"
    if len(bare) <= HEADING_LENGTH and bare[-1] not in ".!?:;,”\"’')" and len(bare.split()) <= 16:
        return "heading"
    return "paragraph"


def _is_furniture(lowered: str) -> bool:
    voc = vocabulary.load("zones")
    if lowered.startswith((*voc["teaser_starts"], *voc["furniture_starts"])):
        return True
    if len(lowered) < 120 and any(part in lowered for part in voc["furniture_inside"]):
        return True
    return _closes(lowered)


def _closes(clean: str) -> bool:
    return clean.strip().lower().rstrip(":( 0123456789)") in vocabulary.load("zones")["closers"]
