"""Agreements that were taken for one: "A works with C" and "B works with C" in two lines of a list are two.

Here: telling them apart by who is a party where each is spoken of. Not here: grouping by likeness (`things`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from orchestration.extract.student.labels import RELATION_NAMES
from orchestration.extract.student.pairs import odds
from orchestration.extract.student.things import Thing

Floats = NDArray[np.float32]
PARTY = RELATION_NAMES.index("party")
SURE = 0.5  # how likely a party is, by one mention of the agreement alone
LEAST_PARTIES = 2  # of a mention that tells whose agreement it is
IN_COMMON = 1  # parties that two agreements may share: a hub has one with each of its partners


def separate_agreements(things: Sequence[Thing], scores: Floats, mask: NDArray[np.bool_]) -> list[Thing]:
    """Return the things with an agreement split where two of its mentions have parties of their own.

    These are two or more each, of which at most one is both's. Mentions that tell one party or none, or only some of
    another's, stay with those that they share most with, or the first. `scores` and `mask` are those of a reading
    (relations x mentions x mentions).
    """
    likely = odds(scores[PARTY]) * mask[PARTY]
    organizations = [thing.mentions for thing in things if thing.letter == "o"]

    def parties_of(mention: int) -> frozenset[int]:
        total = np.asarray([likely[mention, mentions].sum() for mentions in organizations])
        return frozenset(np.flatnonzero(total / (1 + total) >= SURE).tolist())

    return [each for thing in things for each in (_told_apart(thing, parties_of) if thing.letter == "a" else [thing])]


def _told_apart(agreement: Thing, parties_of: Callable[[int], frozenset[int]]) -> list[Thing]:
    """Give each mention of an agreement to the one of those found so far that may be its own and shares most parties.

    The mentions that tell two parties or more go first, and found new agreements; the others join these.
    """
    parties = {mention: parties_of(mention) for mention in agreement.names}
    found: list[list[int]] = []
    for mention in sorted(agreement.names, key=lambda each: len(parties[each]) < LEAST_PARTIES):
        own = [mentions for mentions in found if all(_may_be_one(parties[mention], parties[each]) for each in mentions)]
        if own:
            max(own, key=lambda each: sum(len(parties[mention] & parties[other]) for other in each)).append(mention)
        else:
            found.append([mention])
    return [Thing("a", sorted(mentions)) for mentions in sorted(found, key=min)]


def _may_be_one(parties: frozenset[int], others: frozenset[int]) -> bool:
    """False for the parties of two agreements."""
    is_told_whole = parties <= others or others <= parties
    return is_told_whole or min(len(parties), len(others)) < LEAST_PARTIES or len(parties & others) > IN_COMMON
