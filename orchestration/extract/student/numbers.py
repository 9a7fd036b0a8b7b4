"""Numbers with a subject. The model says which numbers are facts and of whom; their words are read by `language`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orchestration.extract.protocol import MetricStatement
from orchestration.extract.student.decoding import Decoding
from orchestration.extract.student.labels import MEASURES
from orchestration.extract.student.reading import Reading
from orchestration.extract.student.span import Span
from orchestration.language.quantities import Quantity, is_currency, parse_quantity
from orchestration.language.times_of_numbers import time_of_number

SUBJECT = {"o": "organization", "g": "program", "l": "city"}
UNIT_MEASURES = {"m2": "area", "day": "duration", "week": "duration", "month": "duration", "year": "duration"}
MONEY = (
    "investment", "funding", "revenue", "budget", "assets", "profit", "loss", "loans", "exports", "donations", "grants",
)  # fmt: skip
OTHER, SHORTEST_NOUN = "other", 4
TIE = 0.02  # what two probabilities may differ by and say nothing: rounding to 8 bits moves them as much
_OPENS, _GOES_ON, _ENDS = (re.compile(rf"\s*{marks}\s*") for marks in (r"[(\[]", r"[;,/]", r"[)\];,/]"))
_NO_NOUN = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class _Amount:
    """The number before, which was stated, or tells again what was."""

    span: Span
    quantity: Quantity
    is_repeated: bool


def state_numbers(decoding: Decoding) -> Iterator[MetricStatement]:
    """Yield each number that can be read and has a subject that is stated.

    An amount that is told again in another currency, "€6m ($6.7m; £5.2m)", is stated once.
    """
    before: _Amount | None = None
    found = _quantities(decoding.reading)
    starts = [span.start for _, span, _ in found]
    for thing, span, quantity in found:
        if before and _is_told_again(decoding.reading.article.text, before, span, quantity):
            before = _Amount(span, quantity, is_repeated=True)
        elif statement := _statement(decoding, thing, span, quantity, starts):
            before = _Amount(span, quantity, is_repeated=False)
            yield statement
        else:
            before = None


def _quantities(reading: Reading) -> list[tuple[int, Span, Quantity]]:
    """Return the numbers that can be read, in the order of the text."""
    spans = ((thing, reading.spans[reading.things[thing].names[0]]) for thing in reading.of_letter("q"))
    found = [(thing, span, quantity) for thing, span in spans if (quantity := parse_quantity(span.text))]
    return sorted(found, key=lambda each: each[1].start)


def _is_told_again(text: str, before: _Amount, span: Span, quantity: Quantity) -> bool:
    """Return True for an amount in brackets, and nothing else in them, behind one in another currency."""
    is_other = (
        is_currency(before.quantity.unit) and is_currency(quantity.unit) and before.quantity.unit != quantity.unit
    )
    begins = _GOES_ON if before.is_repeated else _OPENS
    return is_other and bool(begins.fullmatch(text[before.span.end : span.start]) and _ENDS.match(text, span.end))


def _statement(
    decoding: Decoding, thing: int, span: Span, quantity: Quantity, starts: Sequence[int]
) -> MetricStatement | None:
    reading = decoding.reading
    subjects = reading.likely("counts", thing, "ogl", decoding.limits["counts"])
    if not subjects or subjects[0][1] not in decoding.names:
        return None
    score, subject = _subject(reading, [each for each in subjects if each[1] in decoding.names])
    measure = _measure(decoding, thing, span.text, quantity)
    if measure is None:
        return None
    start, end = decoding.quote("counts", thing, subject)
    is_length = measure == "duration"  # "a ten-year agreement in 2016" lasts as long at any time
    return MetricStatement(
        subject_type=SUBJECT[reading.things[subject].letter],
        subject_name=decoding.names[subject],
        measure=measure,
        value_text=span.text,
        date_text=None if is_length else _time(decoding, span, starts),
        is_planned=reading.class_of("time", thing)[0] == "planned",
        char_start=start,
        char_end=end,
        rule="counts",
        confidence=min(score, span.score),
    )


def _subject(reading: Reading, subjects: Sequence[tuple[float, int]]) -> tuple[float, int]:
    """Return the likeliest subject; of those that are about as likely, the one that the article speaks of most."""
    near = [each for each in subjects if each[0] >= subjects[0][0] - TIE]
    return max(near, key=lambda each: len(reading.things[each[1]].mentions))


def _time(decoding: Decoding, span: Span, starts: Sequence[int]) -> str | None:
    """Return the words of the date that a number is of, from its sentence; `starts` are where all numbers begin."""
    start, end = decoding.quotes.around([(span.start, span.end)])
    inside = starts[bisect_left(starts, start) : bisect_left(starts, end)]
    others = [other - start for other in inside if other != span.start]
    return time_of_number(decoding.reading.article.text[start:end], span.start - start, span.end - start, others)


def _measure(decoding: Decoding, thing: int, words: str, quantity: Quantity) -> str | None:
    """Return what is counted: the unit decides, then the model, then the counted noun; None where nothing tells."""
    if quantity.unit in UNIT_MEASURES:
        return UNIT_MEASURES[quantity.unit]
    classes = decoding.reading.classes["measure"][decoding.reading.things[thing].names[0]]
    measure = max(
        MONEY if is_currency(quantity.unit) else MEASURES, key=lambda name: float(classes[MEASURES.index(name)])
    )
    return measure if measure != OTHER else _noun(words, quantity)


def _noun(words: str, quantity: Quantity) -> str | None:
    """Return the last word behind the number, which is the counted noun of "40 subsidised flats"."""
    behind = words[words.find(quantity.text) + len(quantity.text) :]
    nouns = [word for word in _NO_NOUN.split(behind.lower()) if len(word) >= SHORTEST_NOUN]
    return nouns[-1] if nouns else None
