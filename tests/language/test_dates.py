from __future__ import annotations

from typing import Any

import pytest

from orchestration.language.dates import find_dates, parse_date
from orchestration.language.years import years_mentioned

CASES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("On October 4, the city agreed", "October 4", "partial", {"month": 10, "day": 4}),
    ("signed on 4 October 2023 in Lyon", "4 October 2023", "absolute", {"year": 2023, "month": 10, "day": 4}),
    ("signed Oct. 4, 2023, in Lyon", "Oct. 4, 2023", "absolute", {"year": 2023, "month": 10, "day": 4}),
    ("on Monday morning, May 10th to", "Monday morning, May 10th", "partial", {"month": 5, "day": 10, "weekday": 0}),
    ("10 May 2021 (Monday)", "10 May 2021 (Monday)", "absolute", {"year": 2021, "month": 5, "day": 10, "weekday": 0}),
    ("from 4-6 October 2023", "4-6 October 2023", "absolute", {"year": 2023, "month": 10, "day": 4}),
    ("the 4th of October", "4th of October", "partial", {"month": 10, "day": 4}),
    ("2023-10-04T09:00", "2023-10-04", "absolute", {"year": 2023, "month": 10, "day": 4}),
    ("25/10/2023", "25/10/2023", "absolute", {"year": 2023, "month": 10, "day": 25}),
    ("10/25/2023", "10/25/2023", "absolute", {"year": 2023, "month": 10, "day": 25}),
    ("01.02.2023", "01.02.2023", "absolute", {"year": 2023, "month": 2, "day": 1}),
    ("2023년 10월 4일", "2023년 10월 4일", "absolute", {"year": 2023, "month": 10, "day": 4}),
    ("signed in December 2023.", "December 2023", "absolute", {"year": 2023, "month": 12}),
    ("in Q3 2024", "Q3 2024", "absolute", {"year": 2024, "quarter": 3}),
    ("the fourth quarter of 2022", "the fourth quarter of 2022", "absolute", {"year": 2022, "quarter": 4}),
    ("in spring 2024", "spring 2024", "absolute", {"year": 2024, "season": "spring"}),
    ("budget FY2024-25", "FY2024-25", "absolute", {"year": 2024}),
    ("Founded in 1993 by", "1993", "absolute", {"year": 1993}),
    ("expand by 2025.", "2025", "absolute", {"year": 2025, "relation": "by"}),
    ("runs since 2019,", "2019", "absolute", {"year": 2019, "relation": "since"}),
    ("The 2024 cohort has begun", "2024", "absolute", {"year": 2024}),
    ("the September inauguration", "September", "partial", {"month": 9}),
    ("joined forces in the fall when", "fall", "partial", {"season": "autumn"}),
    ("agreed this month", "this month", "relative", {"unit": "month", "offset": 0}),
    ("Earlier last month, they", "Earlier last month", "relative", {"unit": "month", "offset": -1}),
    ("in sales last year", "last year", "relative", {"unit": "year", "offset": -1}),
    ("starts next year", "next year", "relative", {"unit": "year", "offset": 1}),
    ("on October last year to", "October last year", "relative", {"unit": "year", "offset": -1, "month": 10}),
    ("Last November it", "Last November", "relative", {"unit": "year", "offset": -1, "month": 11}),
    ("opened two years ago", "two years ago", "relative", {"unit": "year", "offset": -2}),
    ("for the past two years", "the past two years", "relative", {"unit": "year", "offset": -2, "is_span": True}),
    ("said yesterday", "yesterday", "relative", {"unit": "day", "offset": -1}),
    ("said on Monday", "Monday", "relative", {"unit": "week", "offset": 0, "weekday": 0}),
    ("said on the 28th that", "28th", "partial", {"day": 28}),
]
PARTS = ("year", "month", "day", "weekday", "season", "quarter", "unit", "offset")


@pytest.mark.parametrize(("sentence", "text", "kind", "parts"), CASES, ids=[case[0] for case in CASES])
def test_reads_a_date(sentence: str, text: str, kind: str, parts: dict[str, Any]) -> None:
    [found] = find_dates(sentence)
    assert (found.text, found.kind, found.char_start) == (text, kind, sentence.index(text))
    assert {name: getattr(found, name) for name in (*PARTS, *parts)} == dict.fromkeys(PARTS) | parts


@pytest.mark.parametrize(
    "sentence",
    ["4/10/2023", "we may go", "They march on", "Vision 2030", "the 2030 Agenda",
     "2000 startups", "more than 2000 students", "31/31/2023",
     "the same day", "a year earlier", "version 2021.3", "Jan works here", "Room 2024-B", "A fall in prices"],
)  # fmt: skip
def test_leaves_alone_what_is_no_date(sentence: str) -> None:
    assert find_dates(sentence) == []


@pytest.mark.parametrize("text", ["soon", "", "4/10/2023", "in the coming months"])
def test_parse_gives_nothing_without_a_date(text: str) -> None:
    assert parse_date(text) is None


def test_parse_reads_a_bare_year_that_find_would_need_context_for() -> None:
    found = parse_date("1868")
    assert found is not None
    assert found.year == 1868


def test_years_are_all_those_outside_names_and_counts() -> None:
    text = "Horizon 2020 pays. Founded in 1993, with 2000 startups. Valley 2021 News"
    assert years_mentioned(text) == (1993, 2021)
