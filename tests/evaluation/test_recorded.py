"""What is recorded of engines that are gone is complete, and is about the test split of today."""

from __future__ import annotations

from orchestration.evaluation.counts import macro_f1, tally_of
from orchestration.evaluation.facts import ArticleFacts
from orchestration.evaluation.families import FAMILY_NAMES
from orchestration.evaluation.recorded import recorded_on
from orchestration.evaluation.scoring import score_articles
from orchestration.evaluation.sources import load_split


def test_the_rules_are_recorded_with_what_they_reached() -> None:
    (rules,) = recorded_on("test")
    assert rules.engine == "rules"
    assert round(macro_f1(rules.tallies[family] for family in FAMILY_NAMES), 3) == 0.384
    assert [round(rules.tallies[family].f1, 3) for family in FAMILY_NAMES] == [0.672, 0.228, 0.367, 0, 0.623, 0.412]
    assert recorded_on("dev") == []


def test_every_figure_lies_in_its_interval() -> None:
    for record in recorded_on("test"):
        intervals = {family: record.intervals[family] for family in FAMILY_NAMES}
        outside = [name for name, each in intervals.items() if not each.low <= record.tallies[name].f1 <= each.high]
        assert outside == []


def test_the_test_split_has_the_facts_that_were_counted() -> None:
    """A fact more or less in the gold, and the recorded figures no longer compare: say so on the page, or drop them."""
    nothing = score_articles(load_split("test").samples, dict[str, ArticleFacts]())
    facts = {family: tally_of(nothing, family).missed for family in FAMILY_NAMES}
    for record in recorded_on("test"):
        assert {name: each.right + each.missed for name, each in record.tallies.items()} == facts
