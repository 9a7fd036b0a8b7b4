"""What holds digits or number words and is no quantity: dates, phone numbers, labels, ranks, names, ages, times.

Here: the refusals, with the text around a number at hand. Not here: how a number is read (`quantities`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.language.dates import find_dates
from orchestration.language.vocabularies import GAP, alternation, vocabulary
from orchestration.language.years import YEAR, year_or_count

_WORDS = vocabulary("not_quantities")
_TOKEN = re.compile(r"\S+")
_ADDRESS_SIGNS = ("@", "://", "www.", "email")
_PHONE_LABEL = r"(?:tel|phone|telephone|fax|mobile|call|contact)\b[ .:]{1,3}[+(0-9][0-9()\s.–-]{5,22}[0-9]"
_SHAPES = re.compile(
    rf"(?i:\b{_PHONE_LABEL})"
    r"|\+[0-9][0-9()\s.–-]{6,20}[0-9]"
    r"|(?<![\w,.])\(?0[0-9]{1,3}\)?[ .–-][0-9]{3,4}[ .–-][0-9]{3,4}(?!\w)"
    r"|(?<![\w,.])\(?[0-9]{3}\)?[ .-][0-9]{3}[.-][0-9]{4}(?!\w)"
    r"|(?<![\w.,])[0-9]{1,2}:[0-9]{2}(?!\w)|(?<![\w.,])[0-9]{1,2}h[0-9]{2}(?!\w)"
    r"|(?<![\w.,])[0-9]{1,2}(?:[:.][0-9]{2})?[ ]?(?:a\.m|p\.m|am|pm)\b"
    r"|(?m:^)[ \t]{0,8}(?:\([0-9]{1,3}\)|[0-9]{1,2}[.)])(?=[ \t])"
    r"|[(\[][0-9]{1,3}[)\]]"
    r"|(?<![\w.,])[0-9]{1,6}/[0-9]{1,6}"
)
_LABEL = re.compile(rf"(?<![\w-]){alternation(_WORDS['labels_before'])}[ \t\u00a0]?\n?\Z", re.IGNORECASE)
_AFTER = re.compile(rf"(?:{GAP}?-?){alternation(_WORDS['words_after'])}(?![^\W_])", re.IGNORECASE)
_AFTER_DURATION = re.compile(rf"[ -]{alternation(_WORDS['words_after_duration'])}(?![^\W_])", re.IGNORECASE)
_HYPHENED = re.compile(rf"-{alternation(_WORDS['counted_after_hyphen'])}s?(?![^\W_])", re.IGNORECASE)
_STREET = re.compile(
    rf",?[ ](?:(?:[A-Z0-9][\w.’'-]{{0,20}}[ ]){{1,3}}{alternation(_WORDS['street_words'])}(?![^\W_])"
    rf"|{alternation(_WORDS['street_words_first'])}[ ]|[A-Z][\w]{{0,20}}-?(?:ro|gil|daero|dong|gu)\b)"
)
_CAPITALIZED = re.compile(r"(?<![.!?:;•*][ \n])(?<![\w“\"])[A-Z][\w&’'.-]{0,40}[ ]\Z")
_NEXT_WORD = re.compile(r"[ \u00a0]([A-Za-z][\w’'-]*)")
_IDIOM = re.compile(r"(?:-on-|-to-one|-off\b|-stop\b|-size|[ ]another\b|[ ]of\b)", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)[0-9]{2} ?[-–—] ?(?:19|20)[0-9]{2}")
_WINDOW = 40


@dataclass(frozen=True)
class Candidate:
    """A phrase that reads as a quantity: the place of its bare number(s), of the phrase, and what it has."""

    number_start: int
    number_end: int
    start: int
    end: int
    unit: str | None
    has_scale: bool
    has_bound: bool
    is_money: bool

    @property
    def is_bare(self) -> bool:
        """True for a number with nothing but itself to say that it is a quantity."""
        return self.unit is None and not self.has_scale and not self.has_bound


class Guards:
    """The stretches of one text that hold no quantities, looked up by place."""

    def __init__(self, text: str) -> None:
        spans = [(date.char_start, date.char_end) for date in find_dates(text)]
        spans += [match.span() for match in _SHAPES.finditer(text)]
        spans += [token.span() for token in _TOKEN.finditer(text) if _is_address_token(token.group())]
        self._starts, self._ends = _merged(spans)

    def cover(self, start: int, end: int) -> bool:
        """Return True where text[start:end] touches such a stretch."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start


