"""Learns the points of the triage: `python -m orchestration.learning.triage` (numpy only, under a minute).

Here: the irrelevant articles, the fit, the threshold, the figures. Not here: the decision (`extract.triage`).

A logistic regression over the words at the beginning of articles, with weights that are zero or more: what the corpus
has and ordinary press text has not. Words without a subject ("which"), and words that few hands of the corpus use
(names), take no part. The threshold is chosen on articles of `train` by hands that a fit has not seen.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from orchestration.extract import triage
from orchestration.extract.triage import Points, format_points, judge, learned_points, words_of
from orchestration.learning.corpus import Split, hand_of, load_split
from orchestration.learning.facts import gold
from orchestration.learning.markup import AnnotatedArticle

IRRELEVANT = Path(__file__).with_name("irrelevant")
POINTS = Path(triage.__file__).with_name("triage.tsv")
Half = Literal["seen", "unseen"]
Floats = NDArray[np.float64]

MOST_FACTS_LOST = 0.001  # on hands that a fit has not seen; published pages are further away than those
FEWEST_ARTICLES, FEWEST_HANDS = 8, 5  # with a word, before it may count
FOLDS = 5
ROUNDS = 200
SHRINK, DROP = 1e-3, 3e-4  # how hard weights are pulled to zero: in proportion, and by a constant
SCALE = 1_000  # points for a weight of 1
WORDS_AT_ONCE = 100  # the toll is fitted for a hundred words: its column has the size of the others
JOINED = (1, 2, 4)  # press articles are longer than the irrelevant ones here: read some of a subject as one
WITHOUT_SUBJECT = frozenset((IRRELEVANT / "words_without_subject.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Loss:
    """What the triage does to a set of articles of the corpus."""

    facts: int
    lost: int
    articles: int
    turned_away: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of gold facts in articles that pass."""
        return 1 - self.lost / self.facts


def load_irrelevant(half: Half, root: Path = IRRELEVANT) -> dict[str, list[str]]:
    """Read the articles of one half by subject: title, line break, text. `unseen` is no part of any choice."""
    paths = sorted((root / half).glob("*.txt"))
    return {path.stem: path.read_text(encoding="utf-8").strip().split("\n---\n") for path in paths}


def pages(articles: Sequence[str], joined: Sequence[int] = JOINED) -> list[str]:
    """Return texts of one subject in several lengths: each article, and each with those that follow it."""
    ring = [*articles, *articles]
    return ["\n\n".join(ring[start : start + count]) for count in joined for start in range(len(articles))]


def count_facts(article: AnnotatedArticle) -> int:
    """Return how many gold facts of all kinds an article has."""
    return sum(len(entries) for entries in gold(article).values() if isinstance(entries, list))


def facts_lost(articles: Sequence[AnnotatedArticle], points: Points) -> Loss:
    """Judge articles of the corpus, which are all relevant."""
    away = [article for article in articles if not judge(article.text, points).is_relevant]
    total = sum(map(count_facts, articles))
    return Loss(total, sum(map(count_facts, away)), len(articles), tuple(article.name for article in away))


def pass_rate(texts: Sequence[str], points: Points) -> float:
    """Return the share of texts that pass."""
    return sum(judge(text, points).is_relevant for text in texts) / len(texts)


@dataclass(frozen=True)
class _Example:
    """The words of a text; its group is a hand or a subject, its weight counts only beside others of its class."""

    words: set[str]
    group: str
    weight: float


def learn() -> Points:
    """Fit on `train` and the seen subjects, and choose the threshold."""
    relevant = [
        _Example(words_of(article.text), hand_of(article), count_facts(article)) for article in load_split("train")
    ]
    irrelevant = [
        _Example(words_of(page), subject, 1.0)
        for subject, articles in load_irrelevant("seen").items()
        for page in pages(articles)
    ]
    fitted = _fit(relevant, irrelevant)
    return replace(fitted, threshold=max(1, fitted.threshold + _lead(relevant, irrelevant)))


def _lead(relevant: Sequence[_Example], irrelevant: Sequence[_Example]) -> int:
    """Return how far above even odds the threshold lies: hands left out of a fit lose the allowed share of facts."""
    hands = sorted({example.group for example in relevant})
    scored: list[tuple[int, float]] = []
    for fold in range(FOLDS):
        left_out = set(hands[fold::FOLDS])
        fitted = _fit([each for each in relevant if each.group not in left_out], irrelevant)
        scored += [
            (fitted.score(each.words) - fitted.threshold, each.weight) for each in relevant if each.group in left_out
        ]
    allowed = MOST_FACTS_LOST * sum(weight for _, weight in scored)
    for score, weight in sorted(scored):
        allowed -= weight
        if allowed < 0:
            return score
    raise ValueError("the corpus has no facts")


