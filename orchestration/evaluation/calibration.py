"""Whether `confidence` means what it says: of the facts stated with 0.8, are eight in ten right?

Here: bins of confidence and the share that is right in each. Facts that optional gold took are left out: nobody says
whether they are right. Not here: what is right (`scoring`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orchestration.evaluation.scoring import Outcome

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Facts with a confidence from `low` (included) to `high` (excluded, but for 1)."""

    low: float
    high: float
    facts: int
    right: int
    mean_confidence: float

    @property
    def share_right(self) -> float:
        """The share of its facts that is right."""
        return self.right / self.facts


def bins_of(outcomes: Iterable[Outcome], family: str) -> list[Bin]:
    """Return the bins that hold facts of a family, by confidence."""
    judged = list(judged_facts(outcomes, family))
    placed: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in judged:
        placed.setdefault(_place(confidence), []).append((confidence, is_right))
    return [_bin(place, facts) for place, facts in sorted(placed.items())]


def expected_error(bins: Sequence[Bin]) -> float | None:
    """Return the mean distance of confidence and share that is right, weighted by facts; None without facts."""
    facts = sum(each.facts for each in bins)
    distance = sum(each.facts * abs(each.mean_confidence - each.share_right) for each in bins)
    return distance / facts if facts else None


def judged_facts(outcomes: Iterable[Outcome], family: str) -> Iterable[tuple[float, bool]]:
    """Yield the confidence of each fact of a family, and whether it is right."""
    for outcome in outcomes:
        matched = outcome.matched[family]
        verdicts = [(stated, True) for _, stated in matched.hits] + [(stated, False) for stated in matched.wrong]
        yield from ((stated.proof.confidence, is_right) for stated, is_right in verdicts if stated.proof)


def _place(confidence: float) -> int:
    # Rounded before the cut, so that a computed 0.7999999999999999 is in the bin of 0.8.
    return min(int(round(confidence * BINS, 9)), BINS - 1)


def _bin(place: int, facts: Sequence[tuple[float, bool]]) -> Bin:
    mean = sum(confidence for confidence, _ in facts) / len(facts)
    return Bin(place / BINS, (place + 1) / BINS, len(facts), sum(is_right for _, is_right in facts), mean)