def _is_address_token(token: str) -> bool:
    return any(sign in token for sign in _ADDRESS_SIGNS)


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def is_no_quantity(text: str, found: Candidate) -> bool:
    """Return True where the text around the candidate shows that it is no quantity."""
    return any(check(text, found) for check in _CHECKS)


def _is_inside_word(text: str, found: Candidate) -> bool:
    before, before_that = text[max(0, found.start - 1) : found.start], text[max(0, found.start - 2) : found.start - 1]
    if before in ("#", "№", "@", "_", "/", "&", "+"):
        return True
    if before in ("-", "–", "‑", ".", ",", ":", "'", "’", "$") and (before_that.isalnum() or before == "$"):
        return True
    after, after_that = text[found.end : found.end + 1], text[found.end + 1 : found.end + 2]
    if after in ("-", "–", "‑", ".", ",", "/", ":", "x", "×") and after_that.isdigit():
        return True
    return (after.isalnum() and after.isascii()) or after in ("_", "@")


def _is_label(text: str, found: Candidate) -> bool:
    if found.is_money or found.has_scale:
        return False
    return _LABEL.search(text, max(0, found.start - _WINDOW), found.start) is not None


def _is_year(text: str, found: Candidate) -> bool:
    number = text[found.number_start : found.number_end]
    if _YEARS.fullmatch(number):
        return found.unit is None
    if found.unit or found.has_scale or not YEAR.fullmatch(number):
        return False
    return year_or_count(text, found.number_start, found.number_end) != "count"


def _has_other_unit(text: str, found: Candidate) -> bool:
    if found.unit in ("day", "week", "month", "year"):
        return _AFTER_DURATION.match(text, found.end) is not None
    return not found.is_money and _AFTER.match(text, found.end) is not None


def _is_address(text: str, found: Candidate) -> bool:
    return found.is_bare and _STREET.match(text, found.end) is not None


def _is_word_with_hyphen(text: str, found: Candidate) -> bool:
    if text[found.end : found.end + 1] not in ("-", "‑") or found.is_money:
        return False
    return text[found.end + 1 : found.end + 2].isalpha() and _HYPHENED.match(text, found.end) is None


def _is_name(text: str, found: Candidate) -> bool:
    """Find a capitalized word before and no counted noun behind: "Apollo 11 was", "Station 8,"."""
    plain = found.is_bare and text[found.number_start : found.number_end].isdigit()
    if not plain or not _CAPITALIZED.search(text, max(0, found.start - 60), found.start):
        return False
    following = _NEXT_WORD.match(text, found.end)
    return following is None or following[1][0].isupper() or following[1] in _WORDS["function_words"]


def _is_idiom(text: str, found: Candidate) -> bool:
    """Find an idle "one": it counts only with a bound, a scale or a unit: else it is a pronoun or part of an idiom."""
    if text[found.number_start : found.number_end].lower() != "one":
        return False
    is_one_day = found.unit == "day" and not found.has_bound
    return found.is_bare or is_one_day or _IDIOM.match(text, found.number_end) is not None


_CHECKS = (
    _is_inside_word,
    _is_label,
    _is_year,
    _has_other_unit,
    _is_address,
    _is_word_with_hyphen,
    _is_name,
    _is_idiom,
)
