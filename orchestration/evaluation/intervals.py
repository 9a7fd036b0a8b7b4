"""How sure a figure is: intervals from articles drawn anew (bootstrap).

Here: drawing articles and the spread of F1, macro F1 and shares. Whole articles are drawn, because the facts of one
article stand or fall together. Not here: the figures themselves (`counts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from orchestration.evaluation.counts import Counted

ROUNDS = 1_000
SEED = 20_261_122
PERCENTILES = (2.5, 97.5)
MACRO = "macro"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """95 of 100 draws of articles give a figure between these bounds."""

    low: float
    high: float


def f1_intervals(outcomes: Sequence[Counted], families: Sequence[str]) -> dict[str, Interval]:
    """Return the interval of each family's F1, and of their mean under the name `MACRO`.

    A draw without any fact of a family says nothing of that family and is left out, unless no article has one.
    """
    drawn = _family_draws(outcomes, families)
    named = dict(zip(families, drawn, strict=True)) | {MACRO: _mean(drawn)}
    return {name: _interval(values) for name, values in named.items()}


def macro_draws(outcomes: Sequence[Counted], families: Sequence[str]) -> Floats:
    """Return macro F1 of each draw; the draws are the same for any engine, so that two can be compared in pairs."""
    return _mean(_family_draws(outcomes, families))


def share_intervals(outcomes: Sequence[Counted], slots: Sequence[str]) -> dict[str, Interval]:
    """Return the interval of each slot's share; none where no article has such a slot."""
    found = {}
    for slot in slots:
        shares = [outcome.share(slot) for outcome in outcomes]
        if any(each.of for each in shares):
            right, of = _drawn(np.array([(each.right, each.of) for each in shares], dtype=float)).T
            found[slot] = _interval(_ratio(right, of))
    return found


def _family_draws(outcomes: Sequence[Counted], families: Sequence[str]) -> Floats:
    return np.stack([_f1(_tallies(outcomes, family)) for family in families])


def _mean(drawn: Floats) -> Floats:
    """Return the mean over the families (rows) that a draw says anything of."""
    return _ratio(np.nansum(drawn, axis=0), np.isfinite(drawn).sum(axis=0, dtype=float))


def _tallies(outcomes: Sequence[Counted], family: str) -> Floats:
    tallies = (outcome.tally(family) for outcome in outcomes)
    return np.array([(each.right, each.wrong, each.missed) for each in tallies], dtype=float)


def _drawn(counts: Floats) -> Floats:
    """Return the sums of `counts` (articles x figures) over as many drawn articles, one row per round.

    The seed is the same each time, so that all figures and engines see the same draws.
    """
    return _times_drawn(len(counts)) @ counts


@cache
def _times_drawn(size: int) -> NDArray[np.int64]:
    """Return how often each round draws each of so many articles (rounds x articles)."""
    return np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), size=ROUNDS)


def _f1(counts: Floats) -> Floats:
    if not counts.any():
        return np.zeros(ROUNDS)
    right, wrong, missed = _drawn(counts).T
    return _ratio(2 * right, 2 * right + wrong + missed)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def _interval(values: Floats) -> Interval:
    low, high = np.nanpercentile(values, PERCENTILES)
    return Interval(float(low), float(high))
