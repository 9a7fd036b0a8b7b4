"""Why facts are missed or wrong: what the other side, gold or engine, has in place of a fact.

Here: the causes of each family, looked for in order; the first that holds counts. Not here: which facts are missed or
wrong (`matching`), the table (`page`). A cause reads the same both ways: of a missed fact the other side is what the
engine states of the article, of a wrong one the gold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from orchestration.evaluation.facts import ArticleFacts, Number, Organization, Pair, Participant, Person, Program
from orchestration.evaluation.families import same_pair
from orchestration.evaluation.names import LOOSE, STRICT, Names, fold, is_alike
from orchestration.evaluation.scoring import Outcome

NOTHING_LIKE_IT = "nothing like it"
Holds = Callable[[Any, ArticleFacts], bool]


@dataclass(frozen=True)
class Cause:
    """A cause and how many missed and wrong facts of a family have it."""

    family: str
    name: str
    missed: int
    wrong: int


def causes_of(outcomes: Iterable[Outcome]) -> list[Cause]:
    """Count the causes of all missed and wrong facts, by family, in the order in which they are looked for."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for outcome in outcomes:
        for family, matched in outcome.matched.items():
            counts.update((family, _cause(family, fact, outcome.stated), "missed") for fact in matched.missed)
            counts.update((family, _cause(family, fact, outcome.gold), "wrong") for fact in matched.wrong)
    found = [
        Cause(family, name, counts[family, name, "missed"], counts[family, name, "wrong"])
        for family, causes in CAUSES.items()
        for name in [*causes, NOTHING_LIKE_IT]
    ]
    return [cause for cause in found if cause.missed or cause.wrong]


def _cause(family: str, fact: Any, there: ArticleFacts) -> str:
    return next((name for name, holds in CAUSES[family].items() if holds(fact, there)), NOTHING_LIKE_IT)


def _is_named(names: Names, there: Iterable[Organization | Program], likeness: float = STRICT) -> bool:
    return any(is_alike(names, each.names, likeness) for each in there)


def _knows_both(pair: Pair, there: ArticleFacts) -> bool:
    return _is_named(pair.first, there.organizations) and _is_named(pair.second, there.organizations)


def _has_pair(pair: Pair, there: ArticleFacts) -> bool:
    return any(same_pair(pair, each) for each in there.pairs)


def _has_agreement(pair: Pair, there: ArticleFacts) -> bool:
    """One of the two agrees with somebody else."""
    return any(is_alike(one, other) for one in (pair.first, pair.second) for each in there.agreements
               for other in each.parties)  # fmt: skip


def _takes_part_elsewhere(participant: Participant, there: ArticleFacts) -> bool:
    return any(is_alike(participant.names, each.names) for each in there.participants)


def _has_bounds(number: Number, there: ArticleFacts) -> bool:
    return any((number.low, number.high) == (each.low, each.high) for each in there.numbers)


def _has_amount(number: Number, there: ArticleFacts) -> bool:
    known = {number.low, number.high} - {None}
    return any(known & {each.low, each.high} for each in there.numbers)


def _has_person(person: Person, there: ArticleFacts) -> bool:
    words = set(fold(person.person).split())
    return any(words & set(fold(each.person).split()) for each in there.people)


CAUSES: Mapping[str, Mapping[str, Holds]] = {
    "organizations": {
        "a program": lambda fact, there: _is_named(fact.names, there.programs),
        "a similar name": lambda fact, there: _is_named(fact.names, there.organizations, LOOSE),
    },
    "partnerships": {
        "the pair, in another agreement": _has_pair,
        "a party that is no organization": lambda fact, there: not _knows_both(fact, there),
        "one of them, with others": _has_agreement,
    },
    "programs": {
        "an organization": lambda fact, there: _is_named(fact.names, there.organizations),
        "a similar name": lambda fact, there: _is_named(fact.names, there.programs, LOOSE),
    },
    "participants": {
        "the participant, in another program": _takes_part_elsewhere,
        "no such organization": lambda fact, there: not _is_named(fact.names, there.organizations),
        "no such program": lambda fact, there: not _is_named(fact.program, there.programs, LOOSE),
    },
    "metrics": {
        "the bounds, of another measure or unit": _has_bounds,
        "the amount, with other bounds": _has_amount,
    },
    "people": {
        "the person, with another name or organization": _has_person,
    },
}
