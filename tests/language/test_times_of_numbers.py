"""A number has the time that its own clause gives it, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.language.times_of_numbers import time_of_number


@pytest.mark.parametrize(
    ("sentence", "number", "time"),
    [
        ("The lab had over 40 researchers in 2024.", "40 researchers", "2024"),
        ("It raised 7 million euros last year from two funds.", "7 million euros", "last year"),
        ("They will train 400 people by 2027.", "400 people", "2027"),
        ("In March 2023 the hub housed 12 startups.", "12 startups", "March 2023"),
        ("Last year, the hub housed 12 startups.", "12 startups", "Last year"),
        ("It is run by 12 people and was founded in 1998.", "12 people", None),
        ("It has hosted 12 startups since 2019.", "12 startups", None),
        ("The lab, with 300 students, last week signed a lease.", "300 students", None),
        ("It has 20 labs that opened in 2020.", "20 labs", None),
        ("It had 20 labs; a year later, in 2020, it closed.", "20 labs", None),
        ("Asked in 2020, she said that 20 labs are enough.", "20 labs", None),
        ("The number is 20 labs.", "20 labs", None),
    ],
)
def test_the_date_of_the_clause(sentence: str, number: str, time: str | None) -> None:
    start = sentence.index(number)
    assert time_of_number(sentence, start, start + len(number), []) == time


def test_a_date_belongs_to_the_number_nearest_to_it() -> None:
    sentence = "It grew from 46 companies to 75 companies in 2022."
    first, second = sentence.index("46"), sentence.index("75")
    assert time_of_number(sentence, first, first + 12, [second]) is None
    assert time_of_number(sentence, second, second + 12, [first]) == "2022"


def test_the_time_at_the_beginning_is_of_the_first_number() -> None:
    sentence = "In 2022 it had 46 companies, and now there are 75 companies."
    first, second = sentence.index("46"), sentence.index("75")
    assert time_of_number(sentence, first, first + 12, [second]) == "2022"
    assert time_of_number(sentence, second, second + 12, [first]) is None


@given(st.text(alphabet="in by 2024 last year, (since) 7.", max_size=60), st.integers(0, 60), st.integers(0, 20))
def test_a_time_is_words_of_the_sentence(sentence: str, start: int, length: int) -> None:
    found = time_of_number(sentence, start, start + length, [])
    assert found is None or found in sentence
