"""Counts and the figures that follow from them.

Here: arithmetic of right, wrong and missed. Not here: what is right (`scoring`), how sure a figure is (`intervals`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Tally:
    """Facts of one family: stated and in the gold, stated only, in the gold only."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of the stated facts, the share that is right; 0 when none is stated."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the gold facts, the share that is stated; 0 when there is none."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when nothing is right."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)

    @property
    def is_empty(self) -> bool:
        """Neither gold nor engine has such a fact: there is nothing to score."""
        return not (self.right or self.wrong or self.missed)


@dataclass(frozen=True)
class Share:
    """Slots that are right, of those that gold fills and whose fact was found."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float | None:
        """The share that is right; None when there is nothing to judge."""
        return self.right / self.of if self.of else None


class Counted(Protocol):
    """Anything with counts: the outcome of an article."""

    def tally(self, family: str) -> Tally:
        """Counts of a family."""

    def share(self, slot: str) -> Share:
        """Counts of a slot."""


def tally_of(outcomes: Iterable[Counted], family: str) -> Tally:
    """Sum a family over articles."""
    return sum((outcome.tally(family) for outcome in outcomes), Tally())


def share_of(outcomes: Iterable[Counted], slot: str) -> Share:
    """Sum a slot over articles."""
    return sum((outcome.share(slot) for outcome in outcomes), Share())


def macro_f1(tallies: Iterable[Tally]) -> float:
    """Return the mean F1 of families, each with the same weight.

    Raises:
        ZeroDivisionError: there is no family.
    """
    scores = [tally.f1 for tally in tallies]
    return sum(scores) / len(scores)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
