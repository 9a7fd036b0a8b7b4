"""Which publication answers: the last one before the end of the day, in the zone of the settings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from orchestration.errors import LedgerError
from orchestration.history.publications import Publication, answering, asked_for


def publication(moment: str) -> Publication:
    return Publication(moment, datetime.fromisoformat(moment).replace(tzinfo=UTC), 1, 1, 1, "0.1.0")


LATE, NOON, NEXT = (publication(text) for text in ("2026-03-28T23:30", "2026-03-29T12:00", "2026-03-29T22:30"))


@pytest.mark.parametrize(
    ("day", "zone", "answers"),
    [
        ("2026-03-28", "UTC", LATE),
        ("2026-03-29", "UTC", NEXT),
        ("2027-01-01", "UTC", NEXT),
        # In Paris, 23:30 UTC of the 28th is the 29th, which has 23 hours and ends at 22:00 UTC.
        ("2026-03-29", "Europe/Paris", NOON),
        ("2026-03-30", "Europe/Paris", NEXT),
        ("2026-03-28", "America/Los_Angeles", LATE),
        ("2026-03-29T12:00", "UTC", NOON),
        ("2026-03-29 11:59:59", "UTC", LATE),
        ("2026-03-29T14:00", "Europe/Paris", NOON),
        ("2026-03-29t13:59", "Europe/Paris", LATE),
        ("2026-03-29T12:00Z", "Asia/Seoul", NOON),
        ("2026-03-29T06:59-05:00", "Asia/Seoul", LATE),
    ],
)
def test_the_last_publication_before_the_end_answers(day: str, zone: str, answers: Publication) -> None:
    assert answering((LATE, NOON, NEXT), asked_for(day, zone)) == answers


def test_a_day_before_the_first_publication_says_which_day_to_ask_for() -> None:
    with pytest.raises(LedgerError, match=r"first publication was on 2026-03-29 at 00:30 \(Europe/Paris\).*later"):
        answering((LATE, NOON), asked_for("2026-03-28", "Europe/Paris"))


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "20.11.2026", "9999-12-31", "2026-03-29T25:00"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(LedgerError, match="DAY=2026-11-20"):
        asked_for(text, "UTC")


def test_the_words_name_the_zone() -> None:
    assert asked_for("2026-03-29", "Asia/Seoul").words == "at the end of 2026-03-29 (Asia/Seoul)"
    assert asked_for("2026-03-29T12:00Z", "Asia/Seoul").words == "at 2026-03-29 21:00:00 (Asia/Seoul)"
