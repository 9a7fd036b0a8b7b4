"""Kinship of names: how the words of two mentions agree, which tells a reader that "KAIST" may be "the institute".

The encoder sees each name where it stands; that two far names share their words must be told to it. Here: comparing
the words of mentions. Not here: deciding that two mentions are one thing (`things`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from orchestration.language.names import SMALL_WORDS, VOCABULARY, fold, is_abbreviation_of

Numbers = NDArray[np.int64]
NONE, EQUAL, BEGINS, BEGUN_BY, WITHIN, AROUND, SHORT, LONG, SHARES = range(9)
KINSHIPS: Final = 9
POINTING = SMALL_WORDS.union(VOCABULARY["pointing_words"])


def kinship(texts: Sequence[str]) -> Numbers:
    """Return how each mention is related to each other one (mentions x mentions), read as "row ... column".

    EQUAL words; the row BEGINS the column or is BEGUN_BY it; its words lie WITHIN or AROUND those of the column; it is
    the SHORT form (abbreviation) or the LONG one; it SHARES a word; NONE.
    """
    names = sorted(set(texts))
    place = {name: number for number, name in enumerate(names)}
    index = np.asarray([place[text] for text in texts], dtype=np.int64)
    table: Numbers = _between(names)[np.ix_(index, index)]
    return table


def _between(names: Sequence[str]) -> Numbers:
    words = [_words(name) for name in names]
    known = {word: number for number, word in enumerate(sorted({word for each in words for word in each}))}
    has = np.zeros((len(names), len(known)), dtype=np.float32)  # products of whole numbers are slow
    for row, each in enumerate(words):
        has[row, [known[word] for word in each]] = 1
    common, size = (has @ has.T).astype(np.int64), has.sum(axis=1).astype(np.int64)
    within = (common == size[:, None]) & (common > 0)
    table = np.where(common > 0, SHARES, NONE)
    table[within] = WITHIN
    table[within.T] = AROUND
    for one, other in zip(*np.nonzero(within & ~within.T), strict=True):
        if words[other][: len(words[one])] == words[one]:
            table[one, other], table[other, one] = BEGINS, BEGUN_BY
    table[within & within.T] = EQUAL
    for short, long in _abbreviations(names, words, common):
        table[short, long], table[long, short] = SHORT, LONG
    return table


def _abbreviations(names: Sequence[str], words: Sequence[tuple[str, ...]], common: Numbers) -> list[tuple[int, int]]:
    short = [
        number
        for number, name in enumerate(names)
        if words[number] and " " not in name and sum(map(str.isupper, name)) > 1
    ]
    long = [number for number, each in enumerate(words) if len(each) > 1]
    return [
        (one, other)
        for one in short
        for other in long
        if not common[one, other] and words[one][0][0] == words[other][0][0] and _stands_for(names[one], names[other])
    ]


@lru_cache(maxsize=10_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in fold(name).split() if word not in POINTING))


_stands_for = lru_cache(maxsize=10_000)(is_abbreviation_of)
