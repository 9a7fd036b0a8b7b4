"""Agreements told apart by their parties."""

import numpy as np
import pytest

from orchestration.extract.student.labels import RELATION_NAMES, RELATIONS
from orchestration.extract.student.separate import separate_agreements
from orchestration.extract.student.things import Thing

PARTIES = "ABCD"


def told_apart(*told: str) -> list[list[str]]:
    """Return which mentions of one agreement stay together, each by the parties that it is told with."""
    things = [Thing("o", [number]) for number in range(len(PARTIES))]
    mentions = [len(PARTIES) + number for number in range(len(told))]
    size = len(PARTIES) + len(told)
    scores = np.full((len(RELATIONS), size, size), -20.0, dtype=np.float32)
    for mention, parties in zip(mentions, told, strict=True):
        scores[RELATION_NAMES.index("party"), mention, [PARTIES.index(party) for party in parties]] = 2.0
    found = separate_agreements([*things, Thing("a", mentions)], scores, np.ones_like(scores, dtype=bool))
    assert found[: len(things)] == things
    return [[told[mention - len(PARTIES)] for mention in thing.names] for thing in found[len(things) :]]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["AD", "BD", "CD"], [["AD"], ["BD"], ["CD"]]),  # a hub with each of its partners
        (["AB", "CD"], [["AB"], ["CD"]]),
        (["AB", "", "CD", "D"], [["AB", ""], ["CD", "D"]]),
        (["D", "AB", "CD"], [["D", "CD"], ["AB"]]),
        (["ABC", "AB", "C", ""], [["ABC", "AB", "C", ""]]),
        (["ABC", "ABD"], [["ABC", "ABD"]]),
        (["A", "B"], [["A", "B"]]),
    ],
)
def test_mentions_with_other_parties_are_other_agreements(told: list[str], expected: list[list[str]]) -> None:
    assert told_apart(*told) == expected
