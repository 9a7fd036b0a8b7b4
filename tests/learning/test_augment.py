"""Variants of articles: other names, the same structure."""

import random

from orchestration.learning.augment import Augmenter, Chances
from orchestration.learning.known import known_names
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
    chances = Chances(article=1, name=1, guests=0, members=0, shorter=0, accents=accents)
    return Augmenter([FIRST, SECOND], chances).vary(article, random.Random(seed))


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


LONG = parse_article(
    "style: x\ntitle: [o1 Halden] opens\n\n[o1 Halden] and [o2 Moe College] made a [a1 pact].\n\n"
    "[p1 Ana Moe], [t1 head] of [o1 Halden], was glad.\n\nThe [a1 pact] lasts. [o2~ The college] sends "
    "[q1 ten students].\n"
    "---\no1 type=company\no2 type=university\na1 kind=mou parties=o1,o2\np1 org=o1 title=t1\n"
    "q1 of=o2 measure=students low=10 high=10 unit=people\n",
    "long",
)


def test_lines_are_left_out_only_where_nothing_else_needs_them() -> None:
    chances = Chances(
        article=0, guests=0, members=0, shorter=1, line=1, accents=0, upper_title=0, lower_title=0, case_title=0
    )
    variant = Augmenter([LONG], chances).vary(LONG, random.Random(1))
    assert "Ana Moe" not in variant.text
    assert "made a pact" in variant.text  # "The pact lasts" needs it
    assert "ten students" in variant.text  # its pact is told above too
    assert [variant.text[each.start : each.end] for each in variant.mentions] == [
        "Halden", "Halden", "Moe College", "pact", "pact", "The college", "ten students",
    ]  # fmt: skip


def test_headlines_have_capitals_as_in_releases_and_mentions_stay() -> None:
    chances = Chances(article=0, guests=0, members=0, shorter=0, accents=0, upper_title=0, lower_title=0, case_title=1)
    headline = parse_article(
        "style: x\ntitle: [o1 iHalden] and the city open a hub\n\nDone.\n---\no1 type=company\n", "x"
    )
    variant = Augmenter([headline], chances).vary(headline, random.Random(1))
    assert variant.title == "iHalden and the City Open a Hub"
    assert variant.text.startswith(variant.title)
    assert [variant.text[each.start : each.end] for each in variant.mentions] == ["iHalden"]


def test_an_article_of_one_line_keeps_it() -> None:
    chances = Chances(
        article=0, guests=0, members=0, shorter=1, line=1, accents=0, upper_title=0, lower_title=0, case_title=0
    )
    one_line = parse_article("style: x\n\nAll was well.\n---\n", "short")
    assert Augmenter([one_line], chances).vary(one_line, random.Random(1)).text.strip() == "All was well."


SCHEME = parse_article(
    "style: x\n\n[o1 Halden Robotics] runs [g1 Bridge2Scale] in [l1 Korkein] near [l2 Oulu].\n\n"
    "[p1 Ana Moe], [t1 head] of [o1 Halden Robotics], came.\n\nAll was well.\n---\n"
    "o1 type=company\ng1 kind=accelerator operators=o1 at=l1\np1 org=o1 title=t1\n"
    "l1 city=Oulu country=FI\nl2 city=Oulu country=FI\n",
    "scheme",
)
OTHER_SCHEME = parse_article(
    "style: x\n\n[o1 Brightwater Foods] runs [g1 Slipway] in [l1 Cali]. "
    "[p1 Luz Paz], [t1 founder] of [o2 Ash], came.\n---\n"
    "o1 type=company\no2 type=startup\ng1 kind=accelerator operators=o1\np1 org=o2 title=t1\nl1 city=Cali country=CO\n",
    "other",
)


def test_paragraphs_speak_of_things_by_the_names_that_they_have_now() -> None:
    """Else a mark would have two unrelated names, and the student would learn that these mean the same."""
    chances = Chances(article=1, name=1, guests=1, members=1, shorter=0, upper_title=0, lower_title=0, accents=0)
    augmenter = Augmenter([SCHEME, OTHER_SCHEME], chances)
    for seed in range(60):
        variant = augmenter.vary(SCHEME, random.Random(seed))
        assert all(len(names) == 1 for names in variant.names.values()), variant.names
        of_all = [names[0] for mark, names in variant.names.items() if mark[0] == "o"]
        assert {"Halden Robotics", "Brightwater Foods"} & set(of_all)


def test_a_district_lies_in_the_city_that_the_variant_names() -> None:
    chances = Chances(article=1, name=1, guests=0, members=0, shorter=0, upper_title=0, lower_title=0, accents=0)
    seen = set()
    for seed in range(40):
        variant = Augmenter([SCHEME, OTHER_SCHEME], chances).vary(SCHEME, random.Random(seed))
        (city,) = variant.names["l2"]
        assert [fact.values["city"] for fact in variant.of_kind("l")] == [city, city]
        seen.add(city)
    assert seen == {"Oulu", "Cali"}


def test_well_known_names_keep_to_type_and_number_of_spellings() -> None:
    pools = known_names()
    chances = Chances(article=1, name=1, known=1, guests=0, members=0, shorter=0, accents=0)
    augmenter = Augmenter([FIRST, SECOND], chances, pools)
    for seed in range(20):
        names = augmenter.vary(FIRST, random.Random(seed)).names
        companies = {name for (name,) in pools["ocompany", 1]}
        assert names["o1"][0] in companies
        assert set(names["o2"]) in [set(each) for each in pools["ouniversity", 2]]
