"""From tags of words to mentions.

Here: the best sequence of tags of each layer, and which mentions count. Not here: what a mention names (`things`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.labels import BEGIN, INSIDE, LAYERS, NONE
from orchestration.extract.student.tokens import Encoded
from orchestration.language.vocabularies import vocabulary

Floats = NDArray[np.float32]
OUTSIDE = "outside"
WHOLE_WORDS = frozenset({"person", "program", "title"})  # of organizations, a hyphen may join two: "NAVER-KAIST Lab"
HYPHENS = frozenset("-‐‑–")
JOINED = frozenset(vocabulary("names")["joined_to_names"])
CUT_SHORT = frozenset({"organization", "program"})
CUT_AT = 0.25  # how likely a capitalized word behind a name is to belong to it; verbs of headlines have 0.001 to 0.24
NEVER_ENDING = frozenset({"organization", "organization_inside", "program", "title"})
UNFINISHED = frozenset(vocabulary("names")["unfinished_words"])
NEVER_LAST = UNFINISHED | frozenset(vocabulary("names")["days"])
_WITHIN_TITLE = re.compile(rf" (?:{'|'.join(map(re.escape, vocabulary('names')['within_titles']))}) ")
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
    tags = _leaning(tags, leans)
    paths = best_path(tags)
    spans = [
        span
        for number, layer in enumerate(LAYERS)
        for span in _layer_spans(text, encoded, tags[:, number], paths[:, number], layer)
    ]
    spans = _with_whole_names(text, encoded, tags, _with_whole_titles(text, _with_full_names(text, encoded, spans)))
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
        if layer in WHOLE_WORDS:
            first, last = _whole(text, encoded, first, last)
        while layer in NEVER_ENDING and last > first and _word(text, encoded, last).lower() in UNFINISHED:
            last -= 1
        start, end = int(encoded.starts[first]), int(encoded.ends[last])
        if last - first < LONGEST.get(layer, 40) or layer == OUTSIDE:
            score = float(tags[first : last + 1, 1:].sum(axis=1).mean())
            found.append(Span(layer, first, last, start, end, text[start:end], score))
    return found


def _with_full_names(text: str, encoded: Encoded, spans: list[Span]) -> list[Span]:
    """Let persons have the rest of their names: words that the model takes for a person of their own, right behind.

    After a single word, or initials, these may also be capitalized words that nothing else has.
    """
    taken = {at for span in spans if span.layer != OUTSIDE for at in range(span.first, span.last + 1)}
    persons = {span.first: span for span in spans if span.layer == "person"}
    found, inside = [], -1
    for span in spans:
        if span.layer == "person":
            if span.first <= inside:
                continue
            inside = _end_of_name(text, encoded, span, persons, taken)
            span = _at(text, encoded, span, span.first, inside)
        found.append(span)
    return found


def _with_whole_names(text: str, encoded: Encoded, tags: Floats, spans: list[Span]) -> list[Span]:
    """Let organizations and programs have what was cut off: letters that touch them, and capitalized words behind.

    These only where the model finds it likely enough that the name goes on ("Acme" of "Acme Robotics"), and no other
    mention has them. A headline that has capitals throughout, and "Acme Tuesday said", say nothing about a name.
    """
    taken = {at for span in spans if span.layer != OUTSIDE for at in range(span.first, span.last + 1)}
    found = []
    for span in spans:
        first, last = span.first, span.last
        if span.layer in CUT_SHORT:
            goes_on = tags[:, LAYERS.index(span.layer), INSIDE]
            while first and first - 1 not in taken and _touches(text, encoded, first - 1):
                first -= 1
            while last + 1 not in taken and _is_cut(text, encoded, last, goes_on):
                last += 1
            while last > span.first and _word(text, encoded, last).lower() in NEVER_LAST:
                last -= 1
        found.append(_at(text, encoded, span, first, last))
    return found


def _at(text: str, encoded: Encoded, span: Span, first: int, last: int) -> Span:
    """Return a mention with the words first to last."""
    start, end = int(encoded.starts[first]), int(encoded.ends[last])
    return replace(span, first=first, last=last, start=start, end=end, text=text[start:end])


def _is_cut(text: str, encoded: Encoded, last: int, goes_on: Floats) -> bool:
    """True where a name is not over: the next word touches it, or has a capital and may be inside."""
    if last + 1 >= len(encoded.starts):
        return False
    word = _word(text, encoded, last + 1)
    is_name = word[:1].isupper() and word.lower() not in NEVER_LAST and goes_on[last + 1] >= CUT_AT
    return _touches(text, encoded, last) or (is_name and _gap(text, encoded, last) == " ")


def _touches(text: str, encoded: Encoded, left: int) -> bool:
    """True where letters of a word and of the next one follow each other, as in scripts without blanks."""
    both = text[encoded.ends[left] - 1 : encoded.starts[left + 1] + 1]
    return len(both) == 2 and both.isalpha()


def _with_whole_titles(text: str, spans: list[Span]) -> list[Span]:
    """Make one title of two with small words between: "Secretary" and "President" in "Secretary to the President"."""
    found: list[Span] = []
    for span in spans:
        if (
            found
            and found[-1].layer == span.layer == "title"
            and _WITHIN_TITLE.fullmatch(text, found[-1].end, span.start)
        ):
            before = found.pop()
            words = text[before.start : span.end]
            span = replace(before, last=span.last, end=span.end, text=words, score=min(before.score, span.score))
        found.append(span)
    return found


def _end_of_name(text: str, encoded: Encoded, span: Span, persons: Mapping[int, Span], taken: Collection[int]) -> int:
    last, is_short = span.last, " " not in span.text
    while last - span.first < LONGEST["person"]:
        if last + 1 in persons and _gap(text, encoded, last) in {" ", ""}:
            last = persons[last + 1].last
        elif is_short and last + 1 not in taken and _goes_on(text, encoded, last):
            last += 1
        else:
            break
    return last - 1 if last > span.last and _word(text, encoded, last) == "." else last


def _goes_on(text: str, encoded: Encoded, last: int) -> bool:
    """True where the next word is one of a name that ends with a word: a capitalized one, or the dot of an initial."""
    if last + 1 >= len(encoded.starts):
        return False
    here, word, gap = _word(text, encoded, last), _word(text, encoded, last + 1), _gap(text, encoded, last)
    if word == ".":
        return gap == "" and len(here) == 1
    is_initial = len(word) == 1 and gap == ""
    follows = gap == " " or (gap == "" and here == ".")
    return follows and word.isalpha() and word[:1].isupper() and (is_initial or not word.isupper())


def _gap(text: str, encoded: Encoded, at: int) -> str:
    """Return what stands between a word and the next one."""
    return text[encoded.ends[at] : encoded.starts[at + 1]]


def _whole(text: str, encoded: Encoded, first: int, last: int) -> tuple[int, int]:
    """Return the words of a mention with those that hyphens join to its ends: "Jin" of "Jin-bae", "co" of "co-head"."""

    def word(at: int) -> str:
        return _word(text, encoded, at)

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


def _word(text: str, encoded: Encoded, at: int) -> str:
    return text[encoded.starts[at] : encoded.ends[at]]


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
