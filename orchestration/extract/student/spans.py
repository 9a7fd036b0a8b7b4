"""From tags of words to mentions.

Here: the best sequence of tags of each layer, and which mentions count. Not here: their edges (`edges`), mending
them by their neighbours (`mending`), what a mention names (`things`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.edges import edges_of
from orchestration.extract.student.labels import BEGIN, INSIDE, LAYERS, NONE
from orchestration.extract.student.mending import LONGEST_PERSON, mend
from orchestration.extract.student.span import OUTSIDE, Span
from orchestration.extract.student.tokens import Encoded

Floats = NDArray[np.float32]
LONGEST = {"organization": 30, "program": 20, "title": 25, "person": LONGEST_PERSON}  # words


def find_spans(
    text: str, encoded: Encoded, tags: Floats, furniture: Iterable[tuple[int, int]], leans: Mapping[str, float]
) -> list[Span]:
    """Return the mentions in the order of the text, without those in text of other articles.

    `furniture` are spans of the text that are known not to belong to the article. `leans` has, for some layers, by
    which factor a word is likelier to belong to a mention than the model says.
    """
    tags = _leaning(tags, leans)
    paths = best_path(tags)
    spans = [
        span
        for number, layer in enumerate(LAYERS)
        for span in _layer_spans(text, encoded, tags[:, number], paths[:, number], layer)
    ]
    spans = mend(text, encoded, tags, spans)
    closed = [(span.start, span.end) for span in spans if span.layer == OUTSIDE] + list(furniture)
    kept = [
        span for span in spans if span.layer != OUTSIDE and not any(start <= span.start < end for start, end in closed)
    ]
    return sorted(kept, key=lambda span: (span.start, -span.end, span.layer))


def _leaning(tags: Floats, leans: Mapping[str, float]) -> Floats:
    factors = np.asarray([leans.get(layer, 1.0) for layer in LAYERS], dtype=np.float32)
    weighed = tags.copy()
    weighed[..., 1:] *= factors[:, None]
    normed: Floats = weighed / weighed.sum(axis=-1, keepdims=True)
    return normed


def _layer_spans(text: str, encoded: Encoded, tags: Floats, path: NDArray[np.int64], layer: str) -> list[Span]:
    found: list[Span] = []
    for first in np.nonzero(path == BEGIN)[0].tolist():
        last = first
        while last + 1 < len(path) and path[last + 1] == INSIDE:
            last += 1
        if (edges := edges_of(text, encoded, layer, first, last)) is None:
            continue
        first, last = edges
        start, end = int(encoded.starts[first]), int(encoded.ends[last])
        if last - first < LONGEST.get(layer, 40) or layer == OUTSIDE:
            score = float(tags[first : last + 1, 1:].sum(axis=1).mean())
            found.append(Span(layer, first, last, start, end, text[start:end], score))
    return found


def best_path(tags: Floats) -> NDArray[np.int64]:
    """Return the likeliest tags in which nothing goes on that has not begun (Viterbi).

    `tags` are probabilities, words x 3, or words x layers x 3; the answer has no last axis. The likeliest tag of each
    word is mostly allowed; only the stretches in which it is not are searched. They lie between words that begin
    something, which do so in the best path too: a beginning forbids nothing around it.
    """
    path = tags.argmax(axis=-1)
    if not len(path):
        return path
    layers, of_layers = path.reshape(len(path), -1), tags.reshape(len(path), -1, 3)
    before = np.vstack([np.full_like(layers[:1], NONE), layers[:-1]])
    is_lost = (layers == INSIDE) & (before == NONE)
    for layer in np.nonzero(is_lost.any(axis=0))[0]:
        edges = [0, *np.nonzero(layers[:, layer] == BEGIN)[0].tolist(), len(path)]
        for start, end in pairwise(edges):
            if is_lost[start:end, layer].any():
                layers[start:end, layer] = _best_of_all(of_layers[start:end, layer])
    return path


def _best_of_all(tags: Floats) -> list[int]:
    """Return the best path of a stretch (words x 3)."""
    first, *others = np.log(tags + 1e-9).tolist()
    total = [first[NONE], first[BEGIN], -np.inf]
    back = []
    for scores in others:
        free = max((NONE, BEGIN, INSIDE), key=total.__getitem__)
        going = max((BEGIN, INSIDE), key=total.__getitem__)
        back.append((free, free, going))
        total = [total[free] + scores[NONE], total[free] + scores[BEGIN], total[going] + scores[INSIDE]]
    path = [max((NONE, BEGIN, INSIDE), key=total.__getitem__)]
    for came_from in reversed(back):
        path.append(came_from[path[-1]])
    return path[::-1]
