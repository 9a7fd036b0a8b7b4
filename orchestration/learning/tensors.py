"""What holds between the mentions and the things of an example, as tensors (torch)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from orchestration.extract.student.labels import RELATIONS
from orchestration.extract.student.pairs import mask_of
from orchestration.learning.examples import Example

ORG, PROGRAM, AGREEMENT = "o", "g", "a"


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
