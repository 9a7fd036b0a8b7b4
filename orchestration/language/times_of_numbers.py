"""The time of a number, in the words of its sentence: "over 1,300 researchers in 2024", "Last year it trained 40".

Here: which date of the sentence a number belongs to, by the words between them. Not here: what the date means
(`dates`), numbers (`quantities`), the words themselves (vocabulary/times_of_numbers.yml). On the 2,283 numbers of the
training articles that a person gave a time, it finds 36 %, and no year differs from that person's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.language.dates import DateExpression, find_dates
from orchestration.language.vocabularies import alternation, vocabulary

WORDS = vocabulary("times_of_numbers")
FARTHEST = 70
"""Characters between a number and its date; farther ones are mostly of another clause."""
MOST_WORDS = 6
_MARKS = r";:()\[\]\"“”\n"
_STOP_WORD = rf"(?<!\w){alternation(WORDS['stops'])}(?!\w)"
_STOP_IN_FRONT = re.compile(rf"[{_MARKS}]|{_STOP_WORD}", re.IGNORECASE)
_STOP_BEHIND = re.compile(rf"[,{_MARKS}]|{_STOP_WORD}", re.IGNORECASE)  # "9,300 students, last week signed a lease"
_BEFORE = re.compile(rf"(?<!\w){alternation(WORDS['before_date'])}\s+(?:the\s+)?\Z", re.IGNORECASE)
_OPENING = re.compile(rf"\s*(?:{alternation(WORDS['opening'])}\s+(?:the\s+)?)?\Z", re.IGNORECASE)
_OTHER_SIDES = frozenset({"since", "until", "before", "after"})


def time_of_number(sentence: str, start: int, end: int, others: Sequence[int]) -> str | None:
    """Return the words of the date that sentence[start:end] is of, or None.

    Args:
        sentence: The sentence of the number.
        start: Where the number begins.
        end: Where it ends.
        others: Where the other numbers of the sentence begin.
    """
    return _behind(sentence, end, others) or _in_front(sentence, start, others)


def _behind(sentence: str, end: int, others: Sequence[int]) -> str | None:
    """Return the first date behind a number, where nothing but words of its own clause lies between."""
    limit = min([end + FARTHEST, *(other for other in others if other >= end)])
    stop = _STOP_BEHIND.search(sentence, end, min(limit, len(sentence)))
    clause = sentence[end : stop.start() if stop else limit]
    found = next(iter(find_dates(clause)), None)
    if found is None or not _is_a_point(found):
        return None
    between = clause[: found.char_start]
    is_tied = found.kind == "relative" or found.relation == "by" or bool(_BEFORE.search(between))
    return found.text if is_tied and len(between.split()) <= MOST_WORDS else None


def _in_front(sentence: str, start: int, others: Sequence[int]) -> str | None:
    """Return the date with which the sentence begins, for its first number."""
    if start > FARTHEST or any(other < start for other in others):
        return None
    head = sentence[:start]
    dates = find_dates(head)
    if len(dates) != 1 or not _is_a_point(dates[0]) or not _OPENING.match(head[: dates[0].char_start]):
        return None
    return None if _STOP_IN_FRONT.search(head, dates[0].char_end) else dates[0].text


def _is_a_point(found: DateExpression) -> bool:
    return not found.is_span and found.relation not in _OTHER_SIDES
