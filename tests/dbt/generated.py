"""Random lakes, consistent like real ones: what the reports are compared on with an independent computation.

Here: drawing rows of schemas raw and core, for `helpers.write_lake` or for `compiled.Warehouse`. They keep the laws
that normalize keeps (parties are two or more, every fact has evidence, a known date decides the year, one best claim)
and are rich in what goes wrong: nulls, ties, names in several scripts, equal names of two bodies, empty tables,
articles that tell nothing, sources that speak twice. Not here: what a report must answer, see the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from random import Random
from typing import Any, TypeVar

import polars as pl
from hypothesis import strategies as st

from orchestration.normalize.best_observations import mark_best
from orchestration.normalize.sources import source_names
from orchestration.schemas.core import MetricObservations
from orchestration.schemas.ids import stable_id
from orchestration.schemas.terms import (
    ORGANIZATION_TYPES,
    PARTNERSHIP_KINDS,
    PROGRAM_KINDS,
    PROGRAM_ROLES,
    QUALIFIERS,
    STATUSES,
)
from tests.dbt.helpers import Rows

Row = dict[str, Any]
Value = TypeVar("Value")
NAMES = (
    "Alpha",
    "알파대",
    "École de l'Été",
    "alpha",
    'O\'Brien "Labs"',
    "Æther Ærospace",
    "株式会社カモメ",
    "Ωmega",
    "A,B",
    "🤝",
)
PUBLISHERS = (None, "Wire", "Le Devoir", "매일경제", "wire")
ADDRESSES = (None, "https://www.wire.example.org/a", "https://news.example.org:8080/b?c=d", "ftp://old.example.org/x")
PLACES = (
    ("KR", "South Korea", ("Seoul", "Pangyo")),
    ("CA", "Canada", ("Montréal", "London")),
    ("GB", "United Kingdom", ("London",)),
    ("FR", "France", ("Paris", "Saint-Étienne")),
)
COUNTRIES = tuple(code for code, _, _ in PLACES)
YEARS = (2019, 2020, 2022, 2023, 2024)  # 2021 is left out: a year in which nothing happens
DURATIONS = (None, None, 0.0, 1.0, 6.0, 11.5, 12.0, 12.5, 24.0, 36.0, 600.0)
MEASURES = {"participants": ("people",), "researchers": ("people",), "startups": ("organizations",)}
MONEY = {"investment": ("USD", "EUR", "KRW", "XDR"), "budget": ("USD", "GBP")}
SOURCE_KINDS = (("self", 1), ("press", 3), ("unknown", 5))
TOLD = dict.fromkeys(("article_id", "publisher", "address", "source_uri"), pl.String) | {"published_on": pl.Date}
MARKS = {"is_best", "best_reason", "is_best_at_time", "best_at_time_reason", "rank_at_time", "agreeing_source_count"}
MARKS |= {"time_on", "time_on_precision", "time_basis"}
RATES = {"USD": 1.0, "EUR": 1.1, "KRW": 0.00075, "GBP": 1.25}


def lakes(largest: int = 12) -> st.SearchStrategy[Rows]:
    """Lakes for hypothesis, of up to so many rows a table; they shrink towards the empty lake."""
    return st.builds(lake, st.randoms(use_true_random=False), st.integers(0, largest))


def lake(chance: Random, size: int) -> Rows:
    """A lake with up to `size` rows in each of its tables of entities; the same for the same chance and size."""
    return Lake(chance, size).rows()


def marked(observations: list[Row], articles: list[Row]) -> list[Row]:
    """The observations with the marks that normalize gives them, whatever marks they had; rows in another order."""
    columns = MetricObservations.create_empty().schema
    if not observations:
        return []
    stated = {name: kind for name, kind in columns.items() if name in observations[0] and name not in MARKS}
    told = pl.DataFrame([{name: row[name] for name in TOLD} for row in articles], schema=TOLD)
    named = source_names(told).select("article_id", "source_name")
    frame = pl.DataFrame([{name: row[name] for name in stated} for row in observations], schema=stated)
    sourced = frame.join(named, on="article_id").join(told.select("article_id", "published_on"), on="article_id")
    return mark_best(sourced).select(*columns).to_dicts()


class Lake:
    """Draws the tables in the order in which they refer to each other."""

    def __init__(self, chance: Random, size: int) -> None:
        self.chance = chance
        self.size = size
        self.facts: list[tuple[str, str]] = []

    def rows(self) -> Rows:
        """All tables, by qualified name."""
        articles = [self.article(number) for number in self.numbers()]
        cities = self.cities()
        # Without articles there are no facts; a city may be there that nothing refers to.
        organizations = [self.organization(number, cities) for number in self.numbers() if articles]
        programs = [self.program(number, cities) for number in self.numbers() if articles]
        partnerships = [self.partnership(number) for number in self.numbers() if len(organizations) > 1]
        return {
            "raw.articles": articles,
            "core.cities": cities,
            "core.organizations": organizations,
            "core.programs": programs,
            "core.partnerships": partnerships,
            "core.partnership_parties": [row for each in partnerships for row in self.parties(each, organizations)],
            "core.program_organizations": self.program_organizations(programs, organizations),
            "core.metric_observations": self.observations(organizations, programs, cities, articles),
            "core.person_roles": [self.person(number, organizations) for number in self.numbers() if articles],
            "core.evidence": self.evidence(articles),
        }

    def numbers(self) -> range:
        """A number for each row that a table gets."""
        return range(self.chance.randint(0, self.size))

    def pick(self, values: Sequence[Value]) -> Value:
        """One of these."""
        return values[self.chance.randrange(len(values))]

    def some(self, values: Sequence[Value], least: int, most: int) -> list[Value]:
        """Several different ones of these, in any order."""
        return self.chance.sample(list(values), min(len(values), self.chance.randint(least, most)))

    def day(self) -> tuple[date | None, str | None]:
        """A date with its precision, or neither."""
        precision = self.pick((None, "day", "month", "year"))
        if precision is None:
            return None, None
        month = 1 if precision == "year" else self.chance.randint(1, 12)
        return date(self.pick(YEARS), month, self.chance.randint(1, 28) if precision == "day" else 1), precision

    def article(self, number: int) -> Row:
        """An article whose whole text is one quote."""
        published_on, precision = self.day()
        text = f"{self.pick(NAMES)} {number}"
        return {
            "article_id": stable_id("article", str(number)),
            "source_uri": f"{self.pick(('press', 'blog'))}/{number}.txt",
            "file_uri": f"press/{number}.txt",
            "publisher": self.pick(PUBLISHERS),
            "address": self.pick(ADDRESSES),
            "published_on": published_on,
            "published_on_precision": precision,
            "published_on_basis": precision and "meta_file",
            "language": self.pick(("en", "en", "ko")),
            "language_basis": "stated",
            "word_count": len(text.split()),
            "loaded_at": datetime(2025, 1, 1, tzinfo=UTC),
            "content_sha256": str(number),
            "text": text,
        }

    def cities(self) -> list[Row]:
        """Some cities; two of them share a name."""
        known = [(code, country, city) for code, country, cities in PLACES for city in cities]
        return [
            {
                "city_id": str(known.index(place) + 1),
                "city": place[2],
                "region": self.pick((None, "North")),
                "country_code": place[0],
                "country": place[1],
                "latitude": 1.5,
                "longitude": -2.5,
                "population": self.pick((None, 0, 1, 250_000, 9_000_000)),
            }
            for place in self.some(known, 0, min(self.size, len(known)))
        ]

    def organization(self, number: int, cities: list[Row]) -> Row:
        """An organization."""
        key = stable_id("org", str(number))
        self.facts.append(("organization", key))
        return {"organization_id": key, "organization_type": self.pick(ORGANIZATION_TYPES), **self.body(cities)}

    def program(self, number: int, cities: list[Row]) -> Row:
        """A program."""
        key = stable_id("program", str(number))
        self.facts.append(("program", key))
        kind = {"program_id": key, "program_kind": self.pick(PROGRAM_KINDS), "status": self.pick(STATUSES)}
        return kind | self.body(cities) | self.dated("started_on")

    def body(self, cities: list[Row]) -> Row:
        """What has a name, in a city, in a country alone, or nowhere that is known."""
        city = self.pick([None, None, *cities])
        country_code = city["country_code"] if city else self.pick((None, *COUNTRIES))
        place = {"city_id": city and city["city_id"], "country_code": country_code}
        return {"name": self.pick(NAMES), "aliases": [], **place}

    def dated(self, column: str) -> Row:
        """A date with its year, a year without a date, or neither."""
        day, precision = self.day()
        year = day.year if day else self.pick((None, *YEARS))
        basis = "unknown" if year is None else self.pick(("stated", "inferred", "published"))
        return {column: day, f"{column}_precision": precision, "year": year, "year_basis": basis}

    def partnership(self, number: int) -> Row:
        """An agreement."""
        row = {"partnership_id": stable_id("partnership", str(number)), "kind": self.pick(PARTNERSHIP_KINDS[:3])}
        self.facts.append(("partnership", row["partnership_id"]))
        terms = {"status": self.pick(STATUSES), "duration_months": self.pick(DURATIONS), "confidence": 0.5}
        return row | terms | self.dated("announced_on")

    def parties(self, partnership: Row, organizations: list[Row]) -> list[Row]:
        """Two parties or more."""
        key, parties = partnership["partnership_id"], self.some(organizations, 2, 5)
        return [
            {"partnership_id": key, "organization_id": party["organization_id"], "role": self.pick(("party", "funder"))}
            for party in parties
        ]

    def program_organizations(self, programs: list[Row], organizations: list[Row]) -> list[Row]:
        """Who runs and who joins; one organization may have several roles in one program."""
        rows = {}
        for _ in range(2 * self.size if programs and organizations else 0):
            row = {"program_id": self.pick(programs)["program_id"], "role": self.pick(PROGRAM_ROLES)}
            row |= {"organization_id": self.pick(organizations)["organization_id"]}
            key = stable_id("role", *row.values())
            rows[key] = row | {"program_organization_id": key}
        self.facts += [("program_organization", key) for key in rows]
        return list(rows.values())

    def observations(
        self, organizations: list[Row], programs: list[Row], cities: list[Row], articles: list[Row]
    ) -> list[Row]:
        """Claims about subjects of every type, marked as normalization marks them."""
        subjects = [("organization", row["organization_id"], row["name"]) for row in organizations]
        subjects += [("program", row["program_id"], row["name"]) for row in programs]
        subjects += [("city", row["city_id"], row["city"]) for row in cities]
        count = 2 * self.size if subjects and articles else 0
        rows = [self.observation(number, self.pick(subjects), self.pick(articles)) for number in range(count)]
        self.facts += [("metric", row["observation_id"]) for row in rows]
        return marked(rows, articles)

    def observation(self, number: int, subject: tuple[str, str, str], article: Row) -> Row:
        """A number: people, organizations, or money in a currency that has a rate or has none."""
        measure = self.pick((*MEASURES, *MONEY))
        unit = self.pick(MEASURES.get(measure) or MONEY[measure])
        rate = RATES.get(unit) if measure in MONEY else None
        low = self.pick((None, 0.0, 10.0, 10.0, 250.0, 1e9))
        high = self.pick((low, None)) if low is not None else 300.0
        as_of, precision = self.day()
        return {
            "observation_id": stable_id("metric", str(number)),
            **dict(zip(("subject_type", "subject_id", "subject_name"), subject, strict=True)),
            "measure": measure,
            "unit": unit,
            "value_low": low,
            "value_high": high,
            "value_usd_low": low * rate if rate and low is not None else None,
            "value_usd_high": high * rate if rate and high is not None else None,
            "usd_rate": rate,
            "usd_rate_period": rate and "2024",
            "qualifier": self.pick(QUALIFIERS),
            "as_of": as_of,
            "as_of_precision": precision,
            "is_planned": self.pick((False, False, True)),
            "article_id": article["article_id"],
            **dict(zip(("source_kind", "source_rank"), self.pick(SOURCE_KINDS), strict=True)),
        }

    def person(self, number: int, organizations: list[Row]) -> Row:
        """A person with or without a title, in a known or an unknown organization."""
        row = {"person_role_id": stable_id("person", str(number)), "person_name": self.pick(("Ana Ruiz", "김민준"))}
        self.facts.append(("person_role", row["person_role_id"]))
        employer = self.pick([{"organization_id": None, "name": None}, *organizations])
        at = {"organization_id": employer["organization_id"], "organization_name": employer["name"]}
        return row | at | {"title": self.pick((None, "director"))}

    def evidence(self, articles: list[Row]) -> list[Row]:
        """One article or more for every fact, some of which state it twice."""
        stated = [(*fact, article) for fact in self.facts for article in self.some(articles, 1, 3)]
        return [row for each in stated for row in self.statements(*each)]

    def statements(self, fact_type: str, fact_id: str, article: Row) -> list[Row]:
        """One or two statements of a fact in an article."""
        row = {
            "fact_type": fact_type,
            "fact_id": fact_id,
            "article_id": article["article_id"],
            "quote": article["text"],
        }
        row |= {"char_start": 0, "char_end": len(article["text"])}
        row |= {"engine": "student", "engine_version": "1", "confidence": 0.9}
        numbers = range(self.pick((1, 1, 2)))
        return [row | {"evidence_id": stable_id("evidence", *map(str, (*row.values(), each)))} for each in numbers]
