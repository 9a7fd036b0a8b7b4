"""Invented readings: what a model might say of an article, without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from orchestration.extract.protocol import ArticleText, Statement
from orchestration.extract.student.engine import decode
from orchestration.extract.student.labels import CLASSES, RELATION_NAMES, RELATIONS
from orchestration.extract.student.reading import Reading
from orchestration.extract.student.span import Span
from orchestration.extract.student.things import LETTER, Thing
from orchestration.extract.student.tuned import Tuned

SURE = 0.95


def statements(
    mentions: Sequence[tuple[str, str]],
    relations: Mapping[tuple[str, str, str], float] | None = None,
    between: Mapping[str, str] | None = None,
    same: Sequence[tuple[str, str]] = (),
) -> list[Statement]:
    """What is stated of an article with these mentions (layer, words) and no others, each a thing of its own.

    `relations` are probabilities by name of the relation, words of the head and of the tail. The first class of each
    kind is the likeliest. `between` has what stands behind some words, in place of a full stop, `same` mentions of one
    thing.
    """
    names = [words for _, words in mentions]
    text, spans = "", []
    for at, (layer, words) in enumerate(mentions):
        spans.append(Span(layer, at, at, len(text), len(text) + len(words), words, SURE))
        text += words + (between or {}).get(words, ". ")
    scores = np.full((len(RELATIONS), len(spans), len(spans)), -20.0, dtype=np.float32)
    for (name, head, tail), likely in (relations or {}).items():
        scores[RELATION_NAMES.index(name), names.index(head), names.index(tail)] = log(likely / (1 - likely))
    classes = {name: np.eye(1, len(kinds), dtype=np.float32).repeat(len(spans), 0) for name, kinds in CLASSES.items()}
    joined = [sorted(map(names.index, pair)) for pair in same]
    seconds = {second for _, second in joined}
    things = [
        Thing(LETTER[layer], [at, *(second for first, second in joined if first == at)])
        for at, (layer, _) in enumerate(mentions)
        if at not in seconds
    ]
    article = ArticleText("art_0000000000000000", text)
    reading = Reading(article, spans, things, classes, scores, np.ones_like(scores, dtype=bool))
    return list(decode(reading, Tuned()))
