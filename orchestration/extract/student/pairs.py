"""Pairs of mentions: which relations their layers allow, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.kinship import kinship
from orchestration.extract.student.labels import BETWEEN, LAYERS, RELATIONS, SENTENCES, distance_bucket

Numbers = NDArray[np.int64]
STANDING = ("distance", "near", "kin")  # how two mentions stand to each other: inputs of the graphs
FARTHEST = 1023  # words; what is farther apart counts as that far
MOST_SCORE = np.float32(20.0)
MOST_SENTENCES = SENTENCES // 2
GROUP = np.asarray([LAYERS.index(layer.partition("_")[0]) for layer in LAYERS])  # "it" competes with names


@dataclass(frozen=True)
class Pairs:
    """All pairs of mentions that may have a relation, as rows of two mentions, and how any two mentions stand."""

    head: Numbers
    tail: Numbers
    distance: Numbers  # mentions x mentions: bucket of their distance in words
    near: Numbers  # mentions x mentions: sentences apart, rivals of the tail and of the head between them
    kin: Numbers  # mentions x mentions: what their words have in common (`kinship`)

    @property
    def standing(self) -> dict[str, Numbers]:
        """The three tables of how any two mentions stand, by name."""
        return {name: getattr(self, name) for name in STANDING}


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
def _buckets() -> Numbers:
    return np.asarray([distance_bucket(words) for words in range(-FARTHEST, FARTHEST + 1)], dtype=np.int64)


def pairs_of(spans: Numbers, sentences: Numbers, texts: Sequence[str]) -> Pairs:
    """Return the pairs of mentions (rows of layer, first word, last word) that may have a relation.

    `sentences` is the number of the sentence of each word of the text, `texts` are the mentions as they are written.
    """
    layers, first = spans[:, 0], spans[:, 1]
    head, tail = np.nonzero(_allowed_at_all()[layers[:, None], layers[None, :]])
    keep = head != tail
    words = np.clip(first[None, :] - first[:, None], -FARTHEST, FARTHEST)
    near = _near(layers, first, sentences)
    return Pairs(head[keep], tail[keep], _buckets()[words + FARTHEST], near, kinship(texts))


def _near(layers: Numbers, first: Numbers, sentences: Numbers) -> Numbers:
    """Return one number that tells sentences apart and rivals between, each in few steps."""
    where = sentences[first]
    apart = np.clip(where[None, :] - where[:, None], -MOST_SENTENCES, MOST_SENTENCES) + MOST_SENTENCES
    group = GROUP[layers]
    begun = np.zeros((len(LAYERS), len(sentences) + 2), dtype=np.int64)  # mentions of a group that begin before a word
    np.add.at(begun, (group, first + 1), 1)
    begun = begun.cumsum(axis=1)
    left, right = np.minimum(first[:, None], first[None, :]) + 1, np.maximum(first[:, None], first[None, :])
    of_tail, of_head = (
        np.clip(begun[of, right] - begun[of, left], 0, BETWEEN - 1) for of in (group[None, :], group[:, None])
    )
    near: Numbers = (apart * BETWEEN + of_tail) * BETWEEN + of_head
    return near


def odds(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the odds that scores stand for, finite however sure the model is."""
    found: NDArray[np.float32] = np.exp(np.minimum(scores, MOST_SCORE))
    return found


def mask_of(spans: Numbers) -> NDArray[np.bool_]:
    """Return which relations pairs of mentions may have: relations x mentions x mentions, nothing with itself."""
    layers = spans[:, 0]
    mask = allowed()[:, layers[:, None], layers[None, :]].copy()
    diagonal = np.arange(len(spans))
    mask[:, diagonal, diagonal] = False
    return mask
