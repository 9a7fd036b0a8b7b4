"""Which publications stay; above all, that no clock can take the history away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orchestration.history.publications import Publication
from orchestration.history.retention import LONGEST_SILENCE, kept

START = datetime(2026, 1, 1, 6, tzinfo=UTC)


def at(*days: float) -> list[Publication]:
    """Publications so many days after the start, in the order in which they were made."""
    return [
        Publication(f"ref_{number}", START + timedelta(days=day), number, 1, 1, "0.1.0")
        for number, day in enumerate(days)
    ]


def numbers(publications: tuple[Publication, ...]) -> list[int]:
    return [each.lake_snapshot_id for each in publications]


def test_those_of_the_last_days_stay() -> None:
    assert numbers(kept(at(0, 1, 2, 3, 10, 11), 8)) == [3, 4, 5]


def test_zero_days_keep_all() -> None:
    assert len(kept(at(*range(0, 4_000, 30)), 0)) == 134


def test_the_newest_stays_however_old_it_is() -> None:
    assert numbers(kept(at(0, 400), 1)) == [1]
    assert kept([], 1) == ()


def test_a_clock_that_was_years_ahead_costs_a_month_at_most() -> None:
    daily = list(range(100))
    assert numbers(kept(at(*daily, 20_000), 90)) == list(range(40, 101))
    assert numbers(kept(at(*daily, 20_000, 20_001, 20_002), 90)) == list(range(42, 103))


DAYS = st.lists(st.floats(0, 30_000, allow_nan=False), max_size=30).map(sorted)


@given(DAYS, st.integers(0, 4_000), st.floats(0, 1e6))
def test_a_jump_of_any_length_is_as_good_as_the_longest_silence(days: list[float], history: int, jump: float) -> None:
    silence = LONGEST_SILENCE.days
    for place in range(len(days) + 1):
        before = at(*days[:place], *(day + silence for day in days[place:]))
        after = at(*days[:place], *(day + silence + jump for day in days[place:]))
        assert numbers(kept(after, history)) == numbers(kept(before, history))


@given(DAYS, st.integers(1, 4_000))
def test_nothing_that_the_calendar_keeps_goes(days: list[float], history: int) -> None:
    publications = at(*days)
    stay = kept(publications, history)
    assert list(stay) == publications[len(publications) - len(stay) :]
    newest = publications[-1].refreshed_at if publications else START
    assert {each for each in publications if newest - each.refreshed_at <= timedelta(days=history)} <= set(stay)
