"""Text as model input: word pieces with their shape and line position, and where words stand in the text.

The encoder's vocabulary has no capitals and no line breaks; both go in as a feature of each piece.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from orchestration.extract.student.quotes import sentence_starts

CLS, SEP, MASK = 101, 102, 103
LONGEST_WINDOW = 510  # pieces; the encoder has 512 positions, two are taken by its marks
OVERLAP = 128  # pieces: a word has at least half of it on each side within the window that it is read in
SHAPES, LINES = 7, 3
FEATURES = SHAPES * LINES + 1  # the last one is for the encoder's marks


@dataclass(frozen=True)
class Encoded:
    """A text in pieces. `first[w]` is the piece that stands for word w; `starts`, `ends` are offsets of words.

    `sentences` has the number of the sentence of each word.
    """

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentences: NDArray[np.int64]

    def word_at(self, char: int) -> int:
        """Return the word that holds an offset, or the next one behind it."""
        return max(0, bisect_right(self.starts, char) - 1) if len(self.starts) else 0

    def word(self, text: str, at: int) -> str:
        """Return the characters of a word."""
        return text[self.starts[at] : self.ends[at]]

    def gap(self, text: str, at: int) -> str:
        """Return what stands between a word and the next one."""
        return text[self.ends[at] : self.starts[at + 1]]


def load_tokenizer(path: Path) -> Tokenizer:
    """Load the tokenizer without its own cutting and padding."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(tokenizer: Tokenizer, text: str) -> Encoded:
    """Cut a text into pieces and words."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    word_ids = encoding.word_ids
    first = [i for i, word in enumerate(word_ids) if i == 0 or word != word_ids[i - 1]]
    bounds = [*first, len(word_ids)]
    offsets = encoding.offsets  # made anew at each access
    starts = [offsets[i][0] for i in first]
    ends = [offsets[after - 1][1] for after in bounds[1:]]
    features: list[int] = []
    for word, (start, end) in enumerate(zip(starts, ends, strict=True)):
        before = text[ends[word - 1] if word else 0 : start]
        line = 2 if "\n\n" in before or not word else 1 if "\n" in before else 0
        features.extend([shape_of(text[start:end]) * LINES + line] * (bounds[word + 1] - bounds[word]))
    sentences = np.searchsorted(sentence_starts(text), starts, side="right") - 1
    return Encoded(
        *(np.asarray(each, dtype=np.int64) for each in (encoding.ids, features, first, starts, ends, sentences)),
    )


@lru_cache(maxsize=1 << 14)
def shape_of(word: str) -> int:
    """Return the shape of a word: lower, Capital, CAPITALS, miXed, digits, marks, one capital."""
    if not any(character.isalnum() for character in word):
        return 5
    if any(character.isdigit() for character in word):
        return 4
    if word.isupper():
        return 2 if len(word) > 1 else 6
    if word[:1].isupper():
        return 1 if word[1:].islower() else 3
    return 0 if word.islower() or not any(map(str.isupper, word)) else 3


def windows(length: int) -> list[tuple[int, int]]:
    """Cut a text of that many pieces into overlapping windows of one size, as few as the encoder can hold."""
    if length <= LONGEST_WINDOW:
        return [(0, length)] if length else []
    count = -(-(length - OVERLAP) // (LONGEST_WINDOW - OVERLAP))
    size = -(-(length - OVERLAP) // count) + OVERLAP
    return [(start, start + size) for start in (number * (length - size) // (count - 1) for number in range(count))]


def owners(length: int) -> list[tuple[int, int, int]]:
    """Return (window, from, to): each piece is read in the window in which it lies furthest from an edge."""
    cut = windows(length)
    edges = [0, *((left[1] + right[0]) // 2 for left, right in pairwise(cut)), length]
    return [(number, edges[number], edges[number + 1]) for number in range(len(cut))]


@dataclass(frozen=True)
class Windows:
    """The windows of a text, all of one length, with the encoder's marks around each (windows x pieces).

    `place` says where each word stands in the windows laid end to end: its first piece, where most is around it.
    """

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    place: NDArray[np.int64]


def windows_of(text: Encoded) -> Windows:
    """Return the windows of a text of at least one piece."""
    cut = windows(len(text.ids))
    pieces = np.asarray([np.arange(before, after) for before, after in cut])
    around = ((0, 0), (1, 1))
    ids = np.pad(text.ids[pieces], around, constant_values=CLS)
    ids[:, -1] = SEP
    starts = np.arange(len(cut)) * ids.shape[1] + 1 - pieces[:, 0]
    place = np.concatenate([np.arange(start, end) + starts[number] for number, start, end in owners(len(text.ids))])
    return Windows(ids, np.pad(text.features[pieces], around, constant_values=FEATURES - 1), place[text.first])
