"""Quotes and names are found to the letter; only white space may differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.extract.llm.quotes import as_written, place_of

TEXT = "Halden\nRobotics said so.  Halden Robotics (HR) paid 40 (net).  Said who?"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Halden Robotics said", "Halden\nRobotics said"),
        ("said  so.\n\nHalden", "said so.  Halden"),
        ("(HR) paid 40 (net).", "(HR) paid 40 (net)."),
        ("halden robotics", None),
        ("Halden, Robotics", None),
        ("alden Robotics", None),
        ("Halden Robot", None),
        ("HaldenRobotics", None),
        (".*", None),
        ("", None),
        (" \n", None),
        ("\ud800", None),
    ],
)
def test_a_quote(quote: str, found: str | None) -> None:
    place = place_of(quote, TEXT)
    assert (TEXT[slice(*place)] if place else None) == found


def test_a_name_is_written_as_the_text_writes_it() -> None:
    assert as_written("Halden Robotics", TEXT) == "Halden Robotics"
    assert as_written("Robotics said", "Halden\nRobotics\nsaid") == "Robotics\nsaid"
    assert as_written("Said", "We said") is None


@given(st.text(alphabet="ab \n.(", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_stands_in_the_text_is_found_where_it_stands(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    place = place_of(quote, text)
    if place:
        assert text[slice(*place)].split() == quote.split()
