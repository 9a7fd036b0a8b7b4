"""How the student is trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """How the student is trained."""

    epochs: int = 14
    batch: int = 1  # articles; the relations learn little from the few steps of larger batches
    encoder_rate: float = 1.5e-4
    head_rate: float = 6e-4
    warm_up: float = 0.08  # share of steps
    decay: float = 0.01
    dropout: float = 0.1
    seed: int = 20_261_122
    weights: tuple[float, float, float] = (1.0, 0.35, 0.5)  # spans, classes, relations