def _fit(relevant: Sequence[_Example], irrelevant: Sequence[_Example]) -> Points:
    """Return points with the threshold at even odds; both classes count the same."""
    words = _vocabulary(relevant)
    column = {word: place for place, word in enumerate(words)}
    examples = [*relevant, *irrelevant]
    table = np.zeros((len(examples), len(words) + 1))
    for row, example in enumerate(examples):
        table[row, [column[word] for word in example.words if word in column]] = 1
        table[row, -1] = -len(example.words) / WORDS_AT_ONCE
    target = np.array([1.0] * len(relevant) + [0.0] * len(irrelevant))
    share = np.concatenate([_shares(relevant), _shares(irrelevant)]) / 2
    weights, bias = _descend(table, target, share)
    toll = round(SCALE * weights[-1] / WORDS_AT_ONCE)
    earned = {word: round(SCALE * weight) - toll for word, weight in zip(words, weights[:-1].tolist(), strict=True)}
    return Points({word: points for word, points in earned.items() if points > 0}, toll, -round(SCALE * bias))


def _shares(examples: Sequence[_Example]) -> Floats:
    """Articles with many facts count for more, but not in proportion: a few very long ones must not decide."""
    roots = np.sqrt([example.weight for example in examples])
    return np.asarray(roots / roots.sum())


def _vocabulary(relevant: Sequence[_Example]) -> list[str]:
    articles = Counter(word for example in relevant for word in example.words)
    hands: dict[str, set[str]] = defaultdict(set)
    for example in relevant:
        for word in example.words:
            hands[word].add(example.group)
    return sorted(
        word
        for word, count in articles.items()
        if count >= FEWEST_ARTICLES and len(hands[word]) >= FEWEST_HANDS and word not in WITHOUT_SUBJECT
    )


def _descend(table: Floats, target: Floats, share: Floats) -> tuple[Floats, float]:
    """Return weights, none below zero, and the bias.

    Accelerated descent (FISTA) on the logistic loss, each step followed by shrinking and cutting off at zero.
    """
    rate = 1 / (0.25 * float(share @ ((table**2).sum(axis=1) + 1)) + SHRINK)
    weights = ahead = np.zeros(table.shape[1])
    bias = bias_ahead = 0.0
    pace = 1.0
    for _ in range(ROUNDS):
        wrong = share * (1 / (1 + np.exp(-(table @ ahead + bias_ahead))) - target)
        stepped = np.maximum(ahead - rate * (wrong @ table + SHRINK * ahead + DROP), 0)
        bias_stepped = bias_ahead - rate * float(wrong.sum())
        next_pace = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        push = (pace - 1) / next_pace
        ahead = stepped + push * (stepped - weights)
        bias_ahead = bias_stepped + push * (bias_stepped - bias)
        weights, bias, pace = stepped, bias_stepped, next_pace
    return weights, bias


def main(arguments: Sequence[str]) -> int:
    """Learn and write the points, or only measure those that are there; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.learning.triage", description=__doc__)
    parser.add_argument("--measure", action="store_true", help="learn nothing: measure the points that are there")
    parser.add_argument("--split", choices=get_args(Split), default="dev", help="measured beside train")
    parser.add_argument("--out", type=Path, default=POINTS)
    options = parser.parse_args(arguments)
    points = learned_points() if options.measure else learn()
    if not options.measure:
        options.out.write_text(format_points(points), encoding="utf-8")
    print(f"{len(points.of_word)} words, threshold {points.threshold}")
    splits: list[Split] = ["train", options.split] if options.split != "train" else ["train"]
    for split in splits:
        loss = facts_lost(load_split(split), points)
        print(
            f"{split}: {loss.recall:.4f} of {loss.facts} facts in articles that pass, "
            f"{len(loss.turned_away)} of {loss.articles} articles turned away {', '.join(loss.turned_away)}"
        )
    for half in get_args(Half):
        by_subject = load_irrelevant(half)
        for name, joined in (("as they are", (1,)), ("joined by four", (4,))):
            texts = [page for articles in by_subject.values() for page in pages(articles, joined)]
            print(f"irrelevant, {half}, {name}: {pass_rate(texts, points):.4f} of {len(texts)} pass")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
