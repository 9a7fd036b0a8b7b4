"""The rules engine takes any text: no crash, no hang, the same answer again."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extract import sample_articles as samples

JUNK = ["", " \n\t\n", "\x00\x01" * 300, "word " * 10_000, "(" * 5_000, '"“' * 3_000, "😀 " * 2_000, "1,000 " * 5_000]
PIECES = st.sampled_from(
    [
        "Fen University",
        " and ",
        "Orla",
        " signed ",
        "an agreement ",
        "with ",
        "(",
        ")",
        "“",
        "”",
        ". ",
        "\n\n",
        "- ",
        " | ",
        "12 ",
        "researchers ",
        "President ",
        "Kim Do-hyun",
        ", ",
        "of ",
        "the ",
        "called ",
        "Programme ",
        "in Lima",
        "’s ",
        "😀",
    ]
)


@pytest.mark.parametrize("text", JUNK)
def test_junk_states_nothing(extract, text):
    result = extract(text)
    assert result.fact_count == 0
    assert not result.rejected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_words_in_any_order_give_grounded_facts_or_none(extract, text):
    result = extract(text)
    assert "engine_error" not in [r["reason"] for r in result.rejected]
    for rows in result.facts.values():
        assert all(row["quote"] == text[row["char_start"] : row["char_end"]] for row in rows)


def test_time_grows_with_the_length_of_the_text(extract):
    extract(samples.GRID)
    times = []
    for count in (10, 40):
        began = time.perf_counter()
        extract(samples.GRID * count)
        times.append(time.perf_counter() - began)
    assert times[1] < 12 * times[0]  # four times the text; a square would be sixteen times the time


def test_the_same_text_gives_the_same_facts_after_other_texts(extract):
    first = extract(samples.COHORT)
    extract(samples.GRID)
    assert extract(samples.COHORT) == first
