"""When two texts are copies of each other: the words in a row that they share, and whether they name the same things.

Pure functions of two texts; they answer alike whichever comes first. Which pairs are worth comparing is found in
`copy_index`, which article of a group stays is decided in `copies`. Figures: docs/decisions/0027-copies.md.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

BULLETS = frozenset("-•*–|")
SHINGLE = 3  # words in a row. An edit of one word in twenty leaves 0.86 of rows of three, 0.77 of rows of five
# Chinese and Japanese write no spaces: there a sign is a word.
WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W_\u3040-\u30ff\u3400-\u9fff]+")
YEAR = re.compile(r"(?:19|20)\d\d")
# Lightly edited texts of one length share 0.55 of all their rows; a text inside another one 0.8 of its own rows.
LEAST_JACCARD, LEAST_INSIDE = 0.5, 0.8
# Announcements from one template share as many rows, but two thirds of their names at most; yearly editions of one text
# share half of their figures at most.
LEAST_NAMES, LEAST_FIGURES = 0.8, 0.6


@dataclass(frozen=True)
class Overlap:
    """How much two sets have in common; without a member there is nothing that speaks against it."""

    shared: int
    first: int
    second: int

    @property
    def jaccard(self) -> float:
        """The share of all members that both have."""
        return self.shared / max(1, self.first + self.second - self.shared)

    @property
    def inside(self) -> float:
        """The share of the smaller set's members that the other has too."""
        smaller = min(self.first, self.second)
        return self.shared / smaller if smaller else 1.0


def comparable(text: str) -> str:
    """The text without what differs between formats: white space, bullets and the bars between table cells."""
    return " ".join(word for word in text.split() if word not in BULLETS)


def shingles(text: str) -> list[str]:
    """The distinct rows of words, without case and punctuation, sorted; a shorter text is one row."""
    words = WORD.findall(text.casefold())
    return sorted({" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))})


def share_enough(rows: Overlap) -> bool:
    """Whether so many rows are shared that the texts may be copies."""
    return rows.jaccard >= LEAST_JACCARD or rows.inside >= LEAST_INSIDE


def least_jaccard(first: NDArray[np.int_], second: NDArray[np.int_]) -> NDArray[np.float64]:
    """The least share of all rows that texts of so many rows have in common when `share_enough` holds, pair by pair."""
    inside = LEAST_INSIDE * np.minimum(first, second)
    found: NDArray[np.float64] = np.minimum(LEAST_JACCARD, inside / (first + second - inside))
    return found


def name_the_same(first: str, second: str) -> bool:
    """Whether both texts speak of the same names, figures and years: a template filled in anew does not."""
    one, other = _written(first), _written(second)
    # The first word of a sentence is no name; one of the texts may have it elsewhere without its capital.
    plain = one.plain | other.plain
    names = {word for word in one.capitalized if word.lower() not in plain} | one.figures
    others = {word for word in other.capitalized if word.lower() not in plain} | other.figures
    return (
        _overlap(names, others).inside >= LEAST_NAMES
        and _overlap(one.figures, other.figures).inside >= LEAST_FIGURES
        and not _each_has_a_year_of_its_own(one.figures, other.figures)
    )


@dataclass(frozen=True)
class _Written:
    """The distinct words of a text by how they are written."""

    capitalized: frozenset[str]
    plain: frozenset[str]
    figures: frozenset[str]


@lru_cache(maxsize=1000)  # of a hundred releases from one template each is compared with each
def _written(text: str) -> _Written:
    words = frozenset(WORD.findall(text))
    return _Written(
        frozenset(word for word in words if word[0].isupper()),
        frozenset(word for word in words if word[0].islower()),
        frozenset(word for word in words if word[0].isdigit()),
    )


def _each_has_a_year_of_its_own(figures: frozenset[str], others: frozenset[str]) -> bool:
    return any(map(YEAR.fullmatch, figures - others)) and any(map(YEAR.fullmatch, others - figures))


def _overlap(first: Set[str], second: Set[str]) -> Overlap:
    return Overlap(len(first & second), len(first), len(second))
