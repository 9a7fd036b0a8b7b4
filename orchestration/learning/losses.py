"""What the student is wrong about in an article: tags, classes and relations (torch)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from orchestration.extract.student.labels import CLASSES, LAYERS, RELATIONS
from orchestration.extract.student.pairs import pairs_of
from orchestration.extract.student.tokens import windows_of
from orchestration.learning.examples import NO_CLASS, Example
from orchestration.learning.network import Student
from orchestration.learning.tensors import targets_of

ONE_TAIL, ONE_HEAD = (
    torch.tensor([relation.one == side for relation in RELATIONS])[:, None, None] for side in ("tail", "head")
)


def losses(student: Student, example: Example, smoothing: float = 0.0) -> tuple[Tensor, Tensor, Tensor]:
    """Return the losses of spans, of classes (with label smoothing) and of relations."""
    windows = windows_of(example.encoded)
    ids, features, place = map(torch.from_numpy, (windows.ids, windows.features, windows.place))
    with torch.autocast("cpu", dtype=torch.bfloat16):  # twice as fast; weights stay in 32 bits
        hidden, tags = student.encoder(ids, features)
    words, tags = (each.flatten(0, 1).float()[place] for each in (hidden, tags))
    target = torch.from_numpy(example.tags)
    scores = tags.view(len(words), len(LAYERS), 3).transpose(0, 1)
    span = nn.functional.cross_entropy(scores.reshape(-1, 3), target.reshape(-1)) * len(LAYERS)
    if not len(example.spans):
        return span, span.new_zeros(()), span.new_zeros(())
    pairs = pairs_of(example.spans, example.encoded.sentences, example.texts)
    layers, first, last = torch.from_numpy(example.spans).unbind(1)
    standing = [torch.from_numpy(each) for each in pairs.standing.values()]
    classes, heads, tails, sums = student.mentions(words, layers, first, last, *standing)
    kind = _class_loss(classes, torch.from_numpy(example.classes), smoothing)
    if not len(pairs.head):
        return span, kind, span.new_zeros(())
    head, tail = torch.from_numpy(pairs.head), torch.from_numpy(pairs.tail)
    rows = student.pairs(heads, tails, sums, first, last, head, tail, *(each[head, tail] for each in standing))
    table = rows.new_zeros(len(first), len(first), rows.shape[1]).index_put((head, tail), rows).permute(2, 0, 1)
    return span, kind, _relation_loss(example, table)


def _relation_loss(example: Example, table: Tensor) -> Tensor:
    """Loss of the scores of relations (relations x mentions x mentions).

    Things are scored by the log-sum-exp of the scores of their mentions: one strong pair is enough (as in ATLOP, Zhou
    et al. 2021, but pooled over scores). Where a thing has one partner at most, the loss is that of a choice among all
    candidates and none; elsewhere it is binary cross entropy of each pair.
    """
    targets = targets_of(example)
    weights = torch.exp(table.clamp(max=20.0)) * targets.mask
    pooled = targets.members @ weights @ targets.members.T
    between = torch.log(pooled + 1e-9)
    same = torch.log((weights[0] * targets.names) @ targets.members.T + 1e-9)
    free = targets.counts & ~ONE_TAIL & ~ONE_HEAD
    asked = [
        (between[free], targets.holds[free]),
        (same[targets.same_counts], targets.same[targets.same_counts]),
        (table[0][targets.agreements_count], targets.agreements[targets.agreements_count]),
    ]
    loss = sum(nn.functional.binary_cross_entropy_with_logits(*each, reduction="sum") for each in asked)
    for which, candidates in ((ONE_TAIL, 2), (ONE_HEAD, 1)):
        loss = loss + _choice_loss(pooled, targets.holds, targets.counts & which, candidates)
    return loss / (targets.holds.sum() + sum(each[1].sum() for each in asked[1:]) + 5.0)


def _choice_loss(pooled: Tensor, holds: Tensor, asked: Tensor, candidates: int) -> Tensor:
    """Cross entropy of choosing a right partner along an axis, or none, which has the score 0."""
    weights, right = pooled * asked, pooled * asked * holds
    has_any = (asked & (holds > 0)).any(candidates)
    chosen = torch.where(has_any, right.sum(candidates), 1.0)
    lost = torch.log(1.0 + weights.sum(candidates)) - torch.log(chosen + 1e-9)
    return lost[asked.any(candidates)].sum()


def _class_loss(scores: Tensor, targets: Tensor, smoothing: float) -> Tensor:
    loss, at = scores.new_zeros(()), 0
    for number, values in enumerate(CLASSES.values()):
        column = targets[:, number]
        if (column != NO_CLASS).any():
            part = scores[:, at : at + len(values)]
            loss = loss + nn.functional.cross_entropy(part, column, ignore_index=NO_CLASS, label_smoothing=smoothing)
        at += len(values)
    return loss
