"""Gazetteer: the lookups of places, indexed by folded name.

Here: cities, own places, regions and countries as indexes, and the rows of core.cities. Not here: which of them a text
means (`places`), the places themselves (lookups/cities.csv, places.csv, countries.csv, region_codes.csv).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from orchestration.language.names import fold

LEADING_WORDS = 3
WELL_KNOWN = 300_000  # inhabitants; smaller places share their names with words ("University" is one in Florida)
SHORTEST_NAME = 3  # in running text "us" is a pronoun; "USA" and "UAE" go with it, "Iran" and "Oman" stay


@dataclass(frozen=True)
class City:
    """A row of cities.csv or towns.csv, or of places.csv when it lies in one."""

    city_id: str | None
    country_code: str
    region: str
    population: int


@dataclass(frozen=True)
class Gazetteer:
    """Indexes by folded name. Names in `own` (places.csv) go before those in `cities`, those before `towns`."""

    cities: dict[str, list[City]]
    towns: dict[str, list[City]]
    own: dict[str, list[City]]
    countries: dict[str, str]
    regions: dict[str, str]
    region_codes: dict[str, str]
    city_rows: pl.DataFrame

    @staticmethod
    def of(
        cities: pl.DataFrame,
        towns: pl.DataFrame,
        places: pl.DataFrame,
        countries: pl.DataFrame,
        region_codes: pl.DataFrame,
    ) -> Gazetteer:
        """Build the indexes from the lookups of the same names."""
        codes = {code: fold(region) for code, region in region_codes.select("code", "region").iter_rows()}
        rows = city_rows(pl.concat([cities, towns]), places, countries)
        cities_by_name, by_id = _index_cities(cities)
        towns_by_name, towns_by_id = _index_cities(towns)
        by_id |= towns_by_id
        own: dict[str, list[City]] = defaultdict(list)
        for row in places.iter_rows(named=True):
            region_only = City(None, row["country_code"], "", 0)
            own[fold(row["name"])].append(by_id[row["city_id"]] if row["city_id"] else region_only)
        regions = _index_regions(by_id.values())
        return Gazetteer(cities_by_name, towns_by_name, dict(own), _index_countries(countries), regions, codes, rows)

    def country_code(self, text: str | None) -> str | None:
        """Return the ISO code of a country, by any of its names or adjectives."""
        if not text:
            return None
        return self.countries.get(text.strip()) or self.countries.get(fold(text))

    def countries_in(self, text: str) -> set[str]:
        """Return the codes of the countries whose names or adjectives stand in a text."""
        words = fold(text).split()
        phrases = {" ".join(words[n : n + size]) for size in (1, 2, 3) for n in range(len(words))}
        return {self.countries[phrase] for phrase in phrases & self.countries.keys() if len(phrase) > SHORTEST_NAME}

    def countries_of_cities_in(self, text: str) -> set[str]:
        """Return the codes of the countries of the well-known cities that a text names, each in one country only."""
        words = re.findall(r"\b[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*", text)
        names = {fold(part) for phrase in words for part in (phrase, *phrase.split())}
        found = (self.cities[name] for name in names & self.cities.keys())
        known = ([city for city in cities if city.population >= WELL_KNOWN] for cities in found)
        return {cities[0].country_code for cities in known if len({city.country_code for city in cities}) == 1}

    def country_of_name(self, name: str) -> str | None:
        """Return the code of the country that a name of a body begins with, by a city that only one country has.

        In 540 annotated names that begin with a place of `places.csv` or of so many inhabitants, the body lies in
        that country in 94 of 100.
        """
        words = name.split()
        for size in range(min(LEADING_WORDS, len(words)), 0, -1):
            key = fold(" ".join(words[:size]))
            found = self.own.get(key) or self.cities.get(key, [])
            if found and (key in self.own or max(city.population for city in found) >= WELL_KNOWN):
                codes = {city.country_code for city in found}
                return codes.pop() if len(codes) == 1 else None
        return None

    def is_place(self, key: str) -> bool:
        """Return True when a folded name is also the name of a city, district or country."""
        return key in self.cities or key in self.own or key in self.countries


def city_rows(cities: pl.DataFrame, places: pl.DataFrame, countries: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of core.cities: English names without accents, numbers as numbers, names of countries."""
    english = places.filter(pl.col("kind") == "english_name").select("city_id", english="name")
    return (
        cities.join(english, on="city_id", how="left")
        .join(countries.select("country_code", country="name"), on="country_code", how="left")
        .select(
            "city_id",
            city=pl.coalesce("english", "ascii_name", "name"),
            region=pl.col("region"),
            country_code="country_code",
            country="country",
            latitude=pl.col("latitude").cast(pl.Float64),
            longitude=pl.col("longitude").cast(pl.Float64),
            population=pl.col("population").cast(pl.Int64),
        )
    )


def _index_cities(cities: pl.DataFrame) -> tuple[dict[str, list[City]], dict[str, City]]:
    by_name: dict[str, list[City]] = defaultdict(list)
    by_id = {}
    regions = {region: fold(region) for region in cities["region"].drop_nulls().unique()}
    columns = ("city_id", "name", "ascii_name", "region", "country_code", "population")
    for city_id, name, ascii_name, region, country_code, population in cities.select(columns).iter_rows():
        city = City(city_id, country_code, regions.get(region, ""), int(population))
        by_id[city_id] = city
        by_name[fold(ascii_name or name)].append(city)
    return dict(by_name), by_id


def _index_regions(cities: Iterable[City]) -> dict[str, str]:
    """Index countries by the regions that only one country has."""
    owners: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        owners[city.region].add(city.country_code)
    return {region: min(codes) for region, codes in owners.items() if region and len(codes) == 1}


def _index_countries(countries: pl.DataFrame) -> dict[str, str]:
    """Index codes by names, other names and adjectives; a bare code ("KR") counts only in capitals."""
    index: dict[str, str] = {}
    for row in countries.iter_rows(named=True):
        index[row["country_code"]] = row["country_code"]
        for cell in (row["name"], row["aliases"], row["adjectives"]):
            index.update(dict.fromkeys((fold(n) for n in (cell or "").split("|") if n.strip()), row["country_code"]))
    return index
