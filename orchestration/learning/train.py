"""Training the student: losses, the loop, and what is kept (torch). `python -m orchestration.learning train`."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn

from orchestration.extract.student.labels import CLASSES, LAYERS
from orchestration.extract.student.pairs import pairs_of
from orchestration.learning.batches import targets_of, windows_of
from orchestration.learning.examples import NO_CLASS, Example
from orchestration.learning.network import Student
from orchestration.learning.recipe import Recipe


def losses(student: Student, examples: list[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Return the losses of spans, classes and relations of a batch."""
    batch = windows_of([example.encoded for example in examples])
    with torch.autocast("cpu", dtype=torch.bfloat16):  # twice as fast on two cores; weights stay in 32 bits
        hidden, tags = student.encoder(batch.ids, batch.features, batch.mask)
    hidden, tags = hidden.flatten(0, 1).float(), tags.flatten(0, 1).float()
    found = [
        _losses_of(student, each, hidden[pick], tags[pick]) for each, pick in zip(examples, batch.pick, strict=True)
    ]
    span, kind, relation = (torch.stack(each).mean() for each in zip(*found, strict=True))
    return span, kind, relation


def _losses_of(student: Student, example: Example, words: Tensor, tags: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    target = torch.from_numpy(example.tags)
    scores = tags.view(len(words), len(LAYERS), 3).transpose(0, 1)
    span = nn.functional.cross_entropy(scores.reshape(-1, 3), target.reshape(-1), label_smoothing=0.0) * len(LAYERS)
    if not len(example.spans):
        return span, span.new_zeros(()), span.new_zeros(())
    layers, first, last = torch.from_numpy(example.spans).unbind(1)
    classes, heads, tails = student.mentions(words, layers, first, last)
    kind = _class_loss(classes, torch.from_numpy(example.classes))
    return span, kind, _relation_loss(student, example, heads, tails)


def _relation_loss(student: Student, example: Example, heads: Tensor, tails: Tensor) -> Tensor:
    """Binary cross entropy over pairs of things, of the log-sum-exp of the scores of their mentions.

    One strong pair of mentions is enough for two things (as in ATLOP, Zhou et al. 2021, but pooled over scores).
    """
    pairs = pairs_of(example.spans)
    if not len(pairs.head):
        return heads.new_zeros(())
    scores = student.pairs(heads[pairs.head], tails[pairs.tail], torch.from_numpy(pairs.distance))
    targets = targets_of(example)
    size = len(example.spans)
    table = scores.new_zeros(size, size, scores.shape[1])
    table = table.index_put((torch.from_numpy(pairs.head), torch.from_numpy(pairs.tail)), scores).permute(2, 0, 1)
    weights = torch.exp(table.clamp(max=20.0)) * targets.mask
    between = torch.log(targets.members @ weights @ targets.members.T + 1e-9)
    same = torch.log((weights[0] * targets.names) @ targets.members.T + 1e-9)
    asked = [
        (between[targets.counts], targets.holds[targets.counts]),
        (same[targets.same_counts], targets.same[targets.same_counts]),
        (table[0][targets.agreements_count], targets.agreements[targets.agreements_count]),
    ]
    loss = sum(nn.functional.binary_cross_entropy_with_logits(*each, reduction="sum") for each in asked)
    return loss / (sum(each[1].sum() for each in asked) + 5.0)


def _class_loss(scores: Tensor, targets: Tensor) -> Tensor:
    loss, at = scores.new_zeros(()), 0
    for number, values in enumerate(CLASSES.values()):
        column = targets[:, number]
        if (column != NO_CLASS).any():
            part = scores[:, at : at + len(values)]
            loss = loss + nn.functional.cross_entropy(part, column, ignore_index=NO_CLASS)
        at += len(values)
    return loss


def train(
    student: Student,
    examples: Callable[[random.Random], list[Example]],
    recipe: Recipe,
    after_epoch: Callable[[int, Student], None] | None = None,
) -> None:
    """Train a student in place; `examples` is asked anew in each epoch, so that it may vary them."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)  # noqa: S311  variants of articles, no secret
    first = examples(chance)
    steps = recipe.epochs * -(-len(first) // recipe.batch)
    optimizer = torch.optim.AdamW(_groups(student, recipe), weight_decay=recipe.decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, recipe.warm_up))
    for epoch in range(recipe.epochs):
        student.train()
        started, sums, count = time.perf_counter(), [0.0] * 3, 0
        for batch in _batches(first if epoch == 0 else examples(chance), recipe.batch, chance):
            parts = losses(student, batch)
            loss = sum(weight * part for weight, part in zip(recipe.weights, parts, strict=True))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            sums, count = [a + float(b.detach()) for a, b in zip(sums, parts, strict=True)], count + 1
        shown = " ".join(
            f"{name} {value / count:.3f}" for name, value in zip(("spans", "classes", "relations"), sums, strict=True)
        )
        print(f"epoch {epoch + 1}: {shown}, {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
        if after_epoch:
            student.eval()
            after_epoch(epoch, student)


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


def _batches(examples: list[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches of articles of like length, in a random order: little is lost to padding."""
    order = sorted(examples, key=lambda example: (min(len(example.encoded.ids), 512) // 60, chance.random()))
    batches = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(batches)
    yield from batches
