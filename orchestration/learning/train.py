"""Training the student: the loop over the articles (torch). `python -m orchestration.learning train`."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import torch
from torch import nn

from orchestration.learning.checkpoints import Checkpoints, State
from orchestration.learning.crew import Crew
from orchestration.learning.examples import Example, with_hidden_words
from orchestration.learning.losses import losses
from orchestration.learning.markup import AnnotatedArticle
from orchestration.learning.network import Student
from orchestration.learning.recipe import Recipe

RISING = 150  # steps until a new optimizer knows what gradients are like


ExampleOf = Callable[[AnnotatedArticle, random.Random], Example]  # may give another variant each time


def train(
    student: Student,
    articles: Sequence[AnnotatedArticle],
    example_of: ExampleOf,
    recipe: Recipe,
    checkpoints: Checkpoints,
    epochs: range,
) -> None:
    """Train a student in place, as one of a crew, some of the epochs of a recipe; go on where it was stopped."""
    crew = checkpoints.crew
    training = _Training(student, recipe, crew, steps=len(crew.share(articles)), before=epochs.start)
    done = checkpoints.last()
    if epochs.start < done <= epochs.stop:
        training.restore(checkpoints.load(done))
    for epoch in range(max(done, epochs.start), epochs.stop):
        started = time.perf_counter()
        means = training.pass_over(articles, example_of, epoch)
        checkpoints.save(epoch + 1, training.state())
        if crew.rank == 0:
            _tell(epoch, means, time.perf_counter() - started)
    student.eval()


class _Training:
    """A student and what trains it; `steps` an epoch, `before` epochs were done with another optimizer."""

    def __init__(self, student: Student, recipe: Recipe, crew: Crew, steps: int, before: int) -> None:
        self._student, self._recipe, self._crew = student, recipe, crew
        self._optimizer = torch.optim.AdamW(_groups(student, recipe), weight_decay=recipe.decay, fused=True)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: (
                _rate(before * steps + step, recipe.epochs * steps, recipe.warm_up) * min(1.0, (step + 1) / RISING)
            ),
        )

    def state(self) -> State:
        """Return all that the next epoch depends on."""
        return {
            "student": self._student.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
        }

    def restore(self, state: State) -> None:
        """Go back to a state."""
        self._student.load_state_dict(state["student"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])

    def pass_over(self, articles: Sequence[AnnotatedArticle], example_of: ExampleOf, epoch: int) -> list[float]:
        """Learn once from each article of this process; return the mean losses of spans, classes and relations."""
        recipe, crew = self._recipe, self._crew
        torch.manual_seed(recipe.seed + 1000 * epoch + crew.rank)
        order = random.Random(f"{recipe.seed}/{epoch}")  # noqa: S311  the order of articles, no secret
        chance = random.Random(f"{recipe.seed}/{epoch}/{crew.rank}")  # noqa: S311
        mine, sums = crew.share(order.sample(articles, len(articles))), [0.0] * 3
        self._student.train()
        for number, article in enumerate(mine, 1):
            example = example_of(article, chance)
            hidden = with_hidden_words(example.encoded, recipe.masked, chance)
            losses_of_it = self._learn(replace(example, encoded=hidden))
            sums = [total + loss for total, loss in zip(sums, losses_of_it, strict=True)]
            if number % recipe.alone == 0 or number == len(mine):
                crew.average(self._student)
        return [total / len(mine) for total in sums]

    def _learn(self, example: Example) -> list[float]:
        parts = losses(self._student, example, self._recipe.smoothing)
        self._optimizer.zero_grad()
        sum(weight * part for weight, part in zip(self._recipe.weights, parts, strict=True)).backward()
        nn.utils.clip_grad_norm_(self._student.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        return [float(part.detach()) for part in parts]


def _tell(epoch: int, means: Sequence[float], seconds: float) -> None:
    shown = " ".join(f"{name} {mean:.3f}" for name, mean in zip(("spans", "classes", "relations"), means, strict=True))
    print(f"epoch {epoch + 1}: {shown}, {seconds:.0f} s", file=sys.stderr, flush=True)


def _groups(student: Student, recipe: Recipe) -> list[dict[str, object]]:
    """Return the parameters by rate: fast for what is new, slow for the encoder, none for its word vectors."""
    student.encoder.words.weight.requires_grad_(requires_grad=False)
    new = ("encoder.tags", "encoder.features", "mentions.", "pairs.")
    known = [p for n, p in student.named_parameters() if not n.startswith(new) and p.requires_grad]
    fresh = [p for n, p in student.named_parameters() if n.startswith(new)]
    return [{"params": known, "lr": recipe.encoder_rate}, {"params": fresh, "lr": recipe.head_rate}]


def _rate(step: int, steps: int, warm_up: float) -> float:
    rising = max(1.0, steps * warm_up)
    return min((step + 1) / rising, max(0.0, (steps - step) / (steps - rising)))
