"""The markup of the corpus: marks come off the text exactly, and what breaks the grammar is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.learning.facts import gold, mistakes
from orchestration.learning.markup import MarkupError, parse_article, strip_marks

ARTICLE = """style: city portal
published: 2024-10-28
title: [o1 Halden Robotics] comes to [l1 Oulu]

[o1 Halden Robotics] and the [o2 Institute for Quiet Machines] ([o2 IQM]) signed a [a1 memorandum] on [d1 Monday].
[o1+o2~ The two] will run the [g1 [o2 IQM] Harbour Lab] with [q1 over 40 engineers], said [p1 Ana Moe], [t1 director].
---
l1 city=Oulu country=FI
o1 type=company at=l1
o2 type=research_institute
a1 kind=mou parties=o1,o2 date=d1 announced=2024-10-28
g1 kind=lab operators=o1,o2 at=l1 modality=planned
q1 of=g1 measure=engineers low=40 unit=people planned
p1 org=o2 title=t1
"""


def test_mentions_are_the_words_between_the_marks() -> None:
    article = parse_article(ARTICLE, "halden")
    found = [(mention.ids, article.text[mention.start : mention.end]) for mention in article.mentions]
    assert (("o1",), "Halden Robotics") in found
    assert (("o1", "o2"), "The two") in found
    assert (("g1",), "IQM Harbour Lab") in found
    assert article.text.startswith("Halden Robotics comes to Oulu\n\nHalden Robotics and the Institute")
    assert "[" not in article.text


def test_gold_says_what_the_fact_lines_say() -> None:
    facts = gold(parse_article(ARTICLE, "halden"))
    assert facts["partnerships"] == [
        {
            "parties": ["Halden Robotics", "Institute for Quiet Machines"],
            "kind": "mou",
            "announced": "2024-10-28",
            "year": 2024,
            "optional": False,
        }
    ]
    assert facts["organizations"][1]["aliases"] == ["IQM"]
    assert facts["programs"][0]["city"] == "Oulu"
    assert (facts["metrics"][0]["low"], facts["metrics"][0]["high"], facts["metrics"][0]["planned"]) == (
        40.0,
        None,
        True,
    )
    assert facts["people"] == [
        {"person": "Ana Moe", "organization": "Institute for Quiet Machines", "title": "director", "optional": False}
    ]


@pytest.mark.parametrize("modality", ["failed", "denied", "hypothetical"])
def test_what_did_not_happen_is_no_fact(modality: str) -> None:
    denied = ARTICLE.replace("kind=mou", f"kind=mou modality={modality}")
    assert gold(parse_article(denied, "halden"))["partnerships"] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("kind=mou", "kind=pact"), "kind=pact: must be one of"),
        (("parties=o1,o2", "parties=o1"), "at least two parties"),
        (("parties=o1,o2", "parties=o1,o9"), "parties=o9: no such mark"),
        (("announced=2024-10-28", "announced=October"), "announced=October"),
        (("unit=people", "unit=heads"), "unit=heads"),
        (("style: city portal\n", ""), "no style line"),
        (("o2 type=research_institute\n", ""), "o2 is marked, but has no fact line"),
        (("low=40 ", ""), "needs low, high or both"),
        (("[o1 Halden Robotics] and", "[o1 [o1 Halden] Robotics] and"), "'Halden Robotics' has its own mark again"),
    ],
)
def test_a_mistake_is_named(change: tuple[str, str], message: str) -> None:
    assert list(mistakes(parse_article(ARTICLE, "halden"))) == []
    found = list(mistakes(parse_article(ARTICLE.replace(*change), "halden")))
    assert any(message in each for each in found)


@pytest.mark.parametrize("marked", ["[o1 Halden", "Halden]", "[o1 ]x", "[z1 Halden] is here"])
def test_a_broken_mark_is_refused(marked: str) -> None:
    with pytest.raises(MarkupError):
        strip_marks(marked)


@given(st.lists(st.tuples(st.text("ab é\n", max_size=5), st.text("xyz", min_size=1, max_size=4)), max_size=8))
def test_offsets_hold_whatever_stands_around(pieces: list[tuple[str, str]]) -> None:
    marked = "".join(f"{before}[o{number} {name}]" for number, (before, name) in enumerate(pieces))
    text, mentions = strip_marks(marked)
    assert text == "".join(before + name for before, name in pieces)
    assert sorted(text[each.start : each.end] for each in mentions) == sorted(name for _, name in pieces)


def test_a_bracket_of_the_text_is_escaped() -> None:
    assert strip_marks(r"The [o1 Moe Lab] \[sic\] opened") == (
        "The Moe Lab [sic] opened",
        strip_marks("The [o1 Moe Lab] x")[1],
    )
