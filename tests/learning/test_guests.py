"""Lists of guests that are put into articles for the student to learn from."""

import random

from orchestration.learning.guests import FIRST_MARK, GuestList
from orchestration.learning.markup import AnnotatedArticle, parse_article
from tests.learning.told import tells_all_of

ARTICLE = parse_article(
    "style: x\ntitle: [o1 Halden Robotics] opens\n\n[p1 Ana Moe], [t1 head] of [o1 Halden Robotics], saw [l1 Oulu].\n\n"
    "[p2 Lars Vik], [t2 mayor], left [o2 Moe College \\[MC\\]].\n\nA [a1 pact] of [o1~ the firm] followed.\n"
    "---\no1 type=company\no2 type=university\np1 org=o1 title=t1\np2 org=o2 title=t2\na1 kind=mou parties=o1,o2\n"
    "l1 city=Oulu country=FI\n",
    "article",
)


def varied(seed: int) -> AnnotatedArticle:
    return GuestList([ARTICLE]).add_to(ARTICLE, random.Random(seed))


def test_what_the_article_said_is_still_said() -> None:
    for seed in range(40):
        article = varied(seed)
        assert tells_all_of(article, ARTICLE)
        assert article.facts[: len(ARTICLE.facts)] == ARTICLE.facts


def test_guests_have_the_title_and_the_organization_that_stand_with_them() -> None:
    seen: set[frozenset[str]] = set()
    for seed in range(40):
        article = varied(seed)
        names = {mark: article.text[each.start : each.end] for each in article.mentions for mark in each.ids}
        guests = [fact for fact in article.of_kind("p") if int(fact.id[1:]) >= FIRST_MARK]
        assert len(guests) >= 2
        for guest in guests:
            assert names[guest.id] in {"Ana Moe", "Lars Vik"}
            assert all(mark in names for mark in guest.values.values())
            seen.add(frozenset(guest.values))
        types = {fact.id for fact in article.of_kind("o")}
        assert {mark for each in article.mentions for mark in each.ids if mark[0] == "o"} <= types
    assert seen == {frozenset({"org", "title"}), frozenset({"org"}), frozenset({"title"})}


def test_an_article_without_lines_stays_as_it_is() -> None:
    short = parse_article("style: x\n\n[p1 Ana Moe] left.\n---\np1\n", "short")
    assert GuestList([ARTICLE]).add_to(short, random.Random(1)) == short
