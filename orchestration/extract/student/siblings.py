"""Names that a text puts side by side, in a list in prose or at the beginning of alike lines: what one is, all are.

Here: which mentions are siblings, and evening out what the model says of them. Not here: a list that was taken for one
name (`lists`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.labels import RELATION_NAMES
from orchestration.extract.student.pairs import odds
from orchestration.extract.student.span import Span
from orchestration.schemas.terms import PROGRAM_ROLES

Floats = NDArray[np.float32]
SIBLINGS = "organization"  # the layer of names that are evened out
FEWEST = 3  # names of a list; on `dev`, two joined by "and" are as often each other's partners
FARTHEST = 4  # lines with words, from a line of a list to the next: companies of a cohort have paragraphs of their own
ROLES = tuple(RELATION_NAMES.index(name) for name in PROGRAM_ROLES)
PARTY = RELATION_NAMES.index("party")
LONGEST_GAP = 80  # characters between two names of a list in prose: a short description in brackets, and a comma
_JOINED = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:,|;|/|\||&|\band\b|\bas well as\b|\bplus\b)+\s*(?:(?:and|the|&)\s+)*", re.IGNORECASE
)
_BULLET = re.compile(r"\s*(?:[-*•·▪●–—>|]|\(?\d{1,2}[.)]|\(?[a-z][.)])?\s*")
_BEHIND = re.compile(r"\s*(\(|:|[-–—](?=\s)|,|\||$)")  # what follows the name: a city, what it does, nothing


def even_out(scores: Floats, text: str, spans: Sequence[Span]) -> Floats:
    """Return scores (relations x heads x tails) in which siblings have the same roles and sign the same agreements.

    Each has the mean of what the model says of all: of the odds for a role in a program, where one that is sure speaks
    for those that the model missed; of their logarithms for a party of an agreement, where most of them must be.
    On `dev` this finds 3 participants more and states 13 partnerships fewer that are wrong, and loses nothing.
    """
    evened = scores.copy()
    for members in siblings(text, spans):
        for role in ROLES:
            evened[role][:, members] = np.log(odds(scores[role][:, members]).mean(axis=1, keepdims=True))
        evened[PARTY][:, members] = scores[PARTY][:, members].mean(axis=1, keepdims=True)
    return evened


def siblings(text: str, spans: Sequence[Span]) -> Iterator[list[int]]:
    """Yield the numbers of mentions that stand in one list, in the order of the text: at least three each.

    Nobody stands in two: who is in a list in prose does not begin a line of another one.
    """
    names = [number for number, span in enumerate(spans) if span.layer == SIBLINGS]
    in_prose = [group for group in _in_prose(text, spans, names) if len(group) >= FEWEST]
    taken = {number for group in in_prose for number in group}
    in_lines = _in_lines(text, spans, [number for number in names if number not in taken])
    yield from (*in_prose, *(group for group in in_lines if len(group) >= FEWEST))


def _in_prose(text: str, spans: Sequence[Span], names: Sequence[int]) -> Iterator[list[int]]:
    """Yield names with nothing but commas, "and" and brackets between."""
    group = list(names[:1])
    for left, right in pairwise(names):
        start, end = spans[left].end, max(spans[left].end, spans[right].start)
        if end - start > LONGEST_GAP or not _JOINED.fullmatch(text, start, end):
            yield group
            group = []
        group.append(right)
    yield group


def _in_lines(text: str, spans: Sequence[Span], names: Sequence[int]) -> Iterator[list[int]]:
    """Yield names that begin lines of one shape: the same bullet before, the same mark behind."""
    starts = {spans[number].start: number for number in reversed(names)}
    group: list[int] = []
    shape, since, at = None, 0, 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        since += bool(words)
        begin = at + line.index(words) if words else -1
        bullet = _BULLET.match(words)
        number = starts.get(begin + bullet.end()) if words and bullet else None
        behind = _BEHIND.match(text[spans[number].end : begin + len(words)]) if number is not None else None
        if bullet and number is not None and behind:
            here = re.sub(r"\w+", "1", bullet[0].strip()), behind[1]
            if here != shape or since > FARTHEST:
                yield group
                group = []
            group.append(number)
            shape, since = here, 0
        at += len(line)
    yield group
