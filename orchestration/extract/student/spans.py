"""From tags of words to mentions.

Here: the best sequence of tags of each layer, and which mentions count. Not here: what a mention names (`things`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.labels import BEGIN, INSIDE, LAYERS
from orchestration.extract.student.tokens import Encoded
from orchestration.language.vocabularies import vocabulary

Floats = NDArray[np.float32]
OUTSIDE = "outside"
WHOLE_WORDS = frozenset({"person", "program", "title"})  # of organizations, a hyphen may join two: "NAVER-KAIST Lab"
HYPHENS = frozenset("-‐‑–")
JOINED = frozenset(vocabulary("names")["joined_to_names"])
LONGEST = {"organization": 30, "program": 20, "title": 25, "person": 8}  # words


@dataclass(frozen=True)
class Span:
    """A mention: words first to last of a layer, where it stands in the text, and how sure the model is."""

    layer: str
    first: int
    last: int
    start: int
    end: int
    text: str
    score: float

    @property
    def row(self) -> tuple[int, int, int]:
        """The mention as the model is asked about it."""
        return LAYERS.index(self.layer), self.first, self.last


def find_spans(
    text: str, encoded: Encoded, tags: Floats, furniture: Iterable[tuple[int, int]], leans: Mapping[str, float]
) -> list[Span]:
    """Return the mentions in the order of the text, without those in text of other articles.

    `furniture` are spans of the text that are known not to belong to the article. `leans` has, for some layers, by
    which factor a word is likelier to belong to a mention than the model says.
    """
    spans = [
        span
        for number, layer in enumerate(LAYERS)
        for span in _layer_spans(text, encoded, _leaning(tags[:, number], leans.get(layer, 1.0)), layer)
    ]
    closed = [(span.start, span.end) for span in spans if span.layer == OUTSIDE] + list(furniture)
    kept = [
        span for span in spans if span.layer != OUTSIDE and not any(start <= span.start < end for start, end in closed)
    ]
    return sorted(kept, key=lambda span: (span.start, -span.end, span.layer))


def _leaning(tags: Floats, factor: float) -> Floats:
    weighed: Floats = tags * np.asarray([1.0, factor, factor], dtype=np.float32)
    return weighed / weighed.sum(axis=-1, keepdims=True)


def _layer_spans(text: str, encoded: Encoded, tags: Floats, layer: str) -> list[Span]:
    path = best_path(tags)
    found: list[Span] = []
    for first in np.nonzero(path == BEGIN)[0].tolist():
        last = first
        while last + 1 < len(path) and path[last + 1] == INSIDE:
            last += 1
        if layer in WHOLE_WORDS:
            first, last = _whole(text, encoded, first, last)
        start, end = int(encoded.starts[first]), int(encoded.ends[last])
        if last - first < LONGEST.get(layer, 40) or layer == OUTSIDE:
            score = float(tags[first : last + 1, 1:].sum(axis=1).mean())
            found.append(Span(layer, first, last, start, end, text[start:end], score))
    return found


def _whole(text: str, encoded: Encoded, first: int, last: int) -> tuple[int, int]:
    """Return the words of a mention with those that hyphens join to its ends: "Jin" of "Jin-bae", "co" of "co-head"."""

    def word(at: int) -> str:
        return text[encoded.starts[at] : encoded.ends[at]]

    def are_joined(left: int) -> bool:
        """True where a word and the next one touch, and one of them is a hyphen."""
        right = left + 1
        return (
            0 <= left < right < len(encoded.starts)
            and encoded.ends[left] == encoded.starts[right]
            and not HYPHENS.isdisjoint((word(left), word(right)))
        )

    while are_joined(first - 1):
        first -= 1
    while are_joined(last) and (word(last) in HYPHENS or (are_joined(last + 1) and word(last + 2) not in JOINED)):
        last += 1
    return first, last


def best_path(tags: Floats) -> NDArray[np.int64]:
    """Return the likeliest tags (words) in which nothing goes on that has not begun (Viterbi)."""
    if not len(tags):
        return np.zeros(0, dtype=np.int64)
    scores = np.log(tags + 1e-9)
    total = scores[0] + np.asarray([0.0, 0.0, -1e9])
    back = np.zeros((len(scores), 3), dtype=np.int64)
    for word in range(1, len(scores)):
        free = int(total.argmax())
        going = 1 if total[1] >= total[2] else 2
        back[word] = free, free, going
        total = np.asarray([total[free], total[free], total[going]]) + scores[word]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = total.argmax()
    for word in range(len(scores) - 1, 0, -1):
        path[word - 1] = back[word, path[word]]
    return path
