"""One article scored: its gold facts against what an engine states of it.

Here: all families and slots of an article. Not here: the definitions (`families`), sums over articles (`counts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from orchestration.evaluation.counts import Share, Tally
from orchestration.evaluation.facts import ArticleFacts
from orchestration.evaluation.families import FAMILIES
from orchestration.evaluation.gold import gold_facts
from orchestration.evaluation.matching import Matched, match
from orchestration.evaluation.sources import Sample


@dataclass(frozen=True)
class Outcome:
    """The score of one article; `slots` has each slot that gold states for a found fact."""

    sample: Sample
    gold: ArticleFacts
    stated: ArticleFacts
    matched: Mapping[str, Matched[Any]]
    slots: Mapping[str, Share]

    def tally(self, family: str) -> Tally:
        """Return how many facts of a family are right, wrong and missed."""
        matched = self.matched[family]
        return Tally(len(matched.hits), len(matched.wrong), len(matched.missed))

    def share(self, slot: str) -> Share:
        """Return how many slots of a name are right, of how many."""
        return self.slots.get(slot, Share())


def score_article(sample: Sample, stated: ArticleFacts) -> Outcome:
    """Compare what is stated of an article with its gold facts."""
    gold = gold_facts(sample.gold)
    matched = {
        family.name: match(family.of(gold), family.of(stated), family.same(family.of(stated))) for family in FAMILIES
    }
    return Outcome(sample, gold, stated, matched, _slots(matched))


def score_articles(samples: Iterable[Sample], stated: Mapping[str, ArticleFacts]) -> tuple[Outcome, ...]:
    """Score every sample, in order; an article of which nothing is stated misses all its facts."""
    return tuple(score_article(sample, stated.get(sample.name, ArticleFacts())) for sample in samples)


def _slots(matched: Mapping[str, Matched[Any]]) -> dict[str, Share]:
    found: dict[str, Share] = {}
    for family in FAMILIES:
        for name, judge in family.slots.items():
            verdicts = [judge(gold, stated) for gold, stated in matched[family.name].hits]
            judged = [verdict for verdict in verdicts if verdict is not None]
            if judged:
                found[name] = Share(sum(judged), len(judged))
    return found
