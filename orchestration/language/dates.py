"""Dates as English text writes them: absolute, partial and relative, with their parts and their place.

Here: finding and reading. Not here: which day a partial or relative date means (`normalize.dates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from orchestration.language.date_patterns import MONTHS, PATTERNS, START, WORDS
from orchestration.language.vocabularies import alternation, key_of
from orchestration.language.years import year_or_count

Unit = Literal["day", "week", "month", "quarter", "year"]
EARLIEST_YEAR = 1950
"""Ecosystems of technology, and the pages that tell of them, are younger: an earlier year is misread."""


@dataclass(frozen=True)
class DateExpression:
    """A date in a text: text[char_start:char_end]. Parts that it does not state are None.

    `offset` counts `unit`s from the present: "last month" is unit month, offset -1; "October last year" is that
    with month 10. `is_span` marks a stretch of time up to the present ("the past two years"). `relation` is the
    word before it that says which side is meant: by, since, until, before, after.
    """

    char_start: int
    char_end: int
    text: str
    kind: Literal["absolute", "partial", "relative"]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    unit: Unit | None = None
    offset: int | None = None
    is_span: bool = False
    relation: str | None = None


# A year right behind one of these is part of another number or of a name.
_JOINTS = ("-", "/", ".", ",", "$", "€", "£", "#", "+", "₩", "–")
Parts = dict[str, object]
_RELATION = re.compile(rf"\b({alternation(WORDS['relations'])})\s(?:the\s)?\Z", re.IGNORECASE)
_BEFORE_MONTH = re.compile(rf"(?<!\w){alternation(WORDS['words_before_month'])}[\s-]?(?:the\s)?\Z", re.IGNORECASE)


def find_dates(text: str) -> list[DateExpression]:
    """Return the dates of a text from left to right, not overlapping; bare years only where clearly years."""
    return list(_scan(text, strict=True))


def parse_date(text: str) -> DateExpression | None:
    """Return the date that a short text states (a stored date_text), the widest reading at the first place."""
    return next(_scan(text, strict=False), None)


def _scan(text: str, *, strict: bool) -> Iterator[DateExpression]:
    position = 0
    while start := START.search(text, position):
        found = _read(text, start.start(), strict=strict)
        if found is None:
            position = start.end()
        else:
            yield found
            position = found.char_end


def _read(text: str, start: int, *, strict: bool) -> DateExpression | None:
    for name, pattern in PATTERNS:
        match = pattern.match(text, start)
        parts = _parts(name, match, strict=strict) if match else None
        if match and parts is not None:
            return _expression(text, match, parts)
    return None


def _expression(text: str, match: re.Match[str], parts: Parts) -> DateExpression:
    start, end = match.span()
    if match.groupdict().get("before"):  # "in the fall": the season is the date, the words before it are proof only
        start = match.start("season")
    end = start + len(text[start:end].rstrip(" ,\n"))
    if text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    relation = _RELATION.search(text, max(0, start - 12), start)
    kind = "relative" if parts.get("unit") else "absolute" if parts.get("year") else "partial"
    word = WORDS["relations"][relation[1].lower()] if relation else None
    return DateExpression(start, end, text[start:end], kind, relation=word, **parts)  # type: ignore[arg-type]


def _parts(name: str, match: re.Match[str], *, strict: bool) -> Parts | None:
    """Return the parts that the match states, or None where it is no date after all."""
    groups = {key: value for key, value in match.groupdict().items() if value is not None}
    parts: Parts = {}
    if "year" in groups:
        parts["year"] = int(groups["year"])
    if "month" in groups:
        month = _month(groups["month"])
        if month is None:
            return None
        parts["month"] = month
    if "day" in groups:
        parts["day"] = int(groups["day"])
    weekday = groups.get("weekday") or groups.get("weekday_after") or groups.get("weekday_last")
    if weekday:
        parts["weekday"] = WORDS["weekdays"][weekday.lower().rstrip(".")]
    if "season" in groups:
        parts["season"] = WORDS["seasons"][groups["season"].lower()]
    if not _accepts(name, match, groups, parts, strict=strict):
        return None
    parts.update(_steps(name, groups))
    parts.update(_quarter(groups))
    return parts if _exists(parts) else None


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else MONTHS.get(text.lower().rstrip("."))


def _accepts(name: str, match: re.Match[str], groups: dict[str, str], parts: Parts, *, strict: bool) -> bool:
    """Refuse what has the shape of a date and is none: ambiguous digits, "may" the verb, a count."""
    if name == "dotted":
        return _settle_day_and_month(groups["sep"], parts)
    if name in ("bare_month", "month_step", "day", "month") and "month" in groups and groups["month"].isalpha():
        first = match.string[match.start("month")]
        if not first.isupper():
            return not strict and match.end() == len(match.string)
    if name == "bare_month" and strict and groups["month"].lower() in WORDS["ambiguous_months"]:
        before = match.string[max(0, match.start("month") - 14) : match.start("month")]
        return _BEFORE_MONTH.search(before) is not None
    if name.startswith("lone"):
        return not strict
    if name == "bare_year":
        return _is_year(match, strict=strict)
    if name == "weekday" and strict:
        return match.string[match.start("weekday")].isupper()
    return True


def _is_year(match: re.Match[str], *, strict: bool) -> bool:
    text, (start, end) = match.string, match.span()
    is_joined = text[max(0, start - 1) : start] in _JOINTS and text[max(0, start - 4) : start].lower() != "mid-"
    if is_joined or text[end : end + 1].isalnum():
        return False
    return not strict or (int(match["year"]) >= EARLIEST_YEAR and year_or_count(text, start, end) == "year")


def _settle_day_and_month(separator: str, parts: Parts) -> bool:
    """Dots mean day first. With "/" or "-" one of the two numbers must be above 12, or both be equal."""
    first, second = parts["day"], parts["month"]
    assert isinstance(first, int)
    assert isinstance(second, int)
    if separator != "." and first <= 12 < second:
        parts["day"], parts["month"] = second, first
        return True
    return second <= 12 and (separator == "." or first > 12 or first == second)


def _steps(name: str, groups: dict[str, str]) -> Parts:
    if "today" in groups:
        return {"unit": "day", "offset": WORDS["days"][key_of(groups["today"])]}
    if "ago" in groups:
        count = key_of(groups["count"])
        number = int(count) if count.isdigit() else WORDS["numbers"][count]
        return {"unit": groups["ago"].lower(), "offset": -number, "is_span": name == "span" or not number}
    if name == "weekday":
        step = WORDS["steps"][key_of(groups["step"])] if "step" in groups else 0
        return {"unit": "week", "offset": step}
    if "step" not in groups:
        return {}
    step = WORDS["steps"][key_of(groups["step"])]
    unit = groups["period"].lower() if "period" in groups else "year"
    return {"unit": unit, "offset": step}


def _quarter(groups: dict[str, str]) -> Parts:
    if "quarter_sign" in groups:
        return {"quarter": int(groups["quarter_sign"].upper().strip("Q"))}
    if "quarter_word" in groups:
        return {"quarter": WORDS["quarters"][groups["quarter_word"].lower()]}
    return {}


def _exists(parts: Parts) -> bool:
    """Return True where the calendar has the day; 29 February needs a leap year only when the year is stated."""
    day, month, year = parts.get("day"), parts.get("month"), parts.get("year")
    if not isinstance(day, int) or not isinstance(month, int):
        return True
    try:
        date(year if isinstance(year, int) else 2024, month, day)
    except ValueError:
        return False
    return True
