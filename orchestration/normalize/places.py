"""Places: city and country as an article writes them -> GeoNames id and ISO code.

Here: which city or country a text means. Not here: the places that we know (`gazetteer`), guessing a place from the
name of a body (a "University of X" need not be in X).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from orchestration.language.names import fold
from orchestration.normalize.gazetteer import City, Gazetteer

# A bare "London" is the one in England, 21 times the one in Ontario, and a bare "Vancouver" the one in Canada, 3.3
# times the one in Washington. A bare "Cambridge" (146,000, 130,000 and 110,000 in three countries) is nobody's.
CLEARLY_LARGER = 3
AFFIXES = re.compile(
    r"^(?:(?:the )?(?:city|town|district|municipality) of|downtown|greater|central|metropolitan|near) "
    r"| (?:city|town|district|metropolitan city|special city|gu|si|ku|shi|area|region)$"
)


@dataclass(frozen=True)
class Place:
    """A resolved place; the city is None where only the country is known."""

    city_id: str | None
    country_code: str | None


@dataclass(frozen=True)
class Unplaced:
    """Why a text is no place that we know."""

    reason: str
    message: str
    text: str


def resolve_place(
    gazetteer: Gazetteer, city_text: str | None, country_text: str | None, hints: Collection[str] = ()
) -> Place | Unplaced | None:
    """Return the place that a city and a country text mean; None when there is no text at all.

    Of several cities of one name the stated country or region decides, then `hints` (codes of countries that the
    article speaks of), then the population, when one is clearly the largest.
    """
    if not city_text:
        return _country_only(gazetteer, country_text) if country_text else None
    parts = [part.strip() for part in city_text.split(",") if part.strip()]
    country = gazetteer.country_code(country_text) or next(filter(None, map(gazetteer.country_code, parts[1:])), None)
    around = [part for part in [*parts[1:], country_text] if part]
    regions = {gazetteer.region_codes.get(part) or fold(part) for part in around}
    found = (_candidates(gazetteer, part, country, regions, hints) for part in parts)
    candidates = next(filter(None, found), None)
    if candidates is None:
        return _not_a_city(gazetteer, city_text, parts, country)
    chosen = _choose(candidates, hints)
    if chosen is None:
        return Unplaced(
            "ambiguous_place",
            f"{city_text!r} is the name of several cities of similar size and the article does not tell which; "
            "if one of them is always meant, add it to lookups/places.csv",
            city_text,
        )
    return Place(chosen.city_id, chosen.country_code)


def agreeing(gazetteer: Gazetteer, name: str, place: Place) -> Place | Unplaced:
    """Return the place of a body, unless its name begins with a place in another country: one of both is wrong.

    Of six such bodies in 590 annotated articles, two lie where the sentence seemed to say, four where the name says.
    """
    code = gazetteer.country_of_name(name)
    if code is None or code == place.country_code:
        return place
    message = (
        f"the article seems to place {name!r} in {place.country_code}, but its name begins with a place in {code}; "
        "give its city in corrections.yml"
    )
    return Unplaced("contradicting_name", message, name)


def _candidates(
    gazetteer: Gazetteer, text: str, country: str | None, regions: Collection[str], hints: Collection[str] = ()
) -> list[City] | None:
    """Return the places of that name in those regions, else in that country; None when there is none.

    The region goes first: in "Atlanta, Georgia" and "San Jose, CA" it is also the name or code of a country. A town is
    one only in a country that is stated or that the article speaks of: towns share their names with districts.
    """
    near = {country} if country else set(hints)
    for key in _spellings(text):
        own, cities, towns = (index.get(key, []) for index in (gazetteer.own, gazetteer.cities, gazetteer.towns))
        choices = (
            *([city for city in named if city.region in regions] for named in (own, cities, towns)),
            *([city for city in named if country in (None, city.country_code)] for named in (own, cities)),
            [town for town in towns if town.country_code in near],
        )
        if found := next(filter(None, choices), None):
            return found
    return None


def _spellings(text: str) -> list[str]:
    """Return the folded text as it is, then without "city of", "district" and the like."""
    keys = [fold(text)]
    while (shorter := AFFIXES.sub("", keys[-1])) != keys[-1]:
        keys.append(shorter)
    return keys


def _choose(candidates: list[City], hints: Collection[str]) -> City | None:
    in_hints = [city for city in candidates if city.country_code in hints]
    pool = sorted(set(in_hints or candidates), key=lambda city: (-city.population, city.city_id or ""))
    if len(pool) == 1 or pool[0].population >= CLEARLY_LARGER * pool[1].population:
        return pool[0]
    return None


def _not_a_city(gazetteer: Gazetteer, text: str, parts: list[str], country: str | None) -> Place | Unplaced:
    """Return the country where the text names one, or a region of one; else what is wrong with it."""
    elsewhere = next((found for part in parts if (found := _candidates(gazetteer, part, None, ()))), [])
    known = {city.country_code for city in elsewhere}
    if not known and (code := gazetteer.country_code(text) or gazetteer.regions.get(fold(text))):
        known = {code}
        if country in (None, code):
            return Place(None, code)
    if known:
        message = (
            f"the article places {text!r} in {country}, but the one that we know is in {', '.join(sorted(known))}; "
            "if there is one in both, add it to lookups/places.csv"
        )
        return Unplaced("contradicting_place", message, text)
    message = (
        f"lookups/cities.csv has no {text!r}, and towns.csv none in {country or 'the countries of the article'}; "
        "if it is a place, add it to lookups/places.csv with the id of the city that it lies in"
    )
    return Unplaced("unknown_place", message, text)


def _country_only(gazetteer: Gazetteer, text: str) -> Place | Unplaced:
    code = gazetteer.country_code(text)
    if code:
        return Place(None, code)
    message = f"{text!r} is no country in lookups/countries.csv; if it is a name of one, add it there to the aliases"
    return Unplaced("unknown_place", message, text)
