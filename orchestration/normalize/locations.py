"""Locations: the place texts of organization and program facts -> city_id and country_code, over whole frames.

Here: resolving each text once, with the countries of its article as hints. Not here: what a text means (`places`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import polars as pl

from orchestration.normalize.gazetteer import Gazetteer
from orchestration.normalize.places import Place, Unplaced, agreeing, resolve_place
from orchestration.normalize.rejections import Rejection

Hints = Mapping[str, frozenset[str]]
TEXTS = ("article_id", "city_text", "country_text")
CONTRADICTIONS = ("contradicting_place", "contradicting_name")  # neither of two countries is to be believed


def countries_by_article(
    gazetteer: Gazetteer, frames: Iterable[pl.DataFrame], texts: Mapping[str, str]
) -> dict[str, Counter[str]]:
    """Return the countries that each article speaks of for sure, with how many of its facts lie there.

    For sure: stated, or those of a city that is not ambiguous. Where a city is ambiguous, the countries that the text
    of the article names count too; where no fact has a place, they and those of the well-known cities in it.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    unclear = set()
    for frame in frames:
        for article_id, city, country, facts in _texts(frame).iter_rows():
            place = resolve_place(gazetteer, city, country)
            if isinstance(place, Place) and place.country_code:
                found[article_id][place.country_code] += facts
            elif isinstance(place, Unplaced) and place.reason == "ambiguous_place":
                unclear.add(article_id)
    for article_id in unclear & texts.keys():
        found[article_id].update(gazetteer.countries_in(texts[article_id]))
    for article_id in texts.keys() - found.keys():
        text = texts[article_id]
        if named := gazetteer.countries_in(text) | gazetteer.countries_of_cities_in(text):
            found[article_id].update(named)
    return found


def locate(
    facts: pl.DataFrame, gazetteer: Gazetteer, hints: Hints, fact_type: str
) -> tuple[pl.DataFrame, list[Rejection]]:
    """Add city_id and country_code to facts; a text that is no known place gives nulls and a rejection.

    So does a place that the name of the body contradicts.
    """
    resolved = {
        key: resolve_place(gazetteer, key[1], key[2], hints.get(key[0], ()))
        for key in _texts(facts).drop("facts").iter_rows()
    }
    cities, countries, rejections = [], [], []
    for fact in facts.select("fact_id", "name", *TEXTS).iter_rows(named=True):
        found = resolved.get(tuple(fact[column] for column in TEXTS))
        if isinstance(found, Place):
            found = agreeing(gazetteer, fact["name"], found)
        if isinstance(found, Unplaced):
            rejections.append(
                Rejection(fact["fact_id"], fact["article_id"], fact_type, found.reason, found.message, found.text)
            )
            is_unknown = found.reason not in CONTRADICTIONS
            found = Place(None, gazetteer.country_code(fact["country_text"]) if is_unknown else None)
        cities.append(found.city_id if found else None)
        countries.append(found.country_code if found else None)
    located = facts.with_columns(
        city_id=pl.Series(cities, dtype=pl.String), country_code=pl.Series(countries, dtype=pl.String)
    )
    return located, rejections


def _texts(facts: pl.DataFrame) -> pl.DataFrame:
    """Return each place text of an article (`TEXTS`) with the number of its facts."""
    stated = pl.col("city_text").is_not_null() | pl.col("country_text").is_not_null()
    return facts.filter(stated).group_by(TEXTS).len("facts").sort(pl.all())
