"""The annotated corpus: its splits and hands.

`train` is learned from, `dev` decides between choices, `test` is only scored. Splits are by hand and style, not at
random: the test articles were written by a hand that wrote nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from orchestration.learning.markup import AnnotatedArticle, parse_article

CORPUS = Path(__file__).with_name("corpus")
Split = Literal["train", "dev", "test"]


def load_split(split: Split, root: Path = CORPUS) -> list[AnnotatedArticle]:
    """Read the articles of a split, sorted by hand and name; the name of each is `hand/name`.

    Raises:
        MarkupError: a file breaks the grammar.
    """
    files = sorted((root / split).glob("*/*.txt"))
    return [parse_article(file.read_text(encoding="utf-8"), f"{file.parent.name}/{file.stem}") for file in files]


def some_hands(articles: Sequence[AnnotatedArticle], share: float, seed: int) -> list[AnnotatedArticle]:
    """Return the articles of a share of the hands; a larger share with the same seed has all of a smaller one."""
    hands = sorted({hand_of(article) for article in articles})
    random.Random(seed).shuffle(hands)  # noqa: S311  no secret
    chosen = set(hands[: max(1, round(share * len(hands)))])
    return [article for article in articles if hand_of(article) in chosen]


def hand_of(article: AnnotatedArticle) -> str:
    """Return who wrote an article."""
    return article.name.split("/")[0]
