"""Invented gold facts, statements and outcomes: say only what a test is about, the rest has defaults."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orchestration.evaluation.counts import Share, Tally
from orchestration.evaluation.facts import (
    Agreement,
    ArticleFacts,
    Number,
    Organization,
    Participant,
    Person,
    Program,
    Proof,
)
from orchestration.evaluation.names import spellings
from orchestration.evaluation.scoring import Outcome, score_article
from orchestration.evaluation.sources import Sample

LISTS = ("organizations", "partnerships", "programs", "participants", "metrics", "people")


def gold_of(name: str = "a", **lists: list[dict[str, Any]]) -> dict[str, Any]:
    """A gold object with the lists that are given, the others empty."""
    return {"article": name, "published": None, **{key: lists.get(key, []) for key in LISTS}}


def sample(name: str = "a", *, is_negative: bool = False, style: str = "", **lists: list[dict[str, Any]]) -> Sample:
    return Sample(name, gold_of(name, **lists), style=style, is_negative=is_negative)


def body(*names: str, sure: float | None = None) -> Organization:
    proof = None if sure is None else Proof(f"{names[0]} said so.", sure)
    return Organization(label=names[0], names=spellings(names[0], names[1:]), proof=proof)


def bodies(*names: str) -> list[dict[str, Any]]:
    """Gold organizations."""
    return [{"name": name, "aliases": []} for name in names]


def agreement(*parties: str, year: int | None = None, kind: str = "mou") -> Agreement:
    return Agreement(parties=tuple(map(spellings, parties)), party_labels=parties, kind=kind, year=year)


def program(*names: str, city: str | None = None, country: str | None = None, year: int | None = None) -> Program:
    return Program(label=names[0], names=spellings(names[0], names[1:]), city=city, country=country, year=year)


def participant(organization: str, of: str) -> Participant:
    return Participant(names=spellings(organization), program=spellings(of))


def number(subject: str, measure: str, low: float | None, high: float | None = None, unit: str = "people") -> Number:
    return Number(subject=spellings(subject), measure=measure, low=low, high=high, unit=unit)


def person(name: str, organization: str = "", title: str | None = None) -> Person:
    return Person(person=name, organization=spellings(organization), title=title)


def outcome(gold: Sample, **stated: Iterable[Any]) -> Outcome:
    """The score of statements, given by the fields of ArticleFacts."""
    return score_article(gold, ArticleFacts(**{field: tuple(facts) for field, facts in stated.items()}))


def counts(scored: Outcome, family: str) -> tuple[int, int, int]:
    """Right, wrong, missed."""
    tally: Tally = scored.tally(family)
    return tally.right, tally.wrong, tally.missed


def slot(scored: Outcome, name: str) -> tuple[int, int]:
    """Right, of."""
    share: Share = scored.share(name)
    return share.right, share.of
