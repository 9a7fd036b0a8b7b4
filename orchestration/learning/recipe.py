"""How the student is trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """How the student is trained."""

    epochs: int = 12
    processes: int = 2  # each learns from one article at a time: relations learn little from the few steps of batches
    alone: int = 60  # articles that a process learns from before weights are averaged
    encoder_rate: float = 1.2e-4
    head_rate: float = 6e-4
    warm_up: float = 0.06  # share of steps
    decay: float = 0.03
    dropout: float = 0.2  # of what the heads read
    masked: float = 0.08  # share of words that the encoder does not see: names are also known by what stands around
    smoothing: float = 0.1  # of classes
    seed: int = 20_261_122
    weights: tuple[float, float, float] = (1.0, 0.25, 0.5)  # spans, classes, relations
