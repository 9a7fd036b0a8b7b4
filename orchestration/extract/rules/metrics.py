"""Metrics: numbers with a subject and a measure.

Here: which quantities are facts, what they count, whose they are, whether they are planned. Not here: finding
quantities and dates (`language`), their values (`normalize`). Words are in vocabulary/metrics.yml.
"""

from __future__ import annotations

import re
from typing import Any

from orchestration.extract import vocabulary
from orchestration.extract.protocol import MetricStatement, Statement
from orchestration.extract.rules.entity import Entity
from orchestration.extract.rules.metric_measures import Number, is_elliptic, measure_of, numbers_in, words_around
from orchestration.extract.rules.metric_owners import owner_of
from orchestration.extract.rules.phrases import dates_in, quantities_in, sentence_text
from orchestration.extract.rules.world import World

VOC = "metrics"
DATE_REACH = 60  # characters between a number and its date


def state_metrics(world: World) -> list[Statement]:
    """State every number that has a measure and a subject, once."""
    found: dict[tuple[int, str, str], MetricStatement] = {}
    groups: set[tuple[str, str]] = set()
    last: tuple[int, str] | None = None
    for sentence in world.document.sentences:
        if sentence.is_title_case:
            continue
        for number in numbers_in(sentence):
            measure = measure_of(number)
            if measure is None and last and is_elliptic(number) and sentence.index - last[0] <= 2:
                measure = last[1]
            if measure and number.quantity.unit is None:
                last = (sentence.index, measure)
            owner = owner_of(world, number, measure) if measure else None
            if measure and owner:
                entity, rule = owner
                statement = _statement(world, number, measure, entity, rule)
                key = (id(entity), measure, _value_key(number))
                again = ("companies" if measure == "startups" else measure, _value_key(number))
                if key not in found and (again[0] != "companies" or again not in groups):
                    found[key] = statement
                groups.add(again)
    return list(found.values())


def _value_key(number: Number) -> str:
    q = number.quantity
    return f"{q.low} {q.high} {q.unit}"


def _statement(world: World, number: Number, measure: str, entity: Entity, rule: str) -> MetricStatement:
    entity.acts = entity.acts or not entity.program_kind
    sentence, q = number.sentence, number.quantity
    start, end = world.document.quote_span(sentence, sentence.start + q.char_start)
    value = world.document.text(sentence.start + q.char_start, sentence.start + q.char_end)
    return MetricStatement(
        subject_type="program" if entity.program_kind else "organization",
        subject_name=entity.name,
        measure=measure,
        value_text=value,
        date_text=_date(world, number),
        is_planned=_is_planned(number),
        char_start=start,
        char_end=end,
        rule=f"metric_{rule}",
        confidence=vocabulary.confidence(VOC, rule),
    )


def _date(world: World, number: Number) -> str | None:
    """Return the date that stands closest to the number, with no other number between them."""
    start, end = number.quantity.char_start, number.quantity.char_end
    others = [q for q in quantities_in(number.sentence) if q.char_start != start]

    def is_free(date: Any) -> bool:
        low, high = min(end, date.char_end), max(start, date.char_start)
        return high - low < DATE_REACH and not any(low <= q.char_start and q.char_end <= high for q in others)

    near = [d for d in dates_in(number.sentence) if is_free(d)]
    if not near:
        return None
    best = min(near, key=lambda d: (min(abs(d.char_start - end), abs(d.char_end - start)), d.char_start))
    base = number.sentence.start
    return world.document.text(base + best.char_start, base + best.char_end)


def _is_planned(number: Number) -> bool:
    """True behind "will", "plans to" ..., and before "by 2026"."""
    if set(words_around(number, 9, 0)) & vocabulary.words(VOC, "target_words"):
        return True
    behind = sentence_text(number.sentence)[number.quantity.char_end :].lower()
    clause = re.split(r"[,;]|\band\b", behind)[0]
    return re.search(r"\b(?:by|until)(?: the end of)? 20\d\d", clause) is not None
