from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from orchestration.normalize.dates import Anchor, ResolvedDate, anchor_of, published, resolve

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
OCTOBER_30 = anchor_of("", date(2024, 10, 30), "day")


def test_a_date_with_its_year_is_stated_whatever_the_article() -> None:
    for anchor in (Anchor(), OCTOBER_30):
        assert resolve("4 October 2023", anchor) == ResolvedDate(date(2023, 10, 4), "day", "stated")
        assert resolve("in December 2023", anchor) == ResolvedDate(date(2023, 12, 1), "month", "stated")
        assert resolve("2023-12", anchor) == ResolvedDate(date(2023, 12, 1), "month", "stated")
        assert resolve("by 2025", anchor) == ResolvedDate(date(2025, 1, 1), "year", "stated")
        assert resolve("Q3 2024", anchor) == ResolvedDate(date(2024, 1, 1), "year", "stated")


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("On October 28", date(2024, 10, 28), "day"),
        ("the September inauguration", date(2024, 9, 1), "month"),
        ("in January", date(2024, 1, 1), "month"),
        ("in November", date(2024, 11, 1), "month"),
        ("in the fall", date(2024, 1, 1), "year"),
        ("Monday, October 28", date(2024, 10, 28), "day"),
        ("on the 28th", date(2024, 10, 28), "day"),
        ("this month", date(2024, 10, 1), "month"),
        ("Earlier last month", date(2024, 9, 1), "month"),
        ("last year", date(2023, 1, 1), "year"),
        ("next year", date(2025, 1, 1), "year"),
        ("October last year", date(2023, 10, 1), "month"),
        ("last October", date(2023, 10, 1), "month"),
        ("last June", date(2024, 6, 1), "month"),
        ("next March", date(2025, 3, 1), "month"),
        ("two years ago", date(2022, 1, 1), "year"),
        ("three months ago", date(2024, 7, 1), "month"),
        ("yesterday", date(2024, 10, 29), "day"),
        ("on Monday", date(2024, 10, 28), "day"),
        ("on Wednesday", date(2024, 10, 30), "day"),
        ("last week", date(2024, 10, 1), "month"),
    ],
)
def test_the_publication_date_decides_partial_and_relative_dates(text: str, on: date, precision: str) -> None:
    assert resolve(text, OCTOBER_30) == ResolvedDate(on, precision, "inferred")  # type: ignore[arg-type]


def test_a_planned_month_lies_ahead() -> None:
    assert resolve("in January", OCTOBER_30, is_planned=True) == ResolvedDate(date(2025, 1, 1), "month", "inferred")
    assert resolve("on March 3", OCTOBER_30, is_planned=True) == ResolvedDate(date(2025, 3, 3), "day", "inferred")


def test_without_a_reference_nothing_is_guessed() -> None:
    for text in ("October 28", "in January", "last year", "this month", "in the fall", "Monday", "today"):
        assert resolve(text, Anchor()) is None


def test_what_is_no_moment_resolves_to_nothing() -> None:
    for text in (None, "", "soon", "the past two years", "4/10/2023", "2023-24", "from 2010-12"):
        assert resolve(text, OCTOBER_30) is None


def test_a_coarse_publication_date_gives_coarse_dates() -> None:
    month = anchor_of("", date(2024, 10, 1), "month")
    year = anchor_of("", date(2024, 1, 1), "year")
    assert resolve("today", month) == ResolvedDate(date(2024, 10, 1), "month", "inferred")
    assert resolve("yesterday", month) is None
    assert resolve("this month", year) == ResolvedDate(date(2024, 1, 1), "year", "inferred")
    assert resolve("last month", year) is None
    assert resolve("last year", year) == ResolvedDate(date(2023, 1, 1), "year", "inferred")


def test_publication_is_only_given_when_asked_for() -> None:
    assert published(OCTOBER_30) == ResolvedDate(date(2024, 10, 30), "day", "published")
    assert published(anchor_of("", date(2024, 10, 30), "month")) == ResolvedDate(
        date(2024, 10, 1), "month", "published"
    )
    assert published(Anchor()) is None
    assert published(anchor_of("On October 4, 2019, they signed.")) is None


