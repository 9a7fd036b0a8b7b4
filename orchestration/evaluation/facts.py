"""The facts that are compared, alike for gold and for engines: one dataclass per kind.

Here: values only. Not here: reading them from gold files (`gold`) or from tables of core (`predicted`), comparing
them (`families`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from orchestration.evaluation.names import Names


@dataclass(frozen=True)
class Proof:
    """What an engine gives with a fact: the words of the article, and how sure it is."""

    quote: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What all kinds share. `label` is for people; gold has `is_optional`, an engine's fact has a `proof`."""

    label: str = ""
    is_optional: bool = False
    proof: Proof | None = None


@dataclass(frozen=True, kw_only=True)
class Organization(Fact):
    """A body under all its spellings."""

    names: Names


@dataclass(frozen=True, kw_only=True)
class Agreement(Fact):
    """A partnership of any number of parties; `party_labels` are what people call them."""

    parties: tuple[Names, ...]
    party_labels: tuple[str, ...] = ()
    kind: str | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Pair(Fact):
    """Two parties of one agreement: partnerships are counted so."""

    first: Names
    second: Names
    kind: str | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Program(Fact):
    """A program with its place and year."""

    names: Names
    city: str | None = None
    country: str | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Participant(Fact):
    """An organization with a role in a program, other than running it."""

    names: Names
    program: Names


@dataclass(frozen=True, kw_only=True)
class Number(Fact):
    """A measure of a subject, between bounds."""

    subject: Names
    measure: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Person(Fact):
    """A person with title and organization; no names where the article gives no organization."""

    person: str
    organization: Names
    title: str | None = None


@dataclass(frozen=True)
class ArticleFacts:
    """All facts of one article."""

    organizations: tuple[Organization, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    programs: tuple[Program, ...] = ()
    participants: tuple[Participant, ...] = ()
    numbers: tuple[Number, ...] = ()
    people: tuple[Person, ...] = ()
    pairs: tuple[Pair, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Split the agreements into pairs, once, so that each pair is one object."""
        object.__setattr__(self, "pairs", tuple(_pairs(self.agreements)))


def _pairs(agreements: Iterable[Agreement]) -> Iterable[Pair]:
    for each in agreements:
        labels = each.party_labels or ("",) * len(each.parties)
        for (first, a), (second, b) in combinations(zip(each.parties, labels, strict=True), 2):
            yield Pair(
                label=f"{a} + {b} ({each.kind}, {each.year})", is_optional=each.is_optional, proof=each.proof,
                first=first, second=second, kind=each.kind, year=each.year,
            )  # fmt: skip
