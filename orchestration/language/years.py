"""Tells a calendar year from a count of the same digits ("in 2020", "more than 2000 students").

Here: the one decision that dates and quantities share. Not here: any other date (`dates`) or number (`quantities`).
"""

from __future__ import annotations

import re
from typing import Literal

from orchestration.language.date_patterns import WORDS
from orchestration.language.vocabularies import alternation

YEAR = re.compile(r"(?<![\w.,/:#+-])(?:19[5-9][0-9]|20[0-9]{2}|2100)(?![\w%/]|[.,:-][0-9])")
_NEXT_WORD = re.compile(r"[ \u00a0]?\n?[ ]?([a-z][a-z-]*)")
_BOUND = re.compile(rf"\b{alternation(WORDS['count_bounds'])}\s\Z", re.IGNORECASE)
_YEAR_WORD = re.compile(rf"(?<!\w)(?:{alternation(WORDS['year_words_before'])}\s?(?:the\s)?)\Z", re.IGNORECASE)
# "the 2024 cohort", but not "the 2030 Agenda"
_ARTICLE = re.compile(r"(?<!\w)(?:the|its|their|our|his|her)\s\Z", re.IGNORECASE)
_NAME = re.compile(rf"\b(?:{alternation(WORDS['names_before_year'])})\s\Z", re.IGNORECASE)
_CAPITALIZED = re.compile(r"(?<![.!?]\s)(?<!\w)[A-Z][\w&’'-]*\s\Z")
_WINDOW = 40


def year_or_count(text: str, start: int, end: int) -> Literal["year", "count", "unclear"]:
    """Say whether the four digits text[start:end] are clearly a year, clearly a count, or neither."""
    begin = max(0, start - _WINDOW)
    if _NAME.search(text, begin, start):
        return "unclear"
    counted = _is_counted(text, end)
    if counted and _BOUND.search(text, begin, start):
        return "count"
    if _YEAR_WORD.search(text, begin, start):
        return "year"
    if counted and int(text[start:end]) % 50 == 0:
        return "count"
    if not counted and _ARTICLE.search(text, begin, start) and _NEXT_WORD.match(text, end):
        return "year"
    if counted or _CAPITALIZED.search(text, begin, start):
        return "unclear"
    bracketed = text[start - 1 : start] in ("(", "[", "’", "'") if start else False
    return "year" if bracketed or text[end : end + 1] in (".", ",", ";", ")", "]", "") else "unclear"


def years_mentioned(text: str) -> tuple[int, ...]:
    """Return all years that the text mentions anywhere but in names such as "Vision 2030", sorted."""
    found = set()
    for match in YEAR.finditer(text):
        begin = max(0, match.start() - _WINDOW)
        if not _NAME.search(text, begin, match.start()) and year_or_count(text, match.start(), match.end()) != "count":
            found.add(int(match.group()))
    return tuple(sorted(found))


def _is_counted(text: str, end: int) -> bool:
    following = _NEXT_WORD.match(text, end)
    if following is None:
        return False
    word = following[1]
    return word in WORDS["plurals"] or (len(word) > 3 and word.endswith("s") and word not in WORDS["not_plurals"])
