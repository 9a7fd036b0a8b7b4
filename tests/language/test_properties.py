"""Laws that hold for any text: places, no overlap, round trip, linear time."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.language.dates import find_dates, parse_date
from orchestration.language.quantities import find_quantities, parse_quantity

BOUNDS = ["", "over ", "nearly ", "about ", "up to ", "at least ", "more than ", "an estimated ", "between "]
NUMBERS = [
    "7", "1,300", "12.5", "1.250", "seven", "twenty-one", "a hundred", "10-20", "10 to 20", "3 and 9", "2000",
    "5,00,000", "tens of", "half a", "1 300", "one",
]  # fmt: skip
SCALES = ["", " million", " billion", "bn", "k", " crore", "억", " dozen", "-million", "m"]
PREFIXES = ["", "$", "US$", "€", "Rs ", "KRW ", "₩", "kr ", "R"]
UNITS = [
    "", " won", " square meters", "-week", " years", "%", " people", " kroner", " EUR", " sq ft", "+", " or so",
]  # fmt: skip
WORDS = [
    "In 2021", "on October 4", "researchers", "and", ",", ".", "\n", "from", "the top", "Lab", "May 10th", "won the",
    "last year", "(", ")", "-", "for", "Monday,", "by 2025", "GPT", "é", "서울", "The 2024 cohort",
]  # fmt: skip
PHRASES = st.tuples(*(st.sampled_from(parts) for parts in (BOUNDS, PREFIXES, NUMBERS, SCALES, UNITS))).map("".join)
TEXTS = st.lists(st.one_of(PHRASES, st.sampled_from(WORDS), st.text(max_size=6)), max_size=12).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_places_are_right_and_never_overlap(text: str) -> None:
    for found in (find_quantities(text), find_dates(text)):
        assert all(item.text == text[item.char_start : item.char_end] and item.text.strip() for item in found)
        assert all(left.char_end <= right.char_start for left, right in pairwise(found))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_stored_quantity_reads_as_it_was_found(text: str) -> None:
    for found in find_quantities(text):
        again = parse_quantity(found.text)
        assert again is not None
        assert (again.text, again.low, again.high) == (found.text, found.low, found.high)
        assert (again.unit, again.qualifier) == (found.unit, found.qualifier)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_a_stored_date_reads_as_it_was_found(text: str) -> None:
    for found in find_dates(text):
        again = parse_date(found.text)
        assert again is not None
        assert (again.text, again.kind, again.year, again.month) == (found.text, found.kind, found.year, found.month)
        assert (again.day, again.weekday, again.offset) == (found.day, found.weekday, found.offset)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_bounds_are_ordered_and_match_the_qualifier(text: str) -> None:
    for found in find_quantities(text):
        is_open = (found.low is None, found.high is None)
        assert is_open == (found.qualifier == "at_most", found.qualifier == "at_least")
        if found.low is not None and found.high is not None:
            assert found.low < found.high if found.qualifier == "range" else found.low == found.high


def _seconds(find: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    find(text)
    return time.process_time() - start


@pytest.mark.parametrize("find", [find_quantities, find_dates])
@pytest.mark.parametrize("unit", ["1,111,", "one hundred and ", "May ", "a", "   "])
def test_time_grows_in_line_with_the_text(find: Callable[[str], object], unit: str) -> None:
    """Sixteen times the text takes about sixteen times as long; were it quadratic, 256 times."""
    small, large = (unit * (size // len(unit)) for size in (12_500, 200_000))
    assert _seconds(find, large) < 60 * max(_seconds(find, small), 0.001)
