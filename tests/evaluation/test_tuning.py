"""Thresholds move only for gains that do not hang on single articles."""

from dataclasses import dataclass
from typing import Any

from orchestration.evaluation.counts import Share, Tally
from orchestration.evaluation.tuning import is_surely_better


@dataclass(frozen=True)
class Article:
    """An article with the same counts in each family."""

    counts: Tally

    def tally(self, _: str) -> Tally:
        return self.counts

    def share(self, _: str) -> Share:
        return Share()


@dataclass(frozen=True)
class Result:
    """What the tuner asks of an evaluation."""

    outcomes: tuple[Article, ...]


def result(*right: int) -> Any:
    return Result(tuple(Article(Tally(each, 10 - each, 10 - each)) for each in right))


def test_a_gain_in_every_article_counts() -> None:
    assert is_surely_better(result(6, 6, 6, 6), result(5, 5, 5, 5))


def test_a_gain_that_hangs_on_one_article_does_not() -> None:
    better, before = result(10, 4, 4, 4, 4, 5), result(5, 5, 5, 5, 5, 5)
    assert sum(each.counts.right for each in better.outcomes) > sum(each.counts.right for each in before.outcomes)
    assert not is_surely_better(better, before)
