"""Variants of articles: other names, the same structure."""

import random

from orchestration.learning.augment import Augmenter, Chances
from orchestration.learning.markup import AnnotatedArticle, parse_article

FIRST = parse_article(
    "style: x\n\n[o1 Halden Robotics] and [o2 Moe College] ([o2 MC]) signed. [o1~ The firm] hired [p1 Ana Moe] in "
    "[l1 Oulu].\n"
    "---\no1 type=company\no2 type=university\np1 org=o1\nl1 city=Oulu country=FI\n",
    "first",
)
SECOND = parse_article(
    "style: x\n\n[o1 Brightwater Foods] met [o2 Universidad del Río Alto] ([o2 URA]). [p1 Luz Paz] saw [l1 Cali].\n"
    "---\no1 type=company\no2 type=university\np1 org=o1\nl1 city=Cali country=CO\n",
    "second",
)


def varied(article: AnnotatedArticle, seed: int, accents: float = 0) -> AnnotatedArticle:
    return Augmenter([FIRST, SECOND], Chances(article=1, name=1, accents=accents)).vary(article, random.Random(seed))


def test_names_change_and_mentions_stay_on_them() -> None:
    seen = set()
    for seed in range(20):
        variant = varied(FIRST, seed)
        words = [variant.text[each.start : each.end] for each in variant.mentions]
        seen.update(words)
        assert [each.ids for each in variant.mentions] == [each.ids for each in FIRST.mentions]
        assert words[0] in {"Halden Robotics", "Brightwater Foods"}
        assert words[1:3] in (["Moe College", "MC"], ["Universidad del Río Alto", "URA"])
        assert "The firm" in words
    assert {"Brightwater Foods", "Universidad del Río Alto", "URA", "Luz Paz", "Cali"} <= seen


def test_accents_are_lost_and_offsets_hold() -> None:
    variant = varied(SECOND, 3, accents=1)
    assert "í" not in variant.text
    assert all(variant.text[each.start : each.end].strip() for each in variant.mentions)


def test_the_same_seed_gives_the_same_variant() -> None:
    assert varied(FIRST, 5) == varied(FIRST, 5)
