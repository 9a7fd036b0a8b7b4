"""What is chosen on `dev` when the model is trained: from which probability on something is stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LIMITS: Mapping[str, float] = {
    "organization": 0.5, "program": 0.5, "party": 0.5, "agreed_on": 0.5, "lasts": 0.5, "operator": 0.5,
    "participant": 0.5, "supporter": 0.5, "host": 0.5, "funder": 0.5, "located": 0.5, "starts_on": 0.5, "counts": 0.4,
    "works_for": 0.4, "works_alone": 0.1, "holds": 0.5,
    "lies_in": 0.5,
}  # fmt: skip
LEANS: Mapping[str, float] = dict.fromkeys(("organization", "program", "person", "title", "number", "agreement"), 1.0)


@dataclass(frozen=True)
class Tuned:
    """`limits`: least probabilities of what is stated. `leans`: factors by which words of a layer are made likelier."""

    limits: Mapping[str, float] = field(default_factory=lambda: dict(LIMITS))
    leans: Mapping[str, float] = field(default_factory=lambda: dict(LEANS))
