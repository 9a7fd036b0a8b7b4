"""Which day a date in an article means: the article's reference moment, and dates resolved against it.

Here: anchors and resolution, with precision and basis. Not here: reading dates out of text (`language.dates`), the
years in which a weekday fits (`weekday_years`).

Windows, in months: a date without a year lies at most 9 months before or 2 after the reference (news looks
back more than forward), and from the reference on where it belongs to a plan. Where several years fit, none is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from orchestration.language.dates import DateExpression, find_dates, parse_date
from orchestration.language.years import years_mentioned
from orchestration.normalize.weekday_years import fitting_years, year_of_dateline

Precision = Literal["day", "month", "year"]
Basis = Literal["stated", "inferred", "published"]
_MONTHS_BACK = 9
_SEASON_MONTHS = {"spring": 4, "summer": 7, "autumn": 10, "winter": 1}
_QUARTER_MONTHS = 3
# A lead date stands in the first 800 characters: two paragraphs, or a brief and the first one.
_LEAD_LENGTH = 800
# "for the past two years": up to half a year more or less, so that exactly one year can fit.
_SPAN_SLACK_MONTHS = 6


@dataclass(frozen=True)
class ResolvedDate:
    """A calendar date: `on` is the first day of its period, `basis` says how it is known."""

    on: date
    precision: Precision
    basis: Basis


@dataclass(frozen=True)
class Anchor:
    """The moment from which an article speaks, where known, and the years that it mentions."""

    published_on: date | None = None
    published_precision: Precision | None = None
    reference: ResolvedDate | None = None
    years: tuple[int, ...] = ()


def anchor_of(text: str, published_on: date | None = None, precision: Precision | None = None) -> Anchor:
    """Decide the reference moment of an article: its publication date, else a chain of its own dates, else none."""
    years = years_mentioned(text)
    if published_on is not None:
        known = _period(published_on, precision or "day")
        return Anchor(published_on, precision or "day", ResolvedDate(known, precision or "day", "published"), years)
    found = find_dates(text)
    return Anchor(years=years, reference=_reference_of(text, found, years))


def published(anchor: Anchor) -> ResolvedDate | None:
    """Return the publication date, for a caller that wants it for a fact without a date of its own."""
    day, precision = anchor.published_on, anchor.published_precision
    return ResolvedDate(_period(day, precision), precision, "published") if day and precision else None


def resolve(date_text: str | None, anchor: Anchor, *, is_planned: bool = False) -> ResolvedDate | None:
    """Return the date that a text means, or None where the article does not decide it."""
    expression = parse_date(date_text) if date_text else None
    if expression is None or expression.is_span:
        return None
    if expression.kind == "absolute":
        return _absolute(expression)
    if expression.kind == "relative":
        return _relative(expression, anchor)
    return _partial(expression, anchor, is_planned=is_planned)


def _reference_of(text: str, found: list[DateExpression], years: tuple[int, ...]) -> ResolvedDate | None:
    """Return the article's lead date, its year decided by itself, its weekday, or a chain of dated events."""
    lead = next((e for e in found if e.char_start < _LEAD_LENGTH and e.day and e.month), None)
    if lead is None:
        return None
    if lead.kind == "absolute":
        return replace(_absolute(lead), basis="inferred")
    if lead.weekday is None:
        year = _year_by_chain(lead, found)
    elif mentioned := fitting_years(lead, years):
        year = mentioned[0] if len(mentioned) == 1 else None
    else:
        year = year_of_dateline(text, lead, found, years, _LEAD_LENGTH)
    return None if year is None else _on(year, lead.month, lead.day, "inferred")


def _year_by_chain(lead: DateExpression, found: list[DateExpression]) -> int | None:
    """Return the year that a dated event and the years since decide ("August 2017 ... for the past two years")."""
    fitting = set()
    for event, span in pairwise(found):
        if event.kind != "absolute" or not event.month or not span.is_span or span.unit != "year" or not span.offset:
            continue
        for year in range(event.year or 0, (event.year or 0) - span.offset + 2):
            passed = (year - (event.year or 0)) * 12 + (lead.month or 0) - event.month
            if abs(passed + span.offset * 12) < _SPAN_SLACK_MONTHS:
                fitting.add(year)
    return fitting.pop() if len(fitting) == 1 else None


def _absolute(expression: DateExpression) -> ResolvedDate:
    """Resolve a date that states its year. Seasons, halves and quarters are no finer than their year."""
    year, month, day = expression.year, expression.month, expression.day
    assert year is not None
    if month and day:
        return ResolvedDate(date(year, month, day), "day", "stated")
    return ResolvedDate(date(year, month or 1, 1), "month" if month else "year", "stated")


