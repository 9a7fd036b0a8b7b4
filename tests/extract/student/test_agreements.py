"""From parties that the model found to agreements, with scores as a model would give them."""

from math import log

import numpy as np
import pytest

from orchestration.extract.protocol import ArticleText, PartnershipStatement
from orchestration.extract.student.agreements import state_agreements
from orchestration.extract.student.decoding import Decoding
from orchestration.extract.student.labels import CLASSES, RELATION_NAMES, RELATIONS
from orchestration.extract.student.quotes import Quotes
from orchestration.extract.student.reading import Reading
from orchestration.extract.student.span import Span
from orchestration.extract.student.things import Thing
from orchestration.extract.student.tuned import LIMITS

from .invented import statements


def parties(*likely: float) -> list[int]:
    """How many parties the agreements have that are stated where the model finds one, of parties so likely."""
    names = ["pact", *(f"Body{number}" for number in range(len(likely)))]
    text = " ".join(names)
    layers = ["agreement", *["organization"] * len(likely)]
    spans = [
        Span(layer, at, at, text.index(name), text.index(name) + len(name), name, 0.9)
        for at, (name, layer) in enumerate(zip(names, layers, strict=True))
    ]
    things = [Thing("a", [0]), *(Thing("o", [number]) for number in range(1, len(spans)))]
    scores = np.full((len(RELATIONS), len(spans), len(spans)), -20.0, dtype=np.float32)
    scores[RELATION_NAMES.index("party"), 0, 1:] = [log(each / (1 - each)) for each in likely]
    classes = {name: np.eye(1, len(kinds), dtype=np.float32).repeat(len(spans), 0) for name, kinds in CLASSES.items()}
    article = ArticleText("art_0000000000000000", text)
    reading = Reading(article, spans, things, classes, scores, np.ones_like(scores, dtype=bool))
    stated = state_agreements(Decoding(reading, LIMITS, Quotes(text), dict(enumerate(names))))
    return [len(each.parties) for each in stated]


@pytest.mark.parametrize(
    ("likely", "stated"),
    [
        ([0.6, 0.6], [2]),
        ([0.9, 0.4], []),
        ([0.99] * 12, [12]),
        ([0.98, 0.97, 0.9, 0.8, 0.7, 0.6], [5]),
        ([0.9, 0.8, 0.7, 0.7, 0.7], [2]),  # names of one list are all in or all out
        ([0.98, 0.77, 0.77, 0.77, 0.77, 0.77], [6]),  # and stay where nobody else would be left
        ([0.65] * 30, []),  # a list of members, of whom nobody said that they agreed on something
    ],
)
def test_an_agreement_may_be_expected_to_have_one_wrong_party_at_most(likely: list[float], stated: list[int]) -> None:
    assert parties(*likely) == stated


HALDEN = "Halden Institute of Technology"


@pytest.mark.parametrize(
    ("names", "likely", "is_party"),
    [
        (["Moe", HALDEN, "Moe-HIT Centre"], 0.8, False),
        (["Moe College", HALDEN, "Moe College–Halden Institute of Technology Lab"], 0.8, False),
        (["Moe", HALDEN, "Moe-HIT Centre"], 0.95, True),  # surer than those it is named after
        (["Moe", "Moe Cloud", "Moe Cloud Oulu"], 0.8, True),  # named twice after one
        (["Moe", HALDEN, "Moe Ventures"], 0.8, True),
        (["Moe", HALDEN, "HITS Moe Lab"], 0.8, True),
    ],
)
def test_what_is_named_after_two_parties_comes_of_their_agreement(
    names: list[str], likely: float, is_party: bool
) -> None:
    first, second, name = names
    mentions = [("agreement", "pact"), ("organization", "HIT"), *(("organization", each) for each in names)]
    found = statements(
        mentions,
        {("party", "pact", first): 0.9, ("party", "pact", second): 0.9, ("party", "pact", name): likely},
        same=[("HIT", second)] if second == HALDEN else [],
    )
    (agreement,) = (each for each in found if isinstance(each, PartnershipStatement))
    assert (name in agreement.parties) == is_party


@pytest.mark.parametrize(
    ("mentions", "stated"),
    [
        (["Moe", "MoUs", "Halden", "Oulu"], [("Halden", "Moe"), ("Moe", "Oulu")]),
        (["Moe", "pact", "Halden", "Oulu"], [("Halden", "Moe", "Oulu")]),
        (["Moe", "Halden", "agreements", "Oulu"], [("Halden", "Moe", "Oulu")]),  # two before: who has which?
        (["deals", "Moe", "Halden", "Oulu"], [("Halden", "Moe", "Oulu")]),
        (["Moe", "MoUs", "Halden"], [("Halden", "Moe")]),
    ],
)
def test_several_agreements_are_of_the_one_before_with_each_of_the_others(
    mentions: list[str], stated: list[tuple[str, ...]]
) -> None:
    bodies = ("Moe", "Halden", "Oulu")
    (words,) = (each for each in mentions if each not in bodies)
    found = statements(
        [("organization" if each in bodies else "agreement", each) for each in mentions],
        {("party", words, each): 0.9 for each in mentions if each != words},
        between=dict.fromkeys(mentions, " and "),
    )
    assert sorted(each.parties for each in found if isinstance(each, PartnershipStatement)) == stated
