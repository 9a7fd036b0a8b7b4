"""How two mentions stand to each other: sentences apart, and rivals between."""

import numpy as np

from orchestration.extract.student.labels import BETWEEN, LAYERS, NEAR, SENTENCES
from orchestration.extract.student.pairs import pairs_of

ORGANIZATION, WORD, TITLE = (LAYERS.index(name) for name in ("organization", "organization_word", "title"))


def near(spans: list[tuple[int, int, int]], sentences: list[int], head: int, tail: int) -> tuple[int, int, int]:
    """Sentences from head to tail, rivals of the tail, rivals of the head."""
    found = pairs_of(np.asarray(spans, dtype=np.int64), np.asarray(sentences, dtype=np.int64), [""] * len(spans))
    table = found.near
    apart, rivals = divmod(int(table[head, tail]), BETWEEN * BETWEEN)
    return apart - SENTENCES // 2, *divmod(rivals, BETWEEN)


def test_rivals_are_the_mentions_of_the_same_kind_between() -> None:
    spans = [(TITLE, 0, 0), (ORGANIZATION, 2, 3), (WORD, 5, 5), (ORGANIZATION, 7, 7)]
    sentences = [0, 0, 0, 0, 0, 1, 1, 1]
    assert near(spans, sentences, 0, 1) == (0, 0, 0)
    assert near(spans, sentences, 0, 3) == (1, 2, 0)
    assert near(spans, sentences, 3, 0) == (-1, 0, 2)


def test_everything_stays_within_the_steps_the_model_knows() -> None:
    spans = [(ORGANIZATION, at, at) for at in range(0, 60, 2)]
    found = pairs_of(np.asarray(spans, dtype=np.int64), np.arange(60), [""] * len(spans))
    assert found.near.min() >= 0
    assert found.near.max() < NEAR