def _partial(expression: DateExpression, anchor: Anchor, *, is_planned: bool) -> ResolvedDate | None:
    reference = anchor.reference
    if expression.month is None and expression.season is None:
        return _day_only(expression, reference)
    if reference is None or reference.precision == "year":
        return _without_month(expression, anchor)
    if expression.season:
        year = _year_near(reference.on, _SEASON_MONTHS[expression.season], None, is_planned=is_planned)
        return ResolvedDate(date(year, 1, 1), "year", "inferred")
    if expression.weekday is not None and expression.day:
        return _nearest_with_weekday(expression, reference.on)
    assert expression.month is not None
    year = _year_near(reference.on, expression.month, expression.day, is_planned=is_planned)
    return _on(year, expression.month, expression.day, "inferred")


def _without_month(expression: DateExpression, anchor: Anchor) -> ResolvedDate | None:
    """Without a reference month only a weekday can decide, among the years that the article mentions."""
    if expression.weekday is None or not expression.day:
        return None
    reference = anchor.reference
    years = (reference.on.year - 1, reference.on.year, reference.on.year + 1) if reference else anchor.years
    fitting = fitting_years(expression, years)
    return _on(fitting[0], expression.month, expression.day, "inferred") if len(fitting) == 1 else None


def _nearest_with_weekday(expression: DateExpression, reference: date) -> ResolvedDate | None:
    candidates = [_on(reference.year + step, expression.month, expression.day, "inferred") for step in (-1, 0, 1)]
    fitting = [day for day in candidates if day and day.on.weekday() == expression.weekday]
    return min(fitting, key=lambda day: (abs(day.on - reference), day.on)) if fitting else None


def _day_only(expression: DateExpression, reference: ResolvedDate | None) -> ResolvedDate | None:
    """Resolve "on the 28th": the last such day up to the reference."""
    if reference is None or reference.precision != "day" or not expression.day:
        return None
    month = reference.on if expression.day <= reference.on.day else _add_months(reference.on, -1)
    return _on(month.year, month.month, expression.day, "inferred")


def _year_near(reference: date, month: int, day: int | None, *, is_planned: bool) -> int:
    """Return the year that puts month and day into the window around the reference."""
    back = 0 if is_planned else _MONTHS_BACK
    first = reference.year * 12 + reference.month - 1 - back
    year = (first - (month - 1) + 11) // 12
    if is_planned and day and (year, month) == (reference.year, reference.month) and day < reference.day:
        return year + 1
    return year


def _relative(expression: DateExpression, anchor: Anchor) -> ResolvedDate | None:
    reference = anchor.reference
    if reference is None or expression.offset is None:
        return None
    now, step, exact = reference.on, expression.offset, reference.precision
    if expression.month and expression.unit == "year":
        return _month_of_step(expression, reference)
    if expression.unit == "year" or expression.season:
        return ResolvedDate(date(now.year + step, 1, 1), "year", "inferred")
    if exact == "year":
        return None if step else ResolvedDate(date(now.year, 1, 1), "year", "inferred")
    if expression.unit in ("month", "quarter"):
        return _step_of_months(now, expression.unit, step)
    if exact == "month":
        return None if step else ResolvedDate(date(now.year, now.month, 1), "month", "inferred")
    return _step_of_days(expression, now)


def _step_of_months(now: date, unit: str, step: int) -> ResolvedDate:
    if unit == "month":
        return ResolvedDate(_add_months(now, step).replace(day=1), "month", "inferred")
    quarter = _add_months(now, step * _QUARTER_MONTHS)
    return ResolvedDate(date(quarter.year, 1, 1), "year", "inferred")


def _month_of_step(expression: DateExpression, reference: ResolvedDate) -> ResolvedDate | None:
    """Resolve "October last year", which names the year, and "last October", the one before the reference month."""
    now, month, step = reference.on, expression.month, expression.offset or 0
    assert month is not None
    if expression.text.lower().rstrip().endswith("year"):
        return ResolvedDate(date(now.year + step, month, 1), "month", "inferred")
    if reference.precision == "year":
        return None
    year = now.year
    if step < 0 and month >= now.month:
        year -= 1
    if step > 0 and month <= now.month:
        year += 1
    return ResolvedDate(date(year, month, 1), "month", "inferred")


def _step_of_days(expression: DateExpression, now: date) -> ResolvedDate:
    step = expression.offset or 0
    if expression.weekday is not None:  # "on Monday" is the last one up to now, "next Monday" the first one after
        back = (now.weekday() - expression.weekday) % 7
        shift = 7 - back if step > 0 else -(back or 7) if step < 0 else -back
        return ResolvedDate(now + timedelta(days=shift), "day", "inferred")
    if expression.unit == "week":  # a week is known to its month only
        return ResolvedDate((now + timedelta(weeks=step)).replace(day=1), "month", "inferred")
    return ResolvedDate(now + timedelta(days=step), "day", "inferred")


def _on(year: int, month: int | None, day: int | None, basis: Basis) -> ResolvedDate | None:
    """Return the date, or None where the year has no such day (29 February)."""
    assert month is not None
    try:
        return ResolvedDate(date(year, month, day or 1), "day" if day else "month", basis)
    except ValueError:
        return None


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _period(day: date, precision: Precision) -> date:
    """Return the first day of the period."""
    if precision == "day":
        return day
    return date(day.year, day.month if precision == "month" else 1, 1)