CHAIN = (
    "On October 4, the city and the school agreed on a lab. The work began with a memorandum in August 2017. "
    "Forums have been held for the past two years. It led to an agreement this month. Earlier last month came another."
)


def test_a_chain_of_dated_events_decides_the_year() -> None:
    anchor = anchor_of(CHAIN)
    assert resolve("On October 4", anchor) == ResolvedDate(date(2019, 10, 4), "day", "inferred")
    assert resolve("this month", anchor) == ResolvedDate(date(2019, 10, 1), "month", "inferred")
    assert resolve("Earlier last month", anchor) == ResolvedDate(date(2019, 9, 1), "month", "inferred")


def test_a_chain_needs_the_years_that_passed() -> None:
    assert anchor_of(CHAIN.replace(" for the past two years", "")).reference is None


def test_a_weekday_decides_among_the_years_that_the_text_mentions() -> None:
    lead = "They signed on Monday morning, May 10th. Sales were high last year."
    anchor = anchor_of(f"{lead} Valley 2021 News")
    assert resolve("Monday morning, May 10th", anchor) == ResolvedDate(date(2021, 5, 10), "day", "inferred")
    assert resolve("last year", anchor) == ResolvedDate(date(2020, 1, 1), "year", "inferred")
    assert anchor_of(f"{lead} Founded in 2018.").reference is None
    assert anchor_of(lead).reference is None


DATELINE = (
    "Porto, Monday, 22 July\n\nThe ministry and the college today signed an agreement. It follows on a plan that was "
    "approved in December 2023. By 2027 it will train 500 people. The hall is to open in 2026."
)


def test_a_dateline_follows_on_the_last_dated_event_of_its_text() -> None:
    anchor = anchor_of(DATELINE)
    for text in ("Monday, 22 July", "today"):
        assert resolve(text, anchor) == ResolvedDate(date(2024, 7, 22), "day", "inferred")


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("today signed", "signed"),  # the weekday may be that of another event
        ("in December 2023", "in 2023"),  # a bare year is as often background as news
        ("in December 2023", "in December 2018, and revised in 2023"),
        ("in December 2023", "in December 2020"),  # the next such Monday is four years on
        ("By 2027 it will train", "By January 2027 it had trained"),
        ("to open in 2026", "to open in 2023"),  # and a plan for 2023 lies before it as well
    ],
)
def test_a_dateline_is_not_guessed(words: str, instead: str) -> None:
    assert words in DATELINE
    assert anchor_of(DATELINE.replace(words, instead)).reference is None


def test_where_several_years_fit_the_weekday_none_is_taken() -> None:
    anchor = anchor_of("On Monday, May 10, they met. Since 2010 it grew, and in 2021 again.")
    assert anchor.reference is None
    assert resolve("Monday, May 10", anchor) is None


def test_a_weekday_that_no_near_year_has_is_no_date() -> None:
    assert resolve("Tuesday, October 29", OCTOBER_30) == ResolvedDate(date(2024, 10, 29), "day", "inferred")
    assert resolve("Friday, October 29", OCTOBER_30) is None


def test_29_february_waits_for_a_leap_year() -> None:
    assert resolve("February 29", anchor_of("", date(2024, 3, 5), "day")) == ResolvedDate(
        date(2024, 2, 29), "day", "inferred"
    )
    assert resolve("February 29", anchor_of("", date(2023, 3, 5), "day")) is None


@pytest.mark.parametrize(
    ("seed", "text", "on"),
    [
        ("000", "December 2023", date(2023, 12, 1)),
        ("001", "in January", None),
        ("001", "In 2020", date(2020, 1, 1)),
        ("002", "On October 4", date(2019, 10, 4)),
        ("002", "Earlier last month", date(2019, 9, 1)),
        ("003", "On October 28", None),
        ("004", "Monday morning, May 10th", date(2021, 5, 10)),
        ("004", "last year", date(2020, 1, 1)),
    ],
)
def test_real_articles_without_publication_date(seed: str, text: str, on: date | None) -> None:
    paths = sorted(SEEDS.glob(f"{seed}_*.txt"))
    if not paths:
        pytest.skip("the sample articles are not beside this checkout")
    found = resolve(text, anchor_of(paths[0].read_text(encoding="utf-8")))
    assert (found.on if found else None) == on
