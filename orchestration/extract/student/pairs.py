"""Pairs of mentions: which relations their layers allow, and how far apart they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.labels import LAYERS, RELATIONS, distance_bucket


@dataclass(frozen=True)
class Pairs:
    """All pairs of mentions that may have a relation, as rows: head, tail, bucket of their distance in words."""

    head: NDArray[np.int64]
    tail: NDArray[np.int64]
    distance: NDArray[np.int64]


@cache
def allowed() -> NDArray[np.bool_]:
    """Return which relations a pair of layers may have: relations x layers x layers."""
    found = np.zeros((len(RELATIONS), len(LAYERS), len(LAYERS)), dtype=bool)
    for number, relation in enumerate(RELATIONS):
        heads = [LAYERS.index(layer) for layer in relation.heads]
        tails = [LAYERS.index(layer) for layer in relation.tails]
        found[np.ix_([number], heads, tails)] = True
    return found


@cache
def _allowed_at_all() -> NDArray[np.bool_]:
    return np.asarray(allowed().any(axis=0))


@cache
def _buckets() -> NDArray[np.int64]:
    return np.asarray([distance_bucket(words) for words in range(-1023, 1024)], dtype=np.int64)


def pairs_of(spans: NDArray[np.int64]) -> Pairs:
    """Return the pairs of mentions (rows of layer, first word, last word) that may have a relation."""
    layers = spans[:, 0]
    head, tail = np.nonzero(_allowed_at_all()[layers[:, None], layers[None, :]])
    keep = head != tail
    head, tail = head[keep], tail[keep]
    words = np.clip(spans[tail, 1] - spans[head, 1], -1023, 1023)
    return Pairs(head, tail, _buckets()[words + 1023])


def mask_of(spans: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which relations pairs of mentions may have: relations x mentions x mentions, nothing with itself."""
    layers = spans[:, 0]
    mask = allowed()[:, layers[:, None], layers[None, :]].copy()
    diagonal = np.arange(len(spans))
    mask[:, diagonal, diagonal] = False
    return mask
