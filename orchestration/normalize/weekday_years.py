"""Which year a weekday decides: "Monday, 22 July" exists in one year of six, so few years are left to choose from.

Here: the years in which a weekday fits, and the year of a dateline from the years around it. Not here: what the
reference moment is good for (`dates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from orchestration.language.date_patterns import WORDS
from orchestration.language.dates import DateExpression
from orchestration.language.vocabularies import alternation

# News tells of what was decided up to two years ago; the next year in which the weekday fits is five or more away.
_YEARS_SINCE = 2
_AHEAD = re.compile(rf"\b{alternation(WORDS['words_ahead'])}\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?\n]")


def fitting_years(expression: DateExpression, years: Iterable[int]) -> list[int]:
    """Return those of the years in which day and month fall on the weekday."""
    return [year for year in years if (day := _day(expression, year)) and day.weekday() == expression.weekday]


def year_of_dateline(
    text: str, lead: DateExpression, found: Sequence[DateExpression], years: Sequence[int], lead_length: int
) -> int | None:
    """Return the one year that fits the weekday and follows on the last past event of the text, or None.

    For texts that mention no year in which the weekday fits.

    That is a guess unless the article speaks of that day ("today") and its last past event is dated to the month
    ("approved in December 2023"): a bare year ("founded in 2018") is as often background as news.
    """
    if not any(e.unit == "day" and e.offset == 0 and e.char_start < lead_length for e in found):
        return None
    dated = [e for e in found if e.kind == "absolute" and e.year]
    ahead = {e.year or 0 for e in dated if _is_ahead(text, e)}
    events = [e for e in dated if not _is_ahead(text, e)]
    past = (set(years) - ahead) | {e.year or 0 for e in events}
    year, month = max(((e.year or 0, e.month or 0) for e in events), default=(0, 0))
    if not month or year < max(past):
        return None
    following = fitting_years(lead, range(year + 1, min([year + _YEARS_SINCE, *ahead]) + 1))
    return following[0] if len(following) == 1 else None


def _is_ahead(text: str, expression: DateExpression) -> bool:
    """Return True where a word of the future stands before the date in its sentence, or behind "by 2027"."""
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, expression.char_start)), default=0)
    if _AHEAD.search(text, start, expression.char_start):
        return True
    end = _SENTENCE_END.search(text, expression.char_end)
    bounded = expression.relation in ("by", "until")
    return bounded and _AHEAD.search(text, expression.char_end, end.start() if end else len(text)) is not None


def _day(expression: DateExpression, year: int) -> date | None:
    assert expression.month is not None
    assert expression.day is not None
    try:
        return date(year, expression.month, expression.day)
    except ValueError:  # 29 February
        return None
