"""Texts that leave the house: quotes have an end, and no spreadsheet computes them."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.exports.columns import LONGEST_QUOTE, QUOTED, capped, guarded
from tests.exports.spreadsheet_texts import STARTS

CONNECTION = duckdb.connect()
TRICKY = st.text(st.sampled_from(list("=+-@＝＋－＠'\t\r\n \u00a0\u200b\ufeff\u202eaZ9|%<")), max_size=8)
TEXTS = st.one_of(TRICKY, st.text(st.characters(codec="utf-8"), max_size=12))


def computed(expression: str, text: str) -> str:
    row = CONNECTION.execute(f"select {expression} from (select ? as text)", [text]).fetchone()
    assert row
    return str(row[0])


def unguarded(text: str) -> str:
    """What a reader does to have the original: take one apostrophe away from what is dangerous without it."""
    return text[1:] if text.startswith("'") and computed(guarded("text"), text[1:]) != text[1:] else text


@settings(deadline=None)
@given(TEXTS)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    cell = computed(guarded("text"), text)
    assert not cell.startswith(STARTS)
    assert not cell.lstrip().startswith(STARTS)
    assert cell[:1] not in ("\t", "\r", "\n")


@settings(deadline=None)
@given(TEXTS)
def test_every_text_can_be_had_back(text: str) -> None:
    assert unguarded(computed(guarded("text"), text)) == text


@pytest.mark.parametrize("text", ["NAVER", "a=b", "C++ Lab", "x-1", "O'Brien & Co", "'t Hart Fund", "9 labs", ""])
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert computed(guarded("text"), text) == text


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "＝1", "'=1"])
def test_dangerous_texts_begin_with_an_apostrophe(text: str) -> None:
    assert computed(guarded("text"), text) == f"'{text}"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=0, max_size=700))
def test_a_quote_ends_after_300_code_points(text: str) -> None:
    quote = computed(capped("text"), text)
    assert len(quote) <= LONGEST_QUOTE
    if len(text) <= LONGEST_QUOTE:
        assert quote == text
    else:
        assert quote.endswith("…")
        assert text.startswith(quote[:-1])


@pytest.mark.parametrize("name", ["quote", "best_quote", "quote_a", "other_quotes", "text", "sentence"])
def test_columns_of_quotes_are_known_by_their_name(name: str) -> None:
    assert QUOTED.search(name)


@pytest.mark.parametrize("name", ["title", "message", "quota", "context_code", "textile_count"])
def test_others_are_not(name: str) -> None:
    assert not QUOTED.search(name)
