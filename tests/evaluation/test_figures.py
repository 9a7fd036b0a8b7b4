"""Figures over articles: sums, intervals, calibration, hard negatives, groups."""

from __future__ import annotations

import pytest

from orchestration.evaluation.calibration import bins_of, expected_error
from orchestration.evaluation.counts import Tally, macro_f1, share_of, tally_of
from orchestration.evaluation.groups import OTHER, by_hand, by_style, style_group
from orchestration.evaluation.intervals import f1_intervals, share_intervals
from orchestration.evaluation.negatives import negatives_of
from orchestration.evaluation.scoring import Outcome
from orchestration.evaluation.sources import SPLITS, load_split
from tests.evaluation.invented import agreement, bodies, body, outcome, program, sample

RIGHT = outcome(sample(organizations=bodies("Halden")), organizations=[body("Halden", sure=0.9)])
WRONG = outcome(sample(organizations=bodies("Halden")), organizations=[body("Borealis", sure=0.8)])
NOTHING = outcome(sample())


def test_figures_of_a_tally() -> None:
    tally = Tally(right=3, wrong=1, missed=2)
    assert (tally.precision, tally.recall) == (0.75, 0.6)
    assert tally.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)
    assert macro_f1([Tally(1), Tally()]) == 0.5


def test_articles_are_summed_before_figures_are_made() -> None:
    assert tally_of([RIGHT, WRONG, NOTHING], "organizations") == Tally(1, 1, 1)
    assert share_of([NOTHING], "program year").share is None


def test_intervals_are_reproducible_and_hold_the_figure() -> None:
    outcomes = [RIGHT] * 12 + [WRONG] * 8
    interval = f1_intervals(outcomes, ["organizations"])["organizations"]
    assert interval == f1_intervals(outcomes, ["organizations"])["organizations"]
    assert 0.3 < interval.low < 0.6 < interval.high < 0.9


def test_more_articles_make_intervals_narrower() -> None:
    few, many = (f1_intervals([RIGHT, WRONG] * count, ["organizations"])["organizations"] for count in (5, 50))
    assert many.high - many.low < (few.high - few.low) / 2


def test_draws_without_a_fact_of_the_family_say_nothing_of_it() -> None:
    interval = f1_intervals([RIGHT, *[NOTHING] * 9], ["organizations", "people"])
    assert (interval["organizations"].low, interval["organizations"].high) == (1, 1)
    assert (interval["people"].low, interval["people"].high) == (0, 0)


def test_slots_that_no_article_has_get_no_interval() -> None:
    gold = sample(programs=[{"name": "Polar Lab", "aliases": [], "city": "Oulu"}])
    scored = outcome(gold, programs=[program("Polar Lab", city="Oulu")])
    found = share_intervals([scored, NOTHING], ["program city", "program year"])
    assert set(found) == {"program city"}
    assert found["program city"].low == 1


def test_calibration_counts_what_is_right_per_bin() -> None:
    bins = bins_of([RIGHT, RIGHT, WRONG, NOTHING], "organizations")
    assert [(each.low, each.facts, each.right) for each in bins] == [(0.8, 1, 0), (0.9, 2, 2)]
    assert expected_error(bins) == pytest.approx((0.8 + 2 * 0.1) / 3)
    assert expected_error([]) is None


@pytest.mark.parametrize(("sure", "low"), [(0.0, 0.0), (0.7999999999999999, 0.8), (1.0, 0.9)])
def test_every_confidence_has_its_bin(sure: float, low: float) -> None:
    scored = outcome(sample(), organizations=[body("Halden", sure=sure)])
    assert [each.low for each in bins_of([scored], "organizations")] == [low]


def test_what_optional_gold_took_is_neither_right_nor_wrong() -> None:
    gold = sample(organizations=[{"name": "Halden", "aliases": [], "optional": True}])
    assert bins_of([outcome(gold, organizations=[body("Halden", sure=0.4)])], "organizations") == []


def test_hard_negatives_are_counted_per_ten_articles_and_in_agreements() -> None:
    trap = sample(is_negative=True, partnerships=[{"parties": ["Halden", "Norrsken"], "kind": "mou", "year": None}])
    fell = outcome(trap, agreements=[agreement("Halden", "Norrsken", "Oulu"), agreement("Oulu", "Borealis")])
    found = negatives_of([fell, *[outcome(sample(is_negative=True))] * 3, RIGHT])
    assert found
    assert (found.articles, found.partnerships_stated, found.partnerships_true) == (4, 5, 2.5)
    assert (found.programs_stated, found.programs_true) == (0, 0)
    assert negatives_of([RIGHT]) is None


def test_articles_are_grouped_by_style_and_hand() -> None:
    styled = [outcome(sample(style=style)) for style in ("press release, Peru", "Peruvian press release", "tax form")]
    assert {group: len(found) for group, found in by_style(styled).items()} == {
        "companies and press releases": 2,
        OTHER: 1,
    }
    assert by_style([RIGHT]) == by_hand([RIGHT]) == {}


def test_most_styles_of_the_corpus_have_a_group() -> None:
    styles = [each.style for split in SPLITS for each in load_split(split).samples]
    without = sorted({style for style in styles if style_group(style) == OTHER})
    assert len(without) <= len(styles) / 20, f"add words to vocabulary/styles.yml for {without}"


def test_outcomes_are_those_of_the_sample() -> None:
    assert isinstance(RIGHT, Outcome)
    assert RIGHT.matched["organizations"].hits[0][1].label == "Halden"
