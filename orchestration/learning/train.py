"""Training the student: the loop over the articles (torch). `python -m orchestration.learning train`."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import torch
from torch import nn

from orchestration.learning.crew import Crew
from orchestration.learning.examples import Example, with_hidden_words
from orchestration.learning.losses import losses
from orchestration.learning.markup import AnnotatedArticle
from orchestration.learning.network import Student
from orchestration.learning.recipe import Recipe

RISING = 150  # steps until a new optimizer knows what gradients are like


def train(
    student: Student,
    articles: Sequence[AnnotatedArticle],
    example_of: Callable[[AnnotatedArticle, random.Random], Example],
    recipe: Recipe,
    crew: Crew,
    epochs: range,
) -> None:
    """Train a student in place, as one of a crew, some of the epochs of a recipe.

    `example_of` may give another variant of an article each time.
    """
    torch.manual_seed(recipe.seed + crew.rank + epochs.start)
    order = random.Random(f"{recipe.seed}/{epochs.start}")  # noqa: S311  the order of articles, no secret
    chance = random.Random(f"{recipe.seed}/{epochs.start}/{crew.rank}")  # noqa: S311
    each = len(crew.share(articles))
    steps, before = recipe.epochs * each, epochs.start * each
    optimizer = torch.optim.AdamW(_groups(student, recipe), weight_decay=recipe.decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: _rate(before + step, steps, recipe.warm_up) * min(1.0, (step + 1) / RISING)
    )
    for epoch in epochs:
        student.train()
        started, sums = time.perf_counter(), [0.0] * 3
        mine = crew.share(order.sample(articles, len(articles)))
        for number, article in enumerate(mine, 1):
            example = example_of(article, chance)
            seen = replace(example, encoded=with_hidden_words(example.encoded, recipe.masked, chance))
            parts = losses(student, seen, recipe.smoothing)
            loss = sum(weight * part for weight, part in zip(recipe.weights, parts, strict=True))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            sums = [total + float(part.detach()) for total, part in zip(sums, parts, strict=True)]
            if number % recipe.alone == 0 or number == len(mine):
                crew.average(student)
        if crew.rank == 0:
            _tell(epoch, [total / len(mine) for total in sums], time.perf_counter() - started)
    student.eval()


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
