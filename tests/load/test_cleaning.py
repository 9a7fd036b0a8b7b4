"""The cleaned text: what is changed, what is kept exactly."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.load.cleaning import clean_text, count_words


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ufeffa\u200bb\xadc\x07", "abc"),
        ("7\xa0000\u202f€\tx", "7 000 € x"),
        ("a  \nb \n\n\n \n\nc  ", "a\nb\n\nc"),
        ("  • item", "• item"),
        ("a\n  • item", "a\n  • item"),
    ],
)
def test_clean_text(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


def test_code_points_are_not_normalized() -> None:
    decomposed = unicodedata.normalize("NFD", "Montréal “ﬁne” …")
    assert clean_text(decomposed) == decomposed


@given(st.text(alphabet=st.characters() | st.sampled_from("\n\r\t \u200b\xa0\u2003\x0b"), max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert "\n\n\n" not in cleaned
    cleaned.encode()


def test_count_words() -> None:
    assert count_words("A hub — with 1,300 people (and R&D).") == 7
    assert count_words("--- ... ***") == 0
    assert count_words("人工知能研究所") == 3
