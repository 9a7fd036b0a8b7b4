"""Paragraphs on programmes that are put into articles for the student to learn from."""

import random

from orchestration.learning.markup import AnnotatedArticle, parse_article
from orchestration.learning.members import FIRST_MARK, MemberList
from tests.learning.told import tells_all_of

ARTICLE = parse_article(
    "style: x\ntitle: [g1 Bridge2Scale] starts\n\n"
    "[o1 Halden Robotics] joined [g1 Bridge2Scale] of [o2 Moe College].\n\n"
    "[o3 Fund Nine] paid. [g2 Old Mill] closed.\n\nThat was all.\n---\n"
    "o1 type=startup\no2 type=university\no3 type=investor\n"
    "g1 kind=accelerator operators=o2 participants=o1 at=l1\ng2 kind=hub modality=failed\n",
    "article",
)
OTHERS = [
    parse_article(f"style: x\n\n[o1 {name}] left.\n---\no1 type={kind}\n", name)
    for name, kind in (
        ("Ash", "startup"),
        ("Birch", "company"),
        ("Cedar", "investor"),
        ("Dogwood", "hub"),
        ("Elm", "startup"),
    )
]


def varied(seed: int) -> AnnotatedArticle:
    return MemberList([ARTICLE, *OTHERS]).add_to(ARTICLE, random.Random(seed))


def test_who_is_named_in_a_role_has_it_and_the_others_have_none() -> None:
    roles: set[str] = set()
    without_role = False
    for seed in range(60):
        article = varied(seed)
        first, second = article.of_kind("g")
        assert second.values == {"kind": "hub", "modality": "failed"}, "what failed is not told again"
        assert first.values["operators"] == "o2"
        assert first.list("participants")[0] == "o1"
        new = {fact.id for fact in article.of_kind("o")} - {"o1", "o2", "o3"}
        given = {key: set(first.list(key)) & new for key in ("participants", "supporters", "funders", "hosts")}
        roles |= {key for key, marks in given.items() if marks}
        words = {mark: article.text[each.start : each.end] for each in article.mentions for mark in each.ids}
        assert all(int(mark[1:]) >= FIRST_MARK and words[mark] for mark in new)
        assert article.text.count("Bridge2Scale") == 3
        without_role |= bool(new - set().union(*given.values()))
    assert roles == {"participants", "supporters", "funders", "hosts"}
    assert without_role, "customers and investors of members play no part"


def test_what_the_article_said_is_still_said() -> None:
    for seed in range(40):
        assert tells_all_of(varied(seed), ARTICLE)


def test_only_programmes_that_run_get_members() -> None:
    assert MemberList(OTHERS).add_to(OTHERS[0], random.Random(1)) == OTHERS[0], "there is none"
    for told in ("kind=hub modality=planned", "kind=hub modality=ended", "kind=fund"):
        article = parse_article(f"style: x\n\n[g1 Mill] it is.\n\nYes.\n---\ng1 {told}\n", "mill")
        assert MemberList(OTHERS).add_to(article, random.Random(1)) == article
