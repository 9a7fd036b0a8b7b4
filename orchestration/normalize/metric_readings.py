"""Metric readings: the words of a metric fact -> subject, measure, number, unit and time, or why not.

Here: reading one fact, with its siblings of the same article where they say what it leaves out. Not here: which facts
are one observation (`metrics`), reading numbers (`language.quantities`) and dates (`dates`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from orchestration.language.quantities import Quantity, is_currency, parse_quantity, parse_quantity_like
from orchestration.normalize.dates import Anchor, ResolvedDate, resolve
from orchestration.normalize.lookup_tables import read_lookup
from orchestration.normalize.rejections import Rejection, unknown_names

_NO_UNIT, _STATED_UNIT = "items", "stated"
Fact = dict[str, Any]
Subjects = Mapping[tuple[str, str, str], dict[str, Any]]


@dataclass(frozen=True)
class Reading:
    """A metric fact with its values read."""

    fact: Fact
    subject_id: str
    subject_name: str
    measure: str
    quantity: Quantity
    unit: str
    as_of: ResolvedDate | None


def read_metrics(
    facts: Iterable[Fact], subjects: Subjects, anchors: Mapping[str, Anchor], currencies: Mapping[str, Sequence[str]]
) -> tuple[list[Reading], list[Rejection]]:
    """Read all facts. A fact that can't be read is rejected; an unreadable time rejects the time, not the number."""
    facts = list(facts)
    siblings = _values_by_number(facts)
    readings: list[Reading] = []
    rejections: list[Rejection] = []
    for fact in facts:
        subject = subjects.get((fact["article_id"], fact["subject_type"], fact["subject_name"]))
        local = currencies.get(fact["article_id"], ())
        anchor = anchors.get(fact["article_id"], Anchor())
        reading = _read(fact, subject, siblings[_number_key(fact)], anchor, local)
        if isinstance(reading, Rejection):
            rejections.append(reading)
            continue
        readings.append(reading)
        if fact["date_text"] and reading.as_of is None:
            rejections.append(_unknown_date(fact))
    return readings, rejections


def _number_key(fact: Fact) -> tuple[str, str, str, str]:
    return fact["article_id"], fact["subject_type"], fact["subject_name"], _measure(fact["measure"])[0]


def _values_by_number(facts: list[Fact]) -> Mapping[tuple[str, str, str, str], list[str]]:
    values: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for fact in facts:
        values[_number_key(fact)].append(fact["value_text"])
    return values


def _read(
    fact: Fact, subject: dict[str, Any] | None, siblings: list[str], anchor: Anchor, local: Sequence[str]
) -> Reading | Rejection:
    if subject is None:
        return unknown_names(fact, "metric", [fact["subject_name"]], fact["subject_type"])
    quantity = parse_quantity(fact["value_text"], local)
    if quantity is None:
        return _unreadable(fact)
    measure, default_unit = _measure(fact["measure"])
    if quantity.unit is None and default_unit == _STATED_UNIT:
        quantity = _with_unit_of_siblings(fact["value_text"], siblings, local)
        if quantity is None:
            return _no_unit(fact)
    as_of = resolve(fact["date_text"], anchor, is_planned=fact["is_planned"])
    unit = quantity.unit or default_unit
    if _is_nothing(quantity, unit):
        return _no_money(fact)
    return Reading(fact, subject["subject_id"], subject["preferred_name"], measure, quantity, unit, as_of)


def _is_nothing(quantity: Quantity, unit: str) -> bool:
    """Return whether a sum of money has a bound of zero: nobody announces one."""
    return is_currency(unit) and 0 in (quantity.low, quantity.high)


def _with_unit_of_siblings(value_text: str, siblings: list[str], local: Sequence[str]) -> Quantity | None:
    """Read "7,600" beside "7,000 square meters" of the same subject and measure, where all siblings agree."""
    parsed = [parse_quantity_like(value_text, other, local) for other in sorted(set(siblings))]
    with_unit = [quantity for quantity in parsed if quantity and quantity.unit]
    values = {(quantity.low, quantity.high, quantity.unit) for quantity in with_unit}
    return with_unit[0] if len(values) == 1 else None


def _measure(stated: str) -> tuple[str, str]:
    """Return the name that all spellings of a measure share, and the unit of its bare numbers."""
    name = " ".join(stated.lower().replace("_", " ").split())
    return _measures().get(name, (name, _NO_UNIT))


@cache
def _measures() -> dict[str, tuple[str, str]]:
    rows = read_lookup("measures").iter_rows(named=True)
    return {row["measure"]: (row["canonical_measure"], row["unit"]) for row in rows}


def _rejection(fact: Fact, reason: str, message: str, text: str) -> Rejection:
    return Rejection(fact["fact_id"], fact["article_id"], "metric", reason, message, text)


def _unreadable(fact: Fact) -> Rejection:
    message = (
        f"{fact['value_text']!r} is no number that can be read; if it is one, add its words to "
        "language/vocabulary/numbers.yml, or its unit to units.yml or currencies.yml"
    )
    return _rejection(fact, "unreadable_number", message, fact["value_text"])


def _no_unit(fact: Fact) -> Rejection:
    message = (
        f"{fact['value_text']!r} states no currency, area or time, which {fact['measure']!r} needs; if the text does, "
        "extraction must keep the unit in value_text, or language/vocabulary lacks it"
    )
    return _rejection(fact, "unknown_unit", message, fact["value_text"])


def _unknown_date(fact: Fact) -> Rejection:
    message = (
        f"{fact['date_text']!r} gives no date, so the number is kept without one; if it should, state when the "
        "article was published in its meta file, or add the expression to the vocabulary of dates"
    )
    return _rejection(fact, "unknown_date", message, fact["date_text"])


def _no_money(fact: Fact) -> Rejection:
    message = (
        f"{fact['value_text']!r} is no sum of money, so the number is left out; if the text states one, extraction "
        "must keep it whole in value_text"
    )
    return _rejection(fact, "no_money", message, fact["value_text"])
