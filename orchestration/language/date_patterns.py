"""Patterns of dates in English text, built from `vocabulary/dates.yml`.

Here: one list of named patterns, the more specific first. Not here: what their parts mean (`dates`).
"""

from __future__ import annotations

import re

from orchestration.language.vocabularies import GAP, alternation, vocabulary

WORDS = vocabulary("dates")
MONTHS: dict[str, int] = WORDS["months"] | WORDS["month_abbreviations"]

_MONTH = alternation(WORDS["months"])
_ANY_MONTH = rf"(?P<month>{_MONTH}\b|{alternation(WORDS['month_abbreviations'])}\b\.?)"
_YEAR = r"(?P<year>(?:19[5-9][0-9]|20[0-9]{2}|2100))(?![0-9]|[.,][0-9])"
_DIGITS = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH_DIGITS = r"(?P<month>1[0-2]|0?[1-9])"
_DAY_DIGITS = r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
_OLD_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2}|2100)(?![0-9]|,[0-9]|\.[0-9])"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9]|[^\W_]|,[0-9]{3}|\.[0-9]|:[0-9])"
# "4-6 October", "October 4 and 5": the first day counts.
_DAY_RANGE = rf"(?:(?:{GAP}?[-–—/]{GAP}?|{GAP}(?:and|to|&){GAP})[0-3]?[0-9](?:st|nd|rd|th)?(?![0-9]|[^\W_]|,[0-9]))?"
_WEEKDAY = rf"(?P<weekday>{alternation(WORDS['weekdays'])})\b\.?"
_PART = rf"(?:{GAP}{alternation(WORDS['day_parts'])})?"
_LEAD = rf"(?:{_WEEKDAY}{_PART},?{GAP}(?:the{GAP})?)?"
_TRAIL = rf"(?:,?{GAP}?\(?{_WEEKDAY.replace('<weekday>', '<weekday_after>')}\)?)?"
_LAST = _TRAIL.replace("<weekday_after>", "<weekday_last>")
_STEP = rf"(?P<step>{alternation(WORDS['steps'])})"
_PERIOD = rf"(?P<period>{alternation(WORDS['periods'])})"
_PARTS = rf"(?:(?P<part>{alternation(WORDS['parts'])})(?:{GAP}|(?<=-)))?"
_SEASON = rf"(?P<season>{alternation(WORDS['seasons'])})"
_QUARTER = alternation(WORDS["quarters"])
_FULL_WEEKDAY = alternation(word for word in WORDS["weekdays"] if word.endswith("day"))
_DAY_OF_MONTH = r"(?P<day>[12][0-9]|3[01]|[1-9])(?:st|nd|rd|th)"
_AFTER_DAY = r"(?=[.,;)]| of (?:this|last) month| (?:at|in|that|to|with|and)\b|$)"
_NO_YEAR = rf"(?!{GAP}(?:of{GAP})?[12][0-9]{{3}})"
_NUMBER = rf"(?P<count>{alternation(WORDS['numbers'])}|[0-9]{{1,3}})"
_EARLY = rf"(?:early|late|mid){GAP}?-?"

