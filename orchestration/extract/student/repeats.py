"""Names that were found once are names wherever they stand: the article as a whole decides what one mention can't.

Here: other places of a name, and names that were taken for an organization here and for a program there. Not here:
which spellings name one thing (`things`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from orchestration.extract.student.span import Span
from orchestration.extract.student.tokens import Encoded, shape_of

NAMED = ("organization", "program", "person")
CLASHING = ("organization", "program")
SURE = 0.8  # a name that is less sure where it was found is not looked for elsewhere
CAPITAL = frozenset({1, 2, 3, 6})  # shapes of words that may go on with a name


def settle(spans: Sequence[Span]) -> list[Span]:
    """Let a name be an organization or a program throughout: what its mentions say more surely."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        if span.layer in CLASHING:
            weights[span.text][span.layer] += span.score
    return [
        replace(span, layer=max(CLASHING, key=weights[span.text].__getitem__)) if span.layer in CLASHING else span
        for span in spans
    ]


def repeated(spans: Sequence[Span], encoded: Encoded, text: str) -> list[Span]:
    """Return the spans with those that have the words of a sure name, in order.

    These lie in no other name; what is only a part of one goes: "Start-up" where "Start-up in Residence" stands.
    """
    sure: dict[str, Span] = {}
    for span in sorted(spans, key=lambda span: span.score):
        if span.layer in NAMED and span.score >= SURE and shape_of(span.text) in CAPITAL:
            sure[span.text] = span
    taken = [span for span in spans if span.layer in {*NAMED, "place", "title"}]
    owner = {word: span for span in taken for word in range(span.first, span.last + 1)}
    found, gone = [], set()
    for name, span in sorted(sure.items(), key=lambda pair: -len(pair[0])):
        for first, last in _places(name, span.last - span.first, encoded, text):
            inside = {owner[word] for word in range(first, last + 1) if word in owner}
            if all(_is_part(each, span, first, last) for each in inside):
                gone.update(inside)
                whole = span.of_words(text, encoded, first, last)
                owner.update(dict.fromkeys(range(first, last + 1), whole))
                found.append(whole)
    kept = [span for span in spans if span not in gone]
    return sorted(
        [*kept, *(span for span in found if span not in gone)], key=lambda span: (span.start, -span.end, span.layer)
    )


def _is_part(part: Span, whole: Span, first: int, last: int) -> bool:
    """True where a mention is less than the words first to last, and of the layer of the name that they are."""
    return (
        part.layer == whole.layer
        and first <= part.first
        and part.last <= last
        and (part.first, part.last) != (first, last)
    )


def _places(name: str, length: int, encoded: Encoded, text: str) -> Iterator[tuple[int, int]]:
    """Yield the words (first, last) at which a name stands whole, with no capital word that may belong to it beside."""
    at = text.find(name)
    while at >= 0:
        first = encoded.word_at(at)
        last = first + length
        is_whole = last < len(encoded.ends) and encoded.starts[first] == at and encoded.ends[last] == at + len(name)
        if is_whole and not any(_goes_on(encoded, text, *each) for each in ((first - 1, first), (last, last + 1))):
            yield first, last
        at = text.find(name, at + 1)


def _goes_on(encoded: Encoded, text: str, left: int, right: int) -> bool:
    """True where two words are parts of one line with only a blank or a dash between, and both have capitals."""
    if left < 0 or right >= len(encoded.starts):
        return False
    between = text[encoded.ends[left] : encoded.starts[right]]
    words = (text[encoded.starts[each] : encoded.ends[each]] for each in (left, right))
    return between == " " and all(shape_of(word) in CAPITAL for word in words)
