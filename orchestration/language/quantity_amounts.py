"""Amounts: currency, number, scale, second number of a range, and unit, read around one number.

Here: what belongs to the amount itself. Not here: the words that bound it and the public result (`quantities`), the
number alone (`number_words`), the meaning of a unit (`quantity_units`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.language.number_words import (
    KOREAN_SCALES,
    MONEY_SCALE,
    NUMBER,
    SCALE,
    VAGUE,
    number_value,
    scale_value,
    vague_range,
)
from orchestration.language.quantity_units import (
    GLUED,
    LEAST_VALUES,
    PREFIX,
    SUFFIX,
    UNIT,
    base_unit,
    currency_of_prefix,
    currency_of_suffix,
)
from orchestration.language.vocabularies import GAP, alternation, key_of

START = re.compile(rf"(?<![^\W_])(?:{VAGUE}|(?-i:{GLUED})?(?P<number>{NUMBER}))", re.IGNORECASE)
BETWEEN = re.compile(rf"\b(?:between|anywhere{GAP}from){GAP}\Z", re.IGNORECASE)
LOOK_BACK = 48
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_SCALE = re.compile(SCALE)
_MONEY_SCALE = re.compile(MONEY_SCALE)
_KOREAN = alternation(KOREAN_SCALES)
_KOREAN_REST = re.compile(rf"[ ]?(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})?|[0-9]{{4}})(?P<scale>{_KOREAN})")
_PREFIX = re.compile(PREFIX)
_PREFIX_BEFORE = re.compile(rf"(?:{PREFIX})\Z")
_SUFFIX = re.compile(SUFFIX)
_UNIT = re.compile(UNIT)
_OF = re.compile(rf"{GAP}of(?={GAP})", re.IGNORECASE)
_REPEATED = re.compile(rf"{GAP}?\([0-9]{{1,4}}\)")
_POINT_AND_THREE = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_PERCENT = re.compile(rf"{GAP}?(?:[%％]|per)", re.IGNORECASE)
_LETTER = re.compile(r"[A-Za-z]")
_TO = re.compile(rf"[%％]?(?:-to-|{GAP}?[-–—~]{GAP}?|{GAP}to{GAP})", re.IGNORECASE)
_AND = re.compile(rf"{GAP}and{GAP}", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom{GAP}\Z", re.IGNORECASE)
_WON = re.compile(r"[ ](?:the|a|an|first|second|third|several|their|its|his|her|awards?|prizes?|gold|best)\b")
# The longest sign or code before a number ("GHS₵ ", "USD $") has fewer characters.
_PREFIX_LENGTH = 12
Unit = tuple[str | None, float, int]


@dataclass(frozen=True)
class Amount:
    """An amount in base units: its place, bounds and unit, and the place of the bare number in it."""

    start: int
    end: int
    low: float
    high: float
    unit: str | None
    number_start: int
    number_end: int
    has_scale: bool
    is_vague: bool


def read_amount(text: str, match: re.Match[str], floor: int, local: Sequence[str]) -> Amount:
    """Read the amount around a match of `START`, not looking left of `floor`."""
    is_vague = match["number"] is None
    number_start, end = match.span(0 if is_vague else "number")
    prefix = _PREFIX_BEFORE.search(text, max(floor, number_start - _PREFIX_LENGTH), number_start)
    code, factor = currency_of_prefix(prefix[0], local) if prefix else (None, 1.0)
    if is_vague:
        (low, high), has_scale, number_end = vague_range(match), True, end
        unit, unit_factor, end = _unit_of_vague(text, end, high, code, local)
    else:
        low, high, number_end, has_scale = _read_numbers(text, match, floor, is_money=prefix is not None)
        unit, unit_factor, end = _unit_after(text, number_end, high, code, local)
    low, high = _clean(low * factor * unit_factor), _clean(high * factor * unit_factor)
    start = prefix.start() if prefix else number_start
    return Amount(start, end, low, high, unit, number_start, number_end, has_scale, is_vague)


def _clean(value: float) -> float:
    """Drop the noise of binary floats: 1.15 billion is 1150000000, not 1149999999.9999998."""
    return float(f"{value:.12g}")


def _read_numbers(text: str, match: re.Match[str], floor: int, *, is_money: bool) -> tuple[float, float, int, bool]:
    """Return low and high of a number or a range, where it ends, and whether a scale was read."""
    low, end, scale = _scaled(text, match["number"], match.end(), is_money=is_money)
    single = (low * (scale or 1.0), low * (scale or 1.0), end, scale is not None)
    second = _second_number(text, match.start("number"), end, floor)
    if second is None:
        return single
    high, second_end, second_scale = _scaled(text, second[0], second.end(), is_money=is_money)
    high *= second_scale or 1.0
    shared = scale or (second_scale if second_scale and low * second_scale < high else 1.0)
    return (low * shared, high, second_end, bool(scale or second_scale)) if low * shared < high else single


def _scaled(text: str, number: str, end: int, *, is_money: bool) -> tuple[float, int, float | None]:
    """Return the value of a number, where it ends with its scale, and the scale."""
    value = number_value(number)
    scale = _SCALE.match(text, end) or (_MONEY_SCALE.match(text, end) if is_money else None)
    if scale is None:
        # "1.259 companies": without a scale three digits behind a point are thousands, as in much of Europe.
        is_thousands = _POINT_AND_THREE.fullmatch(number) and not _PERCENT.match(text, end)
        return value * 1000 if is_thousands else value, end, None
    factor = scale_value(scale[0])
    rest = _KOREAN_REST.match(text, scale.end()) if scale[0].strip() in KOREAN_SCALES else None
    if rest and scale_value(rest["scale"]) < factor:  # "1조 5,000억": the smaller part adds to the larger one
        return value + number_value(rest["number"]) * scale_value(rest["scale"]) / factor, rest.end(), factor
    return value, scale.end(), factor


def _second_number(text: str, start: int, end: int, floor: int) -> re.Match[str] | None:
    """Return the second number of a range. "from 7,000 to 7,600" is a change, so two amounts."""
    begin = max(floor, start - LOOK_BACK)
    prefix = _PREFIX_BEFORE.search(text, begin, start)
    start = prefix.start() if prefix else start
    joint = (_AND.match(text, end) if BETWEEN.search(text, begin, start) else None) or _TO.match(text, end)
    if joint is None or (_FROM.search(text, begin, start) and joint[0].strip().lower() == "to"):
        return None
    second_prefix = _PREFIX.match(text, joint.end())
    number = _NUMBER.match(text, second_prefix.end() if second_prefix else joint.end())
    if number is None:
        return None
    scale = _SCALE.match(text, number.end()) or (prefix and _MONEY_SCALE.match(text, number.end()))
    return number if scale or not _LETTER.match(text, number.end()) else None


def _unit_of_vague(text: str, end: int, value: float, code: str | None, local: Sequence[str]) -> Unit:
    """Read "tens of billions of won": the unit may follow "of"; without a unit the "of" is not part of the phrase."""
    of = _OF.match(text, end)
    after_of = _read_unit(text, of.end(), value, code, local) if of else None
    if of and after_of and after_of[2] > of.end():
        return after_of
    return _read_unit(text, end, value, code, local)


def _unit_after(text: str, end: int, value: float, code: str | None, local: Sequence[str]) -> Unit:
    """Read the unit; it may stand behind the number repeated in digits ("three (3) years")."""
    found = _read_unit(text, end, value, code, local)
    repeated = _REPEATED.match(text, end) if found[0] is None else None
    behind = _read_unit(text, repeated.end(), value, code, local) if repeated else found
    return behind if behind[0] else found


def _read_unit(text: str, end: int, value: float, code: str | None, local: Sequence[str]) -> Unit:
    """Return the unit behind the number, the factor to its base unit, and where it ends."""
    suffix = _SUFFIX.match(text, end)
    if suffix and not _is_other_word(text, suffix, value):
        found, factor = currency_of_suffix(suffix, local if code is None else (code,))
        return found, factor, suffix.end()
    if code is None and (unit := _UNIT.match(text, end)):
        name, factor = base_unit(unit)
        return name, factor, unit.end()
    return code, 1.0, end


def _is_other_word(text: str, suffix: re.Match[str], value: float) -> bool:
    """Tell "3 won the prize" from "3,000 won": a currency's word that is also a verb."""
    word = key_of(suffix["word"] or "")
    return word in LEAST_VALUES and (value < LEAST_VALUES[word] or _WON.match(text, suffix.end()) is not None)
