"""The triage: sums of points, the same for any order, never a crash; and the points of the repository make sense."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extract.triage import (
    HEAD,
    MOST_CUES,
    Points,
    format_points,
    is_relevant,
    judge,
    learned_points,
    parse_points,
    words_of,
)

POINTS = Points({"university": 300, "startups": 200, "signed": 200, "lab": 50}, toll=10, threshold=400)
CUES = st.sampled_from(sorted(learned_points().of_word))
WORDS = st.lists(CUES | st.sampled_from(["goal", "butter", "rain", "vicar", "tulips"]), max_size=60)
ODD = ["", " \n\t", "\x00" * 50, "😀 " * 400, "12 345 6", "\ud800", "İSTANBUL ÜNİVERSİTESİ", "ﬁ ǅ ß", "a" * 100_000]


def test_cues_earn_their_points_once_and_other_words_cost_the_toll():
    verdict = judge("University signed, UNIVERSITY signed; rain.", POINTS)
    assert (verdict.score, verdict.threshold) == (300 + 200 - 10, 400)
    assert verdict.is_relevant
    assert verdict.cues == ("university", "signed")


def test_the_reason_names_points_and_words():
    assert judge("The lab", POINTS).reason == "40 of 400 points; heaviest words: lab"
    assert judge("Rain", POINTS).reason == "-10 of 400 points; no word of the subject was found"


def test_equal_cues_come_by_the_alphabet_and_only_the_heaviest_are_named():
    points = Points(dict.fromkeys(("zeta", "beta", "gamma", "delta", "alpha", "eta"), 5), toll=1, threshold=1)
    assert (
        judge("zeta eta gamma delta beta alpha", points).cues == ("alpha", "beta", "delta", "eta", "gamma")[:MOST_CUES]
    )


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_not_relevant(text):
    assert not is_relevant(text).is_relevant


@settings(deadline=None)  # a busy machine is no fault
@given(st.text())
def test_any_text_has_one_verdict_with_a_reason(text):
    verdict = is_relevant(text)
    assert verdict == is_relevant(text)
    assert set(verdict.cues) <= words_of(text)
    assert verdict.reason


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=60), st.text())
def test_what_stands_behind_the_head_changes_nothing(start, boilerplate):
    head = (start + " " * HEAD)[:HEAD]
    assert is_relevant(head + boilerplate) == is_relevant(head)


@settings(deadline=None)  # a busy machine is no fault
@given(WORDS, CUES)
def test_a_cue_more_never_makes_a_text_less_relevant(words, cue):
    assert is_relevant(" ".join([*words, cue])).score >= is_relevant(" ".join(words)).score


@settings(deadline=None)  # a busy machine is no fault
@given(WORDS, st.randoms())
def test_the_order_of_words_changes_nothing(words, random):
    shuffled = random.sample(words, len(words))
    assert is_relevant(" ".join(shuffled)) == is_relevant(" ".join(words))


def test_points_come_back_from_their_file():
    assert parse_points(format_points(POINTS)) == POINTS


def test_the_points_of_the_repository_are_above_zero_and_can_be_found_in_a_text():
    points = learned_points()
    assert points.threshold > 0
    assert points.toll >= 0
    assert min(points.of_word.values()) > 0
    assert all(words_of(word) == {word} for word in points.of_word)


def test_plain_examples():
    assert is_relevant(
        "Helsby University and two startups sign agreement\n\nHelsby University and the robotics companies Arvo and "
        "Tine have signed an agreement to found a joint research lab with 40 engineers, the rector announced."
    ).is_relevant
    assert not is_relevant(
        "Rovers win again\n\nA late goal by the captain gave Rovers three points in the rain on Saturday. The manager "
        "praised his players, who travel to the leaders next week."
    ).is_relevant


def test_it_costs_no_heavy_import():
    heavy = "{'numpy', 'tokenizers', 'polars', 'yaml', 'onnxruntime'}"
    code = (
        f"import sys, orchestration.extract.triage as t; t.is_relevant('x'); sys.exit(bool({heavy} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
