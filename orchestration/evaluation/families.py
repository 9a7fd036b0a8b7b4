"""The six families of facts: when two facts of one are the same, and which slots of a found fact are judged.

Here: the definition of every score, as a table. Not here: likeness of names (`names`), pairing (`matching`), sums.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from orchestration.evaluation.facts import ArticleFacts, Number, Organization, Pair, Participant, Person, Program
from orchestration.evaluation.matching import F
from orchestration.evaluation.names import LOOSE, fold, is_alike, label_words

SMALLEST_DIFFERENCE = 0.005  # of the larger value: "1.3 million" and 1,304,000 are one number
_MEASURED_UNITS = frozenset({"m2", "day", "week", "month", "year"})

Same = Callable[[F, F], bool]
Slot = Callable[[F, F], bool | None]
"""Gold, stated -> right or wrong; None where gold leaves the slot open."""


@dataclass(frozen=True)
class Family(Generic[F]):
    """A kind of fact. `same` is given all stated facts of the article, because some depend on their rivals."""

    name: str
    of: Callable[[ArticleFacts], Sequence[F]]
    same: Callable[[Sequence[F]], Same[F]]
    slots: Mapping[str, Slot[F]] = field(default_factory=dict)


def same_organization(gold: Organization, stated: Organization) -> bool:
    """One spelling of either is the same."""
    return is_alike(gold.names, stated.names)


def same_pair(gold: Pair, stated: Pair) -> bool:
    """Both parties are the same, in either order."""
    straight = is_alike(gold.first, stated.first) and is_alike(gold.second, stated.second)
    return straight or (is_alike(gold.first, stated.second) and is_alike(gold.second, stated.first))


def same_pair_of_the_year(stated_pairs: Sequence[Pair]) -> Same[Pair]:
    """Return a comparison that leaves a pair to the agreement of its year, where several of the pair are stated."""

    def is_same(gold: Pair, stated: Pair) -> bool:
        if not same_pair(gold, stated):
            return False
        others = (each for each in stated_pairs if each is not stated and each.year == gold.year)
        return stated.year == gold.year or not any(same_pair(gold, each) for each in others)

    return is_same


def same_program(gold: Program, stated: Program) -> bool:
    """One spelling of either is alike, loosely: articles call programs by many names."""
    return is_alike(gold.names, stated.names, LOOSE)


def same_participant(gold: Participant, stated: Participant) -> bool:
    """The organization is the same; its program is a slot."""
    return is_alike(gold.names, stated.names)


def same_number(gold: Number, stated: Number) -> bool:
    """Bounds, unit and measure agree; the subject is a slot."""
    bounds = _is_close(gold.low, stated.low) and _is_close(gold.high, stated.high)
    units = _unit_class(gold.unit) == _unit_class(stated.unit)
    return bounds and units and bool(label_words(gold.measure) & label_words(stated.measure))


def same_person(gold: Person, stated: Person) -> bool:
    """The words of the name agree, or all of the shorter one and at least two; so does the organization, if any."""
    a, b = set(fold(gold.person).split()), set(fold(stated.person).split())
    contained = len(a & b) >= 2 and (a <= b or b <= a)
    if not a or not (a == b or contained):
        return False
    return not gold.organization or is_alike(gold.organization, stated.organization, LOOSE)


def _is_close(gold: float | None, stated: float | None) -> bool:
    if gold is None or stated is None:
        return gold is stated
    return abs(gold - stated) <= SMALLEST_DIFFERENCE * max(abs(gold), abs(stated), 1e-9)


def _unit_class(unit: str | None) -> str:
    """Currencies, square metres and units of time stand for themselves; people, firms and items are all counts."""
    plain = (unit or "").strip()
    if re.fullmatch(r"[A-Z]{3}", plain):
        return plain
    singular = plain.lower().rstrip("s")
    return singular if singular in _MEASURED_UNITS else "count"


def _pair_year(gold: Pair, stated: Pair) -> bool | None:
    return None if gold.year is None else gold.year == stated.year


def _program_city(gold: Program, stated: Program) -> bool | None:
    if not gold.city:
        return None
    return bool(stated.city) and is_alike(frozenset({fold(gold.city)}), frozenset({fold(stated.city)}), LOOSE)


def _program_country(gold: Program, stated: Program) -> bool | None:
    return gold.country == stated.country if gold.country else None


def _program_year(gold: Program, stated: Program) -> bool | None:
    return gold.year == stated.year if gold.year else None


def _title(gold: Person, stated: Person) -> bool | None:
    return bool(label_words(gold.title) & label_words(stated.title)) if gold.title else None


FAMILIES: tuple[Family[Any], ...] = (
    Family("organizations", lambda facts: facts.organizations, lambda _: same_organization),
    Family(
        "partnerships", lambda facts: facts.pairs, same_pair_of_the_year,
        {"partnership year": _pair_year, "partnership kind": lambda gold, stated: gold.kind == stated.kind},
    ),
    Family(
        "programs", lambda facts: facts.programs, lambda _: same_program,
        {"program city": _program_city, "program country": _program_country, "program year": _program_year},
    ),
    Family(
        "participants", lambda facts: facts.participants, lambda _: same_participant,
        {"participant's program": lambda gold, stated: is_alike(gold.program, stated.program, LOOSE)},
    ),
    Family(
        "metrics", lambda facts: facts.numbers, lambda _: same_number,
        {"metric subject": lambda gold, stated: is_alike(gold.subject, stated.subject, LOOSE)},
    ),
    Family("people", lambda facts: facts.people, lambda _: same_person, {"person's title": _title}),
)  # fmt: skip
FAMILY_NAMES = tuple(family.name for family in FAMILIES)
SLOT_NAMES = tuple(slot for family in FAMILIES for slot in family.slots)
