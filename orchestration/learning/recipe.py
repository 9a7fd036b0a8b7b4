"""How the student is trained."""

from __future__ import annotations

from dataclasses import dataclass, replace

FURTHER_EPOCHS = 7  # of a model that has learned from most of the articles before
FURTHER_RATE = 0.5  # of the rates from the base model: what it knows should not be shaken off


@dataclass(frozen=True)
class Recipe:
    """How the student is trained."""

    epochs: int = 32
    begun: str | None = None  # version of the model that it goes on from; None: from the base model
    whole: int = 2  # epochs before the encoder is made smaller; 0 where it is small already
    judged: int = 240  # articles that decide what of it is left
    processes: int = 2  # each learns from one article at a time: relations learn little from the few steps of batches
    alone: int = 60  # articles that a process learns from before weights are averaged
    encoder_rate: float = 1.2e-4
    head_rate: float = 6e-4
    warm_up: float = 0.06  # share of steps
    decay: float = 0.03
    dropout: float = 0.2  # of what the heads read
    masked: float = 0.08  # share of words that the encoder does not see: names are also known by what stands around
    smoothing: float = 0.1  # of classes
    hands_share: float = 1.0  # of the hands that it learns from (less for a learning curve)
    seed: int = 20_261_122
    weights: tuple[float, float, float] = (1.0, 0.25, 0.5)  # spans, classes, relations

    def __post_init__(self) -> None:
        """Refuse what would train for hours and come to nothing."""
        if self.epochs <= self.whole:
            raise ValueError(f"{self.epochs} epochs are too few: the encoder is cut after {self.whole} and must mend")
        if not 0 < self.hands_share <= 1:
            raise ValueError(f"{self.hands_share} is no share of the hands: choose one above 0, up to 1")


def further(recipe: Recipe, version: str) -> Recipe:
    """Return the recipe for a model of that version that goes on learning: it is small, and learns more slowly."""
    return replace(
        recipe,
        epochs=FURTHER_EPOCHS,
        begun=version,
        whole=0,
        encoder_rate=recipe.encoder_rate * FURTHER_RATE,
        head_rate=recipe.head_rate * FURTHER_RATE,
    )
