"""Gold facts: an object in the format of a gold file (docs/evaluation.md) -> the facts that are compared.

Here: names and aliases put together, what is optional. Not here: where gold objects come from (`sources`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orchestration.evaluation.facts import (
    Agreement,
    ArticleFacts,
    Number,
    Organization,
    Participant,
    Person,
    Program,
)
from orchestration.evaluation.labels import number_label, person_label, program_label
from orchestration.evaluation.names import Names, spellings

Gold = Mapping[str, Any]


def gold_facts(gold: Gold) -> ArticleFacts:
    """Return the facts of a gold object.

    Agreements come by year, undated ones last: two agreements of one pair are then matched by their years.

    Raises:
        KeyError: a list or a required value of the format is missing.
    """
    book = _Book(gold)
    return ArticleFacts(
        organizations=tuple(_organizations(gold, book)),
        agreements=tuple(sorted((_agreement(each, book) for each in gold["partnerships"]), key=_by_year)),
        programs=tuple(_program(each, book) for each in gold["programs"]),
        participants=tuple(_participant(each, book) for each in gold["participants"]),
        numbers=tuple(_number(each, book) for each in gold["metrics"]),
        people=tuple(_person(each, book) for each in gold["people"]),
    )


class _Book:
    """The spellings of everything that the gold object describes, by its name."""

    def __init__(self, gold: Gold) -> None:
        self.organizations = {each["name"]: _spellings_of(each) for each in gold["organizations"]}
        self.programs = {each["name"]: _spellings_of(each) for each in gold["programs"]}

    def names(self, name: str) -> Names:
        """Return the spellings of an organization, else of a program, else of the bare name."""
        return self.organizations.get(name) or self.programs.get(name) or spellings(name)


def _spellings_of(described: Gold) -> Names:
    return spellings(described["name"], described.get("aliases"))


def _optional(stated: Gold) -> bool:
    return bool(stated.get("optional"))


def _by_year(agreement: Agreement) -> tuple[bool, int]:
    return agreement.year is None, agreement.year or 0


def _organizations(gold: Gold, book: _Book) -> list[Organization]:
    """Return the organizations; a program stated as one is no error, so each is an optional one."""
    bodies = [
        Organization(label=each["name"], is_optional=_optional(each), names=book.organizations[each["name"]])
        for each in gold["organizations"]
    ]
    programs = [(name, names) for name, names in book.programs.items() if name not in book.organizations]
    return bodies + [Organization(label=name, is_optional=True, names=names) for name, names in programs]


def _agreement(each: Gold, book: _Book) -> Agreement:
    parties = tuple(each["parties"])
    return Agreement(
        label=" + ".join(parties), is_optional=_optional(each), parties=tuple(map(book.names, parties)),
        party_labels=parties, kind=each.get("kind"), year=each.get("year"),
    )  # fmt: skip


def _program(each: Gold, book: _Book) -> Program:
    city, country, year = each.get("city"), each.get("country"), each.get("year")
    return Program(
        label=program_label(each["name"], city, country, year), is_optional=_optional(each),
        names=book.names(each["name"]) | _spellings_of(each), city=city, country=country, year=year,
    )  # fmt: skip


def _participant(each: Gold, book: _Book) -> Participant:
    return Participant(
        label=f"{each['organization']} in {each['program']}", is_optional=_optional(each),
        names=book.names(each["organization"]), program=book.names(each["program"]),
    )  # fmt: skip


def _number(each: Gold, book: _Book) -> Number:
    low, high, unit = each["low"], each["high"], each.get("unit")
    return Number(
        label=number_label(each["subject"], each["measure"], low, high, unit), is_optional=_optional(each),
        subject=book.names(each["subject"]), measure=each["measure"], low=low, high=high, unit=unit,
    )  # fmt: skip


def _person(each: Gold, book: _Book) -> Person:
    body, title = each.get("organization"), each.get("title")
    return Person(
        label=person_label(each["person"], title, body), is_optional=_optional(each), person=each["person"],
        organization=book.names(body) if body else frozenset(), title=title,
    )  # fmt: skip
