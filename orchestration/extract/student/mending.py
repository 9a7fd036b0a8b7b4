"""Mentions mended by what stands beside them: whole names, whole titles, whole dates.

Here: what the model's tags cut off, or took along. Not here: the tags of words (`spans`), edges that a mention decides
alone (`edges`), lists that were read as one name (`lists`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.edges import is_never_last
from orchestration.extract.student.labels import INSIDE, LAYERS
from orchestration.extract.student.span import OUTSIDE, Span
from orchestration.extract.student.tokens import Encoded
from orchestration.language.dates import find_dates
from orchestration.language.vocabularies import vocabulary

Floats = NDArray[np.float32]
CUT_SHORT = frozenset({"organization", "program"})
CUT_AT = 0.25  # how likely a capitalized word behind a name is to belong to it; verbs of headlines have 0.001 to 0.24
LONGEST_NUMBER = 3  # digits of one that ends a name ("Kazi 360"); a longer one is a year
LONGEST_PERSON = 8  # words
_FORMS, _SHORT_FORMS = (
    "|".join(each for form in vocabulary("names")[kind] for each in (form, form.upper()))
    for kind in ("glued_legal_forms", "glued_short_forms")
)
_GLUED = re.compile(rf"(?: (?:{_FORMS})\.?| (?:{_SHORT_FORMS})\.|(?<=,) (?:{_SHORT_FORMS}))(?=[A-Z][a-z])")
_WITHIN_TITLE = re.compile(rf" (?:{'|'.join(map(re.escape, vocabulary('names')['within_titles']))}) ")


def mend(text: str, encoded: Encoded, tags: Floats, spans: list[Span]) -> list[Span]:
    """Return the mentions with what belongs to them beside other mentions: whole names, whole titles, whole dates."""
    spans = _with_whole_dates(text, encoded, spans)
    spans = _with_whole_titles(text, _with_full_names(text, encoded, spans))
    return _without_glued_words(_with_whole_names(text, encoded, tags, _without_names(text, encoded, spans)), encoded)


def _without_glued_words(spans: list[Span], encoded: Encoded) -> list[Span]:
    """Let organizations end at a legal form that lost the blank behind it: "Acme LLC" of "Acme LLCWith fifty years"."""
    return [
        span.part(encoded, 0, glued.end())
        if span.layer == "organization" and (glued := _GLUED.search(span.text))
        else span
        for span in spans
    ]


def _with_whole_dates(text: str, encoded: Encoded, spans: list[Span]) -> list[Span]:
    """Let dates have all words of the expression that they are a part of: "last" of "last month".

    So do words that are no date of their own, and stand before one: "the" of "the 3rd".
    Two parts of one expression are one date.
    """
    known = find_dates(text) if any(span.layer == "date" for span in spans) else []
    starts = [date.char_start for date in known]
    found: list[Span] = []
    for span in spans:
        if span.layer == "date":
            at = bisect_right(starts, span.start)
            near = known[max(at - 1, 0) : bisect_right(starts, span.end + 1)]
            inside = [date for date in near if span.start < date.char_end and date.char_start < span.end]
            behind = [date for date in near if text[span.end : date.char_start] == " "]
            inside = inside or behind
            start = min([span.start, *(date.char_start for date in inside)])
            end = max([span.end, *(date.char_end for date in inside)])
            span = span.of_words(text, encoded, encoded.word_at(start), encoded.word_at(end - 1))
            if found and found[-1].layer == "date" and (found[-1].first, found[-1].last) == (span.first, span.last):
                span = max(found.pop(), span, key=lambda each: each.score)
        found.append(span)
    return found


def _without_names(text: str, encoded: Encoded, spans: list[Span]) -> list[Span]:
    """Let titles end where the name of a person begins: "Gov." of "Gov. Mary Moe"."""
    persons = sorted(span.first for span in spans if span.layer == "person")
    found = []
    for span in spans:
        if span.layer == "title":
            last = min((first - 1 for first in persons if span.first < first <= span.last), default=span.last)
            span = span.of_words(text, encoded, span.first, last)
        found.append(span)
    return found


def _with_full_names(text: str, encoded: Encoded, spans: list[Span]) -> list[Span]:
    """Let persons have the rest of their names: words that the model takes for a person of their own, right behind.

    After a single word, or initials, these may also be capitalized words that nothing else has.
    """
    taken = {at for span in spans if span.layer != OUTSIDE for at in range(span.first, span.last + 1)}
    persons = {span.first: span for span in spans if span.layer == "person"}
    found, inside = [], -1
    for span in spans:
        if span.layer == "person":
            if span.first <= inside:
                continue
            inside = _end_of_name(text, encoded, span, persons, taken)
            span = span.of_words(text, encoded, span.first, inside)
        found.append(span)
    return found


def _with_whole_titles(text: str, spans: list[Span]) -> list[Span]:
    """Make one title of two with small words between: "Secretary" and "President" in "Secretary to the President"."""
    found: list[Span] = []
    for span in spans:
        if (
            found
            and found[-1].layer == span.layer == "title"
            and _WITHIN_TITLE.fullmatch(text, found[-1].end, span.start)
        ):
            before = found.pop()
            words = text[before.start : span.end]
            span = replace(before, last=span.last, end=span.end, text=words, score=min(before.score, span.score))
        found.append(span)
    return found


def _with_whole_names(text: str, encoded: Encoded, tags: Floats, spans: list[Span]) -> list[Span]:
    """Let organizations and programs have what was cut off: letters that touch them, and capitalized words behind.

    These only where the model finds it likely enough that the name goes on ("Acme" of "Acme Robotics"), and no other
    mention has them. A headline that has capitals throughout, and "Acme Tuesday said", say nothing about a name.
    """
    taken = {at for span in spans if span.layer != OUTSIDE for at in range(span.first, span.last + 1)}
    found = []
    for span in spans:
        first, last = span.first, span.last
        if span.layer in CUT_SHORT:
            goes_on = tags[:, LAYERS.index(span.layer), INSIDE]
            while first and first - 1 not in taken and _touches(text, encoded, first - 1):
                first -= 1
            while last + 1 not in taken and _is_cut(text, encoded, last, goes_on):
                last += 1
        found.append(span.of_words(text, encoded, first, last))
    return _with_rest(found)


def _with_rest(spans: list[Span]) -> list[Span]:
    """Let programs have the rest of their names where it was taken for that of an organization: "Izba" of "Izba 14".

    A program that goes on behind the name of an organization keeps its edges ("Mila" in "Mila Residency").
    """
    organizations = {span.first: span for span in spans if span.layer == "organization"}
    found = []
    for span in spans:
        whole = organizations.get(span.first)
        if span.layer == "program" and whole and whole.last > span.last:
            span = replace(span, last=whole.last, end=whole.end, text=whole.text)
        found.append(span)
    return found


def _is_cut(text: str, encoded: Encoded, last: int, goes_on: Floats) -> bool:
    """True where a name goes on: the next word touches it, or may be inside and has a capital or is a small number."""
    if last + 1 >= len(encoded.starts):
        return False
    word = encoded.word(text, last + 1)
    is_number = word.isdigit() and len(word) <= LONGEST_NUMBER
    is_name = (word[:1].isupper() or is_number) and not is_never_last(word) and goes_on[last + 1] >= CUT_AT
    return _touches(text, encoded, last) or (is_name and encoded.gap(text, last) == " ")


def _touches(text: str, encoded: Encoded, left: int) -> bool:
    """True where letters of a word and of the next one follow each other, as in scripts without blanks."""
    both = text[encoded.ends[left] - 1 : encoded.starts[left + 1] + 1]
    return len(both) == 2 and both.isalpha()


def _end_of_name(text: str, encoded: Encoded, span: Span, persons: Mapping[int, Span], taken: Collection[int]) -> int:
    last, is_short = span.last, " " not in span.text
    while last - span.first < LONGEST_PERSON:
        if last + 1 in persons and encoded.gap(text, last) in {" ", ""}:
            last = persons[last + 1].last
        elif is_short and last + 1 not in taken and _goes_on(text, encoded, last):
            last += 1
        else:
            break
    return last - 1 if last > span.last and encoded.word(text, last) == "." else last


def _goes_on(text: str, encoded: Encoded, last: int) -> bool:
    """True where the next word is one of a name that ends with a word: a capitalized one, or the dot of an initial."""
    if last + 1 >= len(encoded.starts):
        return False
    here, word, gap = encoded.word(text, last), encoded.word(text, last + 1), encoded.gap(text, last)
    if word == ".":
        return gap == "" and len(here) == 1
    is_initial = len(word) == 1 and gap == ""
    follows = gap == " " or (gap == "" and here == ".")
    return follows and word.isalpha() and word[:1].isupper() and (is_initial or not word.isupper())
