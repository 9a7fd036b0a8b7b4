"""Quotes: the sentences around what a statement rests on."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from orchestration.extract.student.quotes import LONGEST_QUOTE, Quotes

TEXT = (
    "Oulu gets a lab\n\nHalden Robotics Inc. and Dr. A. Moe signed on Monday. It will open in May.\n- Brightwater, "
    "Cali\n"
    '"We waited," she said. "Now it is here."'
)


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("Halden", "Halden Robotics Inc. and Dr. A. Moe signed on Monday."),
        ("open", "It will open in May."),
        ("Brightwater", "- Brightwater, Cali"),
        ("lab", "Oulu gets a lab"),
        ("Now", '"Now it is here."'),
    ],
)
def test_a_quote_is_the_sentence(words: str, quote: str) -> None:
    at = TEXT.index(words)
    start, end = Quotes(TEXT).around([(at, at + len(words))])
    assert TEXT[start:end] == quote


def test_two_mentions_give_all_sentences_between() -> None:
    first, second = TEXT.index("Moe"), TEXT.index("May")
    start, end = Quotes(TEXT).around([(second, second + 3), (first, first + 3)])
    assert TEXT[start:end] == "Halden Robotics Inc. and Dr. A. Moe signed on Monday. It will open in May."


def test_a_quote_takes_in_the_nearest_sentence_that_names_who_is_missing() -> None:
    text = "Tern Institute is old. Havn AS is not. They signed on Monday. " + "So it goes. " * 60 + "Moss came too."
    places = [[(text.index(name), text.index(name) + 4)] for name in ("Havn", "Tern", "Moss")]
    signed = text.index("signed")
    start, end = Quotes(text).naming(Quotes(text).around([(signed, signed + 6)]), [*places, []])
    assert text[start:end] == "Tern Institute is old. Havn AS is not. They signed on Monday."


@given(st.text(alphabet="Ab. \n?é", min_size=1, max_size=900), st.data())
def test_a_quote_holds_its_mention_and_is_never_too_long(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 20)))
    assume(text[start:end] == text[start:end].strip())  # mentions are whole words
    left, right = Quotes(text).around([(start, end)])
    assert 0 <= left <= start < end <= right <= len(text)
    assert right - left <= max(LONGEST_QUOTE, end - start)
