"""Quantities in English text: a number with its bounds, scale and unit, and its place.

Here: finding and reading whole phrases ("over 1,300", "US$3.5 million", "between 10 and 20"). Not here: the amount
without its bounds (`quantity_amounts`), what is refused (`quantity_guards`), what is counted (`extract`).

Bounds: "over 1,300" is low 1300; "nearly 900" and "up to 900" are high 900; "around 100" is low = high = 100;
"tens of" is 10 to 100, "hundreds of" 100 to 1000, "dozens of" 12 to 100, "several hundred" as "hundreds of".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from orchestration.language.quantity_amounts import BETWEEN, LOOK_BACK, START, Amount, read_amount
from orchestration.language.quantity_guards import Candidate, Guards, is_no_quantity
from orchestration.language.vocabularies import GAP, alternation, key_of, vocabulary

Qualifier = Literal["exact", "at_least", "at_most", "about", "range"]


@dataclass(frozen=True)
class Quantity:
    """A number in a text with its bounds in base units: text[char_start:char_end].

    `unit` is an ISO 4217 code, m2, day, week, month, year, percent, or None for a bare count.
    """

    char_start: int
    char_end: int
    text: str
    low: float | None
    high: float | None
    unit: str | None
    qualifier: Qualifier


def is_currency(unit: str | None) -> bool:
    """Return True for a unit that is an ISO 4217 code; "day" is none."""
    return unit is not None and len(unit) == 3 and unit.isupper()


_WORDS = vocabulary("numbers")
_KIND_OF_BOUND: dict[str, Qualifier] = {word: kind for kind, words in _WORDS["bounds"].items() for word in words}
_KIND_AFTER: dict[str, Qualifier] = {word: kind for kind, words in _WORDS["bounds_after"].items() for word in words}
_FILLER = rf"(?:{GAP}(?:another|an additional|a further|a total of|a combined))?"
_BOUND = re.compile(rf"(?:(?<![^\W_])(?P<bound>{alternation(_KIND_OF_BOUND)}){_FILLER}{GAP}?)\Z", re.IGNORECASE)
_WORD_AFTER = rf"(?:{GAP}|-)?(?P<bound>{alternation(_KIND_AFTER)})(?![^\W_])"
_BOUND_AFTER = re.compile(rf"(?:\+(?![0-9])|{_WORD_AFTER})", re.IGNORECASE)
_OVER_MEANS_MORE = re.compile(rf"\b{alternation(_WORDS['over_means_more_after'])}\s\Z", re.IGNORECASE)
_TIME_UNITS = ("day", "week", "month", "year")
# More than any budget in any currency: longer digits are serial numbers.
_LARGEST = 1e18


def find_quantities(text: str, local: Sequence[str] = ()) -> list[Quantity]:
    """Return the quantities of a text from left to right, not overlapping.

    `local` has the currencies of the article's countries, likeliest first: what "$" and "pesos" mean there. Without one
    that fits, they mean what they mean most often (US dollars, Mexican pesos).
    """
    guards = Guards(text)
    found: list[Quantity] = []
    for quantity, candidate in _scan(text, local, strict=True):
        touched = guards.cover(candidate.number_start, candidate.number_end)
        if not touched and not is_no_quantity(text, candidate):
            found.append(quantity)
    return found


def parse_quantity(text: str, local: Sequence[str] = ()) -> Quantity | None:
    """Return the quantity that a short text states (a stored value_text): the whole text, else the first found."""
    stripped = text.strip()
    whole = next(_scan(stripped, local, strict=False), None)
    if whole and (whole[0].char_start, whole[0].char_end) == (0, len(stripped)):
        return whole[0]
    return next(iter(find_quantities(stripped, local)), None)


def parse_quantity_like(text: str, other: str, local: Sequence[str] = ()) -> Quantity | None:
    """Read a bare number with the unit of another phrase: "7,600" like "7,000 square meters" is 7,600 m2."""
    bare, model = START.search(text), START.search(other)
    if bare is None or model is None:
        return None
    own = read_amount(text, bare, 0, local)
    unit_of = read_amount(other, model, 0, local)
    before, behind = other[unit_of.start : unit_of.number_start], other[unit_of.number_end : unit_of.end]
    return parse_quantity(text[: own.start] + before + text[own.start : own.end] + behind + text[own.end :], local)


def _scan(text: str, local: Sequence[str], *, strict: bool) -> Iterator[tuple[Quantity, Candidate]]:
    """Read every number with what stands around it, each stretch of text once."""
    position = 0
    while match := START.search(text, position):
        amount = read_amount(text, match, position, local)
        quantity = _with_bounds(text, amount, position, strict=strict)
        if amount.high < _LARGEST:
            yield quantity, _candidate(quantity, amount)
        position = max(quantity.char_end, match.end())


def _candidate(quantity: Quantity, amount: Amount) -> Candidate:
    unit = quantity.unit
    return Candidate(
        number_start=amount.number_start,
        number_end=amount.number_end,
        start=quantity.char_start,
        end=quantity.char_end,
        unit=unit,
        has_scale=amount.has_scale,
        has_bound=quantity.qualifier != "exact",
        is_money=is_currency(unit),
    )


def _with_bounds(text: str, amount: Amount, floor: int, *, strict: bool) -> Quantity:
    """Widen the phrase by the words that bound it, before or else behind."""
    start, end = amount.start, amount.end
    kind: Qualifier = "exact" if amount.low == amount.high else "range"
    before = _bound_before(text, amount, floor, strict=strict)
    after = None if before else _BOUND_AFTER.match(text, end)
    if before:
        start = before.start()
        kind = kind if kind == "range" else _KIND_OF_BOUND[key_of(before["bound"])]
    elif after:
        end = after.end()
        kind = kind if kind == "range" else _KIND_AFTER[key_of(after["bound"])] if after["bound"] else "at_least"
    low = None if kind == "at_most" else amount.low
    high = None if kind == "at_least" else amount.high
    return Quantity(start, end, text[start:end], low, high, amount.unit, kind)


def _bound_before(text: str, amount: Amount, floor: int, *, strict: bool) -> re.Match[str] | None:
    begin = max(floor, amount.start - LOOK_BACK)
    is_range = amount.low != amount.high and not amount.is_vague
    if is_range and (between := BETWEEN.search(text, begin, amount.start)):
        return between
    bound = _BOUND.search(text, begin, amount.start)
    if bound is None or (key_of(bound["bound"]) == "within" and amount.unit not in _TIME_UNITS):
        return None
    return None if strict and _says_how_long(text, bound, amount.unit) else bound


def _says_how_long(text: str, bound: re.Match[str], unit: str | None) -> bool:
    """Tell "invested over three years", a stretch of time, from "for over three years", which is more than three."""
    if key_of(bound["bound"]) != "over" or unit not in _TIME_UNITS:
        return False
    return _OVER_MEANS_MORE.search(text, max(0, bound.start() - 12), bound.start()) is None