_SOURCES: tuple[tuple[str, str], ...] = (
    ("day", rf"{_DIGITS}(?P<sep>[-/.]){_MONTH_DIGITS}(?P=sep){_DAY_DIGITS}(?![0-9])"),
    ("day", rf"{_DIGITS}년 ?{_MONTH_DIGITS}월(?: ?{_DAY_DIGITS}일)?"),
    ("dotted", rf"(?P<day>[0-9]{{1,2}})(?P<sep>[./-])(?P<month>[0-9]{{1,2}})(?P=sep){_DIGITS}(?![0-9])"),
    ("day", rf"{_DAY_DIGITS}-(?P<month>[A-Za-z]{{3}})-{_DIGITS}(?![0-9])"),
    ("day", rf"{_LEAD}{_ANY_MONTH}{GAP}{_DAY}{_DAY_RANGE}{_TRAIL}(?:,?{GAP}{_OLD_YEAR}{_LAST})?"),
    ("day", rf"{_LEAD}{_DAY}{_DAY_RANGE}{GAP}(?:of{GAP})?{_ANY_MONTH}{_TRAIL}(?:,?{GAP}{_OLD_YEAR}{_LAST})?"),
    ("month", rf"(?:{_EARLY})?{_ANY_MONTH},?{GAP}(?:of{GAP})?{_OLD_YEAR}"),
    ("month_step", rf"(?P<month>{_MONTH})(?:{GAP}of)?{GAP}(?P<step>last|this|next){GAP}year\b"),
    ("month_step", rf"{_STEP}{GAP}(?P<month>{_MONTH})\b"),
    ("fiscal", rf"(?:FY|fiscal(?: year)?|academic year)[ ]?{_DIGITS}(?:[-–/](?:20)?[0-9]{{2}})?(?![0-9])"),
    ("quarter", rf"(?P<quarter_sign>Q[1-4])[ ,]{{1,2}}(?:of )?{_DIGITS}(?![0-9])"),
    ("quarter", rf"(?P<quarter_sign>[1-4]Q)[ ]?{_DIGITS}(?![0-9])"),
    ("half", rf"H(?P<half_sign>[12])[ ](?:of )?{_DIGITS}(?![0-9])"),
    ("quarter", rf"(?:the{GAP})?(?P<quarter_word>{_QUARTER}){GAP}quarter(?:{GAP}of)?{GAP}{_YEAR}"),
    ("half", rf"(?:the{GAP})?(?P<half_word>{alternation(WORDS['halves'])}){GAP}half{GAP}of{GAP}{_YEAR}"),
    ("season", rf"(?:{_EARLY})?{_SEASON}(?:{GAP}of)?{GAP}{_YEAR}"),
    ("ago", rf"{_NUMBER}{GAP}(?P<ago>(?:day|week|month|year))s?{GAP}ago\b"),
    ("span", rf"(?:the{GAP})?(?:past|last|previous){GAP}{_NUMBER}{GAP}(?P<ago>day|week|month|year)s\b"),
    ("step", rf"{_PARTS}{_STEP}{GAP}{_PERIOD}\b(?!{GAP}?-|['’]s{GAP}[A-Z])"),
    ("season_step", rf"{_PARTS}{_STEP}{GAP}{_SEASON}\b"),
    ("season", rf"(?P<before>{alternation(WORDS['words_before_season'])}){GAP}{_SEASON}\b{_NO_YEAR}"),
    ("today", rf"(?P<today>{alternation(WORDS['days'])})\b"),
    ("weekday", rf"(?:{_STEP}{GAP})?(?P<weekday>{_FULL_WEEKDAY})\b{_PART}"),
    ("day_only", rf"(?<=on the ){_DAY_OF_MONTH}{_AFTER_DAY}"),
    # These three only in a text that is nothing but a date ("fall", "28th", "2023-12": elsewhere that may be a range).
    ("lone_season", rf"{_SEASON}\Z"),
    ("lone_day", rf"{_DAY_OF_MONTH}\Z"),
    ("lone_month", rf"\A{_DIGITS}-(?P<month>1[0-2]|0[1-9])\Z"),
    ("bare_month", rf"(?:{_EARLY})?(?P<month>{_MONTH})\b"),
    ("bare_year", r"(?P<year>(?:1[0-9]|20)[0-9]{2}|2100)(?![0-9]|[.,][0-9]|[-–/][0-9]|%)"),
)
PATTERNS = tuple((name, re.compile(source, re.IGNORECASE)) for name, source in _SOURCES)

_OPENING_LISTS = (
    *("months", "month_abbreviations", "weekdays", "steps", "days", "parts", "numbers", "seasons"),
    *("words_before_season", "halves", "quarters"),
)
_FIRST_WORDS = sorted(
    {word.split()[0] for name in _OPENING_LISTS for word in WORDS[name]}
    | {"the", "fiscal", "academic", "early", "late", "mid", "q1", "q2", "q3", "q4", "h1", "h2"}
)
# Where a date may begin: everywhere else no pattern is tried.
START = re.compile(rf"(?<![^\W_])(?:{alternation(_FIRST_WORDS)}(?![^\W_])|FY(?=[0-9 ])|[0-9])", re.IGNORECASE)
