"""Numbers with a subject. The model says which numbers are facts and of whom; their words are read by `language`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.extract.protocol import MetricStatement
from orchestration.extract.student.decoding import Decoding
from orchestration.extract.student.labels import MEASURES
from orchestration.language.quantities import Quantity, parse_quantity

SUBJECT = {"o": "organization", "g": "program", "l": "city"}
UNIT_MEASURES = {"m2": "area", "day": "duration", "week": "duration", "month": "duration", "year": "duration"}
CURRENCY_LETTERS = 3
MONEY = (
    "investment", "funding", "revenue", "budget", "assets", "profit", "loss", "loans", "exports", "donations", "grants",
)  # fmt: skip
OTHER, SHORTEST_NOUN = "other", 4
_NO_NOUN = re.compile(r"[\W\d_]+")


def state_numbers(decoding: Decoding) -> Iterator[MetricStatement]:
    """Yield each number that can be read and has a subject that is stated."""
    reading = decoding.reading
    for thing in reading.of_letter("q"):
        span = reading.spans[reading.things[thing].names[0]]
        quantity = parse_quantity(span.text)
        subjects = reading.likely("counts", thing, "ogl", decoding.limits["counts"])
        if quantity is None or not subjects or subjects[0][1] not in decoding.names:
            continue
        score, subject = subjects[0]
        measure = _measure(decoding, thing, span.text, quantity)
        if measure is None:
            continue
        start, end = decoding.quote("counts", thing, subject)
        yield MetricStatement(
            subject_type=SUBJECT[reading.things[subject].letter],
            subject_name=decoding.names[subject],
            measure=measure,
            value_text=span.text,
            is_planned=reading.class_of("time", thing)[0] == "planned",
            char_start=start,
            char_end=end,
            rule="counts",
            confidence=round(min(score, span.score), 4),
        )


def _measure(decoding: Decoding, thing: int, words: str, quantity: Quantity) -> str | None:
    """Return what is counted: the unit decides, then the model, then the counted noun; None where nothing tells."""
    if quantity.unit in UNIT_MEASURES:
        return UNIT_MEASURES[quantity.unit]
    is_money = quantity.unit is not None and len(quantity.unit) == CURRENCY_LETTERS
    classes = decoding.reading.classes["measure"][decoding.reading.things[thing].names[0]]
    measure = max(MONEY if is_money else MEASURES, key=lambda name: float(classes[MEASURES.index(name)]))
    return measure if measure != OTHER else _noun(words, quantity)


def _noun(words: str, quantity: Quantity) -> str | None:
    """Return the last word behind the number, which is the counted noun of "40 subsidised flats"."""
    behind = words[words.find(quantity.text) + len(quantity.text) :]
    nouns = [word for word in _NO_NOUN.split(behind.lower()) if len(word) >= SHORTEST_NOUN]
    return nouns[-1] if nouns else None
