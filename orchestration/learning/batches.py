"""Examples as tensors: windows for the encoder, pairs of mentions and pairs of things for the relations (torch)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from orchestration.extract.student.labels import RELATIONS
from orchestration.extract.student.pairs import mask_of
from orchestration.extract.student.tokens import CLS, FEATURES, SEP, Encoded, owners, windows
from orchestration.learning.examples import Example

ORG, PROGRAM, AGREEMENT = "o", "g", "a"


@dataclass(frozen=True)
class Windows:
    """Windows of several articles, padded; `pick[article]` are the places of its words in the flattened windows."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    pick: list[Tensor]


def windows_of(articles: list[Encoded]) -> Windows:
    """Cut articles into windows, with the encoder's marks around each."""
    cut = [(article, bounds) for article in articles for bounds in windows(len(article.ids))]
    width = max(after - before for _, (before, after) in cut) + 2
    ids, features = np.zeros((len(cut), width), np.int64), np.full((len(cut), width), FEATURES - 1, np.int64)
    mask = np.zeros((len(cut), width), np.int64)
    pick, base = [], 0
    for row, (article, (before, after)) in enumerate(cut):
        size = after - before
        ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = CLS, article.ids[before:after], SEP
        features[row, 1 : size + 1] = article.features[before:after]
        mask[row, : size + 2] = 1
    for article in articles:
        bounds = windows(len(article.ids))
        place = np.zeros(len(article.ids), np.int64)
        for number, start, end in owners(len(article.ids)):
            place[start:end] = (base + number) * width + 1 + np.arange(start, end) - bounds[number][0]
        pick.append(torch.from_numpy(place[article.first]))
        base += len(bounds)
    return Windows(torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(mask), pick)


@dataclass(frozen=True)
class Targets:
    """What holds between the things of an article, as dense tables.

    `members` says which mention stands for which thing (things x mentions). `holds` and `counts` are relations x things
    x things: the truth, and where it is asked. `same` and `same_counts` are mentions x things; `agreements` and
    `agreements_count` are mentions x mentions.
    """

    mask: Tensor  # relations x mentions x mentions
    members: Tensor
    holds: Tensor
    counts: Tensor
    names: Tensor
    same: Tensor
    same_counts: Tensor
    agreements: Tensor
    agreements_count: Tensor


def targets_of(example: Example) -> Targets:
    """Return the targets of the relations of an article."""
    mentions, things = len(example.spans), len(example.things)
    members = np.zeros((things, mentions), np.float32)
    for thing, owned in enumerate(example.things):
        members[thing, owned] = 1
    mask = mask_of(example.spans)
    holds = np.zeros((len(RELATIONS), things, things), np.float32)
    for relation, head, tail in example.relations:
        holds[relation, head, tail] = 1
    asked = members @ mask.astype(np.float32) @ members.T > 0
    asked[0] = False
    names = np.zeros(mentions, np.float32)
    names[example.names] = 1
    kinds = np.asarray(list(example.thing_kinds))
    kind_of = np.asarray([kinds[np.nonzero(members[:, each])[0][0]] for each in range(mentions)])
    others = (members[None] * names * (1 - np.eye(mentions, dtype=np.float32))[:, None, :]).sum(-1) > 0
    alike = (kind_of[:, None] == kinds[None, :]) & np.isin(kinds, [ORG, PROGRAM])[None, :]
    is_agreement = kind_of == AGREEMENT
    pairs = is_agreement[:, None] & is_agreement[None, :] & ~np.eye(mentions, dtype=bool)
    return Targets(
        mask=torch.from_numpy(mask),
        members=torch.from_numpy(members),
        holds=torch.from_numpy(holds),
        counts=torch.from_numpy(asked),
        names=torch.from_numpy(names),
        same=torch.from_numpy(members.T.copy()),
        same_counts=torch.from_numpy(alike & others),
        agreements=torch.from_numpy(((members.T @ members) > 0).astype(np.float32)),
        agreements_count=torch.from_numpy(pairs),
    )
