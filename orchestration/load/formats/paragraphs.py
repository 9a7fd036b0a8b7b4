"""Joins the lines of pages to blocks again: headings, paragraphs, list items, table rows.

Works on text with places only. Not here: the order of the lines (`page_layout`) and hyphens (`hyphens`).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import quantiles

from orchestration.load.blocks import Block, block
from orchestration.load.formats.hyphens import join_lines, known_words, last_part
from orchestration.load.formats.page_layout import BULLETS, Line

BULLET = re.compile(rf"[{re.escape(''.join(sorted(BULLETS)))}]\s+(?=\S)")
SENTENCE_END = re.compile(r"""[.!?:;…]['"”’»)\]]*\d{0,2}$""")
# In heights of the body's font, or as shares of it.
HEADING, SAME_SIZE, INDENT = 1.12, 0.08, 0.5
# More than the usual distance between lines by this factor is a space between paragraphs.
WIDER = 1.25
LONGEST_HEADING = 300


def read_blocks(lines: list[Line]) -> list[Block]:
    """The blocks of a document's lines, which are in reading order."""
    if not lines:
        return []
    body, known = _body_height(lines), known_words(line.text for line in lines)
    pitch, edges = _pitch(lines, body), _edges(lines)
    groups: list[list[Line]] = [[lines[0]]]
    for last, line in pairwise(lines):
        if _begins(groups[-1], last, line, body, pitch, edges):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [found for group in groups for found in _block(group, body, known)]


def _begins(
    group: list[Line], last: Line, line: Line, body: float, pitch: float, edges: dict[tuple[int, int], float]
) -> bool:
    """Whether a block begins with the line."""
    if BULLET.match(line.text) or line.cells > 1 or last.cells > 1:
        return True
    if abs(line.height - last.height) > SAME_SIZE * body:
        return True
    ended = bool(SENTENCE_END.search(last.text[-20:]))
    if (line.page, line.column) != (last.page, last.column):
        return ended and not line.text[:1].islower()
    if last.bottom - line.bottom > WIDER * pitch * (line.height / body):
        return True
    if line.height > HEADING * body:
        return False  # a heading is often centred, and breaks where it pleases
    if BULLET.match(group[0].text) and line.left < group[0].left + INDENT * body:
        return True
    if line.text[:1].islower() or last_part(last.text):
        return False
    indented = not BULLET.match(group[0].text) and line.left > last.left + INDENT * body
    return (indented and ended) or _would_have_fitted(last, line, edges[last.page, last.column])


def _would_have_fitted(last: Line, line: Line, edge: float) -> bool:
    """Whether the line's first word had room at the end of the last line: then the break was meant."""
    first = len(line.text.split(maxsplit=1)[0]) + 1
    return edge - last.right > 1.15 * first * (line.right - line.left) / max(len(line.text), 1)


def _body_height(lines: list[Line]) -> float:
    """The height that most characters have."""
    seen: Counter[float] = Counter()
    for line in lines:
        seen[round(line.height, 1)] += len(line.text)
    return max(seen, key=lambda height: (seen[height], -height))


def _pitch(lines: list[Line], body: float) -> float:
    """The usual distance from line to line: that of the lower quartile, since the upper ones are between paragraphs."""
    steps = [
        last.bottom - line.bottom
        for last, line in pairwise(lines)
        if (last.page, last.column) == (line.page, line.column) and abs(line.height - body) < SAME_SIZE * body
    ]
    steps = [step for step in steps if 0.7 * body < step < 3 * body]
    return quantiles(steps, n=4)[0] if len(steps) > 1 else 1.3 * body


def _edges(lines: list[Line]) -> dict[tuple[int, int], float]:
    """The right edge of each column: where the longer fifth of its lines ends, so that one that juts out is no edge."""
    rights: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        rights.setdefault((line.page, line.column), []).append(line.right)
    return {column: sorted(found)[(4 * len(found)) // 5 - (len(found) == 5)] for column, found in rights.items()}


def _block(group: list[Line], body: float, known: frozenset[str]) -> list[Block]:
    text = join_lines([line.text for line in group], known)
    if bullet := BULLET.match(text):
        return block("item", f"- {text[bullet.end() :]}")
    if group[0].cells > 1:
        return block("item", text)
    is_heading = group[0].height > HEADING * body and len(text) <= LONGEST_HEADING
    return block("heading" if is_heading else "paragraph", text)
