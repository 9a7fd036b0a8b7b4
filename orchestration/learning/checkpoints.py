"""What a training needs to go on where it was stopped (torch): each process writes its part after each epoch.

A training that goes on ends with the same weights as one that was never stopped, on the same machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from orchestration.learning.crew import Crew
from orchestration.learning.markup import AnnotatedArticle
from orchestration.learning.recipe import Recipe

KEPT = 2  # epochs: one process may have been stopped before it wrote the last one
State = dict[str, Any]


@dataclass(frozen=True)
class Checkpoints:
    """The states of one process of a training, in a folder that belongs to this training alone."""

    folder: Path
    crew: Crew

    def last(self) -> int:
        """Return after how many epochs all processes have left their state; 0 if never."""
        everywhere = (set(self._epochs(rank)) for rank in range(self.crew.size))
        return max(set.intersection(*everywhere), default=0)

    def load(self, epochs: int) -> State:
        """Return what this process had saved after so many epochs.

        Raises:
            FileNotFoundError: it saved nothing then.
        """
        state: State = torch.load(self._file(epochs, self.crew.rank), weights_only=True)
        return state

    def save(self, epochs: int, state: State) -> None:
        """Save a state, and drop the older ones."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"unfinished.{self.crew.rank}"
        torch.save(state, unfinished)
        unfinished.replace(self._file(epochs, self.crew.rank))
        for old in sorted(self._epochs(self.crew.rank))[:-KEPT]:
            self._file(old, self.crew.rank).unlink()

    def _file(self, epochs: int, rank: int) -> Path:
        return self.folder / f"epoch-{epochs}.process-{rank}.pt"

    def _epochs(self, rank: int) -> Iterable[int]:
        names = (re.fullmatch(rf"epoch-(\d+)\.process-{rank}\.pt", path.name) for path in self.folder.glob("*.pt"))
        return [int(name[1]) for name in names if name]


def name_of_training(recipe: Recipe, articles: Iterable[AnnotatedArticle]) -> str:
    """Return a name that another recipe or other articles would not have."""
    digest = hashlib.sha256(repr(recipe).encode())
    for article in articles:
        facts = [(each.id, sorted(each.values.items()), sorted(each.flags)) for each in article.facts]
        digest.update(repr((article.name, article.text, article.mentions, facts)).encode())
    return digest.hexdigest()[:12]
