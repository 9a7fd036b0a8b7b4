"""Random gold facts and statements with few names, many of them alike.

What matters in a comparison of scorers is which of several candidates is taken, in which order, and what is left.
"""

from __future__ import annotations

import random
from typing import Any

from orchestration.evaluation.facts import ArticleFacts
from tests.evaluation.invented import agreement, body, gold_of, number, participant, person, program

Row = dict[str, Any]
BODIES = [
    "Halden Robotics", "Halden Robotics AB", "Haldén Robotic", "Halden Robots Lab", "Institute for Quiet Machines",
    "IQM", "IQM2", "Norrsken College", "Norrsken Collage", "Oulu", "The Company", "Ålund", "Ålund University of Arts",
]  # fmt: skip
PROGRAMS = ["Polar Compute Lab", "Polar Compute Labs", "Fjord Launch", "Fjord Launch 2", "IQM", "Polar Computing Lab"]
PEOPLE = ["Aino Lehto", "Aino M. Lehto", "Lehto", "Aino-M Lehto", "Dr Aino Lehto", "Ada Berg"]
TITLES = [None, "director", "Directors of research", "founder's aide", "dean's aide", "head of research"]
MEASURES = ["researchers", "funding", "budget", "companies", "startups", "floor_area", "staff", "jobs", "students"]
UNITS = ["people", "EUR", "USD", "m2", "years", "year", "organizations", "items", None]
VALUES = [None, 7, 7.03, 7.5, 1300, 1304, 1_300_000.0, 0]
YEARS = [None, None, 2019, 2024, 2025]
CITIES = [None, "Oulu", "Öulu", "Kuopio", "Kuopia"]
COUNTRIES = [None, "FI", "SE"]
KINDS = ["mou", "other"]


class Draw:
    """The cases of a seed; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def gold(self, name: str) -> Row:
        """A gold object."""
        return gold_of(
            name,
            organizations=[self._named(each, BODIES) for each in self._some(BODIES, 6)],
            partnerships=[self._gold_agreement() for _ in self._times(5)],
            programs=[self._named(each, PROGRAMS) | self._place() for each in self._some(PROGRAMS, 4)],
            participants=[self._gold_participant() for _ in self._times(5)],
            metrics=[self._gold_number() for _ in self._times(5)],
            people=[self._gold_person() for _ in self._times(5)],
        )

    def stated(self) -> ArticleFacts:
        """Statements of an engine."""
        pick = self._one
        return ArticleFacts(
            organizations=tuple(body(each, *self._some(BODIES, 1)) for each in self._some(BODIES, 8)),
            agreements=tuple(agreement(*self._parties(), year=pick(YEARS), kind=pick(KINDS)) for _ in self._times(5)),
            programs=tuple(program(each, **self._place()) for each in self._some(PROGRAMS, 4)),
            participants=tuple(participant(pick(BODIES), pick(PROGRAMS)) for _ in self._times(5)),
            numbers=tuple(
                number(pick(BODIES + PROGRAMS), pick(MEASURES), pick(VALUES), pick(VALUES), pick(UNITS))
                for _ in self._times(8)
            ),
            people=tuple(person(pick(PEOPLE), pick(["", *BODIES]), pick(TITLES)) for _ in self._times(8)),
        )

    def _one(self, values: list[Any]) -> Any:
        return self.random.choice(values)

    def _some(self, values: list[Any], most: int) -> list[Any]:
        return self.random.sample(values, self.random.randint(0, most))

    def _times(self, most: int) -> range:
        return range(self.random.randint(0, most))

    def _parties(self) -> list[str]:
        return self.random.sample(BODIES, self.random.randint(2, 4))

    def _optional(self) -> Row:
        return dict(self._one([{}, {"optional": False}, {"optional": True}]))

    def _place(self) -> Row:
        return {"city": self._one(CITIES), "country": self._one(COUNTRIES), "year": self._one(YEARS)}

    def _named(self, name: str, aliases: list[str]) -> Row:
        return {"name": name, "aliases": self._some(aliases, 2), **self._optional()}

    def _gold_agreement(self) -> Row:
        values = {"parties": self._parties(), "kind": self._one([*KINDS, None]), "year": self._one(YEARS)}
        return values | self._optional()

    def _gold_participant(self) -> Row:
        return {"program": self._one(PROGRAMS), "organization": self._one(BODIES)} | self._optional()

    def _gold_number(self) -> Row:
        subject, measure = self._one(BODIES + PROGRAMS), self._one(MEASURES)
        bounds = {"low": self._one(VALUES), "high": self._one(VALUES), "unit": self._one(UNITS)}
        return {"subject": subject, "measure": measure} | bounds | self._optional()

    def _gold_person(self) -> Row:
        role = {"organization": self._one([None, *BODIES]), "title": self._one(TITLES)}
        return {"person": self._one(PEOPLE)} | role | self._optional()
