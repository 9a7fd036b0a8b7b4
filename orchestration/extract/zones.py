"""Zones of a text: which lines are headings, paragraphs, bullets, table rows, and which belong to something else.

Here: splitting a text into blocks with their offsets. Not here: cleaning of files (`load`), sentences (`student`).
Teasers of other articles, menus, comments, footers and the label of a column become furniture: they state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from orchestration.language.vocabularies import vocabulary

WORDS = vocabulary("zones")
HEADING_LENGTH = 110
SHORT_LINE = 120  # a longer line that speaks of cookies or terms of use is a sentence of an article
SENTENCE_LENGTH = 60  # a line at least this long that ends a sentence is running text, no caption or headline
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*$")
BULLET = re.compile(r"\s*(?:[•*+\-–·▪‣◦]|\(?(?:[ivx]{1,4}|\d{1,2}|[a-z])[.)])\s+")
MARKUP = str.maketrans(dict.fromkeys("*_#>`\t\r\xa0\u200b", " "))  # one blank for one code point: offsets hold
FURNITURE_INSIDE = re.compile("|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in WORDS["furniture_inside"]))
LABEL = re.compile(r"[\s#*]*\[[^\[\]|]{2,40}\](?=\s+\S)")  # of a column: "[Exclusive] ...", "[Busan Tech] ..."
WRAPPED_AT = 55  # a line at least this long that ends in no full stop goes on in the next line


@dataclass(frozen=True)
class Block:
    """A run of lines that belong together; `text` is as long as the span, with markup blanked."""

    start: int
    end: int
    kind: str  # heading, paragraph, bullet, row, furniture
    text: str

    @property
    def states_facts(self) -> bool:
        """False for text that belongs to another article or to the page."""
        return self.kind != "furniture"


def split_blocks(text: str) -> list[Block]:
    """Split a text into blocks, in order."""
    lines: list[Block] = []
    for start, end, raw in _joined_lines(text):
        clean = raw.translate(MARKUP)
        kind = _kind(raw, clean)
        if not lines and kind == "paragraph" and len(clean) <= HEADING_LENGTH and clean.rstrip()[-1:] != ".":
            kind = "heading"
        if not lines and kind != "furniture" and (label := LABEL.match(clean)):
            lines.append(Block(start, start + label.end(), "furniture", clean[: label.end()]))
            start, clean = start + label.end(), clean[label.end() :]
        lines.append(Block(start, end, kind, clean))
    return _without_appendix(lines)


def _without_appendix(lines: list[Block]) -> list[Block]:
    """Make furniture of what follows the article: comments, boxes of teasers, what stands below share buttons.

    A bar of buttons under the headline ends nothing. Below the beginning of the body, comments end the article, and
    any other closing line does so where no running text follows; a box of teasers ends with the next running text.
    """
    first = next((k for k, line in enumerate(lines) if _is_text(line)), len(lines))
    end = next((k for k, line in enumerate(lines) if k > first and _begins_comments(lines, k)), len(lines))
    last = max((k for k, line in enumerate(lines[:end]) if _is_sentence(line)), default=-1)
    result: list[Block] = []
    in_box = False
    for k, line in enumerate(lines):
        if k > first and _closes(line.text, "closers", "teaser_boxes", "comment_heads"):
            end = end if k < last else min(end, k)
            in_box = _closes(line.text, "teaser_boxes")
        elif in_box and line.kind == "paragraph" and _is_sentence(line):
            in_box = False
        result.append(replace(line, kind="furniture") if in_box or k >= end else line)
    return result


def _begins_comments(lines: list[Block], k: int) -> bool:
    """True for the head of a comment form, and for "Comments" with a count or above a form.

    A bare "Comments" may as well head the statements that a press release quotes.
    """
    if not _closes(lines[k].text, "comment_heads"):
        return _closes(lines[k].text, "comment_forms")
    counted = any(c.isdigit() for c in lines[k].text)
    return counted or any(_closes(line.text, "comment_forms") for line in lines[k + 1 :])


def _is_text(line: Block) -> bool:
    """True for a paragraph that ends a sentence, however short."""
    return line.kind == "paragraph" and SENTENCE_END.search(line.text.strip()) is not None


def _is_sentence(line: Block) -> bool:
    """True for a line of running text, in a list or not."""
    text = line.text.strip()
    return line.states_facts and len(text) >= SENTENCE_LENGTH and SENTENCE_END.search(text) is not None


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
    if lowered.startswith((*WORDS["teaser_starts"], *WORDS["furniture_starts"])):
        return True
    if len(lowered) < SHORT_LINE and FURNITURE_INSIDE.search(lowered):
        return True
    return _closes(lowered, "closers", "teaser_boxes", "comment_forms", "comment_heads")


def _closes(clean: str, *keys: str) -> bool:
    """True for a line that is nothing but a closing word of one of these lists, and a count."""
    bare = clean.strip().lower().strip(":( 0123456789)")
    return any(bare in WORDS[key] for key in keys)
