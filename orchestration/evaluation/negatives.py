"""Hard negatives: articles that look like news of agreements and programs, and are none.

Here: how many agreements and programs are stated from them. Counted whole, not in pairs, and per ten articles, so that
collections compare. Not here: which article is one (`negative: yes` in the corpus).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from orchestration.evaluation.facts import ArticleFacts
from orchestration.evaluation.scoring import Outcome


@dataclass(frozen=True)
class Negatives:
    """Facts per ten hard negatives: stated by the engine, and true by the gold (some name an old, real one)."""

    articles: int
    partnerships_stated: float
    partnerships_true: float
    programs_stated: float
    programs_true: float


def negatives_of(outcomes: Iterable[Outcome]) -> Negatives | None:
    """Return the counts over the hard negatives; None when there is none."""
    hard = [outcome for outcome in outcomes if outcome.sample.is_negative]
    if not hard:
        return None

    def per_ten(count: Callable[[Outcome], int]) -> float:
        return 10 * sum(map(count, hard)) / len(hard)

    return Negatives(
        articles=len(hard),
        partnerships_stated=per_ten(lambda outcome: len(outcome.stated.agreements)),
        partnerships_true=per_ten(lambda outcome: _required(outcome.gold)[0]),
        programs_stated=per_ten(lambda outcome: len(outcome.stated.programs)),
        programs_true=per_ten(lambda outcome: _required(outcome.gold)[1]),
    )


def _required(gold: ArticleFacts) -> tuple[int, int]:
    """Count agreements and programs that are not optional."""
    agreements = sum(not each.is_optional for each in gold.agreements)
    return agreements, sum(not each.is_optional for each in gold.programs)
