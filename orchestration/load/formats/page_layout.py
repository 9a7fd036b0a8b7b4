"""Puts the pieces of a page into reading order: rows, columns, cells of a table.

Works on text with places only, so it needs no PDF. Not here: paragraphs (`paragraphs`), running heads (`page_frame`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Protocol

# Of a column: at least so many lines, half of them so many times as wide as high. Cells of a table are shorter.
FEWEST_ROWS = 3
NARROWEST = 8.0
# Gaps inside a row, in heights: above the first a space, above the second the next cell.
SPACE, CELL = 0.12, 1.5

Gap = tuple[float, float]


class Box(Protocol):
    """Something with a place on the page; y grows upwards."""

    @property
    def left(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102
    @property
    def right(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102


@dataclass(frozen=True)
class Line:
    """Text on one line of a page; `column` counts the columns of a page in reading order."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int = 0
    column: int = 0
    cells: int = 1

    @property
    def height(self) -> float:
        """The height of the font's box, which stands for its size."""
        return max(self.top - self.bottom, 0.1)


def overlap(one: Box, other: Box) -> float:
    """The share of the lower box's height that lies beside the other box."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared / max(min(one.top - one.bottom, other.top - other.bottom), 0.1)


def rows(pieces: list[Line]) -> list[list[Line]]:
    """The pieces that stand beside each other, from top to bottom, each row from left to right."""
    found: list[list[Line]] = []
    tallest: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: -piece.top - piece.bottom):
        # A superscript sorts before its line, so the last rows are looked at, not only the last one.
        near = range(max(len(found) - 3, 0), len(found))
        beside = next((index for index in near if overlap(tallest[index], piece) >= 0.5), None)
        if beside is None:
            found.append([piece])
            tallest.append(piece)
        else:
            found[beside].append(piece)
            tallest[beside] = max(tallest[beside], piece, key=_height)
    return [sorted(row, key=lambda piece: piece.left) for row in found]


def in_reading_order(pieces: list[Line]) -> list[Line]:
    """The lines of a page, column by column."""
    return [
        replace(_joined(row), column=number)
        for number, column in enumerate(_columns(rows(pieces)))
        for row in rows(column)
    ]


def _height(line: Line) -> float:
    return line.height


def _columns(page: list[list[Line]]) -> Iterator[list[Line]]:
    single: list[Line] = []
    for band, gutter in _bands(page):
        pieces = [piece for row in band for piece in row]
        if gutter is None:
            single += pieces
            continue
        if single:
            yield single
            single = []
        for side in ([p for p in pieces if p.left < gutter], [p for p in pieces if p.left >= gutter]):
            yield from _columns(rows(side))
    if single:
        yield single


def _bands(page: list[list[Line]]) -> Iterator[tuple[list[list[Line]], float | None]]:
    """Rows that share a gap which no piece crosses; with the gap's place if it lies between columns."""
    whole = (min((row[0].left for row in page), default=0), max((p.right for row in page for p in row), default=0))
    band: list[list[Line]] = []
    gaps: list[Gap] = []
    for row in page:
        left = _uncovered(gaps, row, whole)
        if band and not left:
            yield band, _gutter(band, gaps)
            band = []
        gaps = left if band else _uncovered([whole], row, whole)
        band.append(row)
    if band:
        yield band, _gutter(band, gaps)


def _uncovered(gaps: list[Gap], row: list[Line], whole: Gap) -> list[Gap]:
    for piece in row:
        parts = [
            part for start, end in gaps for part in ((start, min(end, piece.left)), (max(start, piece.right), end))
        ]
        gaps = [gap for gap in parts if _is_wide(gap, piece.height, whole)]
    return gaps


def _is_wide(gap: Gap, height: float, whole: Gap) -> bool:
    """Whether the gap may be one between columns; at the page's edge, whether it has room for a column."""
    at_edge = gap[0] <= whole[0] or gap[1] >= whole[1]
    return gap[1] - gap[0] > (NARROWEST if at_edge else 0.5) * height


def _gutter(band: list[list[Line]], gaps: list[Gap]) -> float | None:
    pieces = [piece for row in band for piece in row]
    for start, end in sorted(gaps, key=lambda gap: gap[0] - gap[1]):
        left = [piece for piece in pieces if piece.right <= start]
        right = [piece for piece in pieces if piece.left >= end]
        if _is_column(left) and _is_column(right) and _are_beside(left, right):
            return (start + end) / 2
    return None


def _are_beside(left: list[Line], right: list[Line]) -> bool:
    """Whether both have lines in a common stretch of the page, level or not; the last column may have few."""
    top = min(max(piece.top for piece in side) for side in (left, right))
    bottom = max(min(piece.bottom for piece in side) for side in (left, right))
    beside = [sum(bottom <= piece.top and piece.bottom <= top for piece in side) for side in (left, right)]
    return min(beside) > 0 and max(map(len, (left, right))) >= FEWEST_ROWS


def _is_column(side: list[Line]) -> bool:
    return bool(side) and median((p.right - p.left) / p.height for p in side) >= NARROWEST


def _joined(row: list[Line]) -> Line:
    """The row as one line: cells of a table with bars between them, everything else with a space where there is one."""
    text, cells = row[0].text, 1
    for last, piece in pairwise(row):
        gap = (piece.left - last.right) / max(last.height, piece.height)
        is_cell = gap > CELL and not is_bullet(text)
        cells += is_cell
        text += (" | " if is_cell else " " if gap > SPACE else "") + piece.text
    tallest = max(row, key=_height)
    return replace(tallest, text=text, left=row[0].left, right=max(p.right for p in row), cells=cells)


def is_bullet(text: str) -> bool:
    """Whether the text is a bullet and nothing else."""
    return len(text) == 1 and text in BULLETS


# The last three are bullets of the fonts Symbol and Wingdings, which have no code points of their own.
BULLETS = frozenset("•‣◦▪▫●○■□∙·–-*➢➤✓✔►▶\uf0b7\uf0a7\uf0d8")
