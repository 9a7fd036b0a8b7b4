"""What is chosen on `dev` when the model is trained: what is stated, and how far it can be trusted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LIMITS: Mapping[str, float] = {
    "organization": 0.5, "program": 0.5, "party": 0.5, "agreed_on": 0.5, "lasts": 0.5, "operator": 0.5,
    "participant": 0.5, "located": 0.5, "starts_on": 0.5, "counts": 0.4,
    "works_for": 0.4, "works_alone": 0.1, "holds": 0.5,
    "lies_in": 0.5,
}  # fmt: skip
LEANS: Mapping[str, float] = {
    **dict.fromkeys(("organization", "person", "title", "number", "agreement"), 1.0),
    # On pages unlike the corpus the model takes a centre or a laboratory for an organization.
    "program": 1.5,
}
DIGITS = 6  # of a confidence: further ones may differ between processors
LEAST_DOUBT = 1e-6
"""Probabilities nearer to 0 or 1 tell no more."""


@dataclass(frozen=True)
class Tuned:
    """What was chosen.

    `limits`: least probabilities of what is stated. `leans`: factors by which words of a layer are made likelier.
    `trust`: for each type of fact, offset and slope that turn what the model says into the share of facts that are
    right (Platt, 1999); types without them keep the model's word.
    """

    limits: Mapping[str, float] = field(default_factory=lambda: dict(LIMITS))
    leans: Mapping[str, float] = field(default_factory=lambda: dict(LEANS))
    trust: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def confidence(self, fact_type: str, said: float) -> float:
        """Return how many of the facts of which the model says so are right."""
        if fact_type in self.trust:
            offset, slope = self.trust[fact_type]
            said = 1 / (1 + math.exp(-offset - slope * log_odds(said)))
        return round(said, DIGITS)


def tuned_of(card: Mapping[str, Any]) -> Tuned:
    """Return what the card of a model says; one that was never tuned has nothing on trust."""
    return Tuned(card["limits"], card["leans"], {name: tuple(line) for name, line in card.get("trust", {}).items()})


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds of a probability, which may be 0 or 1."""
    kept = min(max(probability, LEAST_DOUBT), 1 - LEAST_DOUBT)
    return math.log(kept / (1 - kept))
