import re

from orchestration.language.names import fold
from orchestration.language.vocabularies import vocabulary
from orchestration.normalize import Corrections, Lookups
from orchestration.normalize.lookup_tables import FOLDER, read_lookup, split_list
from orchestration.normalize.places import Place, Unplaced, resolve_place
from orchestration.schemas.terms import ORGANIZATION_TYPES

NOT_GENERIC = {"Agency for Science, Technology and Research"}
"""Generic in each word, and yet only one body is called so."""
EXPLAINED = {"YC"}
"""Two letters that nobody else uses in news of technology."""


def test_the_lists_of_cities_and_towns_stay_small() -> None:
    assert (FOLDER / "cities.csv").stat().st_size < 1_200_000
    assert (FOLDER / "towns.csv").stat().st_size < 1_900_000


def test_every_city_is_a_row_of_core_cities() -> None:
    rows = Lookups.load().gazetteer.city_rows
    assert rows["city_id"].is_unique().all()
    assert rows.select("city", "country").null_count().sum_horizontal().item() == 0
    assert rows["latitude"].is_between(-90, 90).all()


def test_places_refer_to_cities_and_regions_to_countries() -> None:
    cities, countries = read_lookup("cities"), read_lookup("countries")
    places = read_lookup("places")
    assert set(places["city_id"].drop_nulls()) <= set(cities["city_id"]) | set(read_lookup("towns")["city_id"])
    assert set(places["country_code"]) <= set(countries["country_code"])
    assert set(places.filter(places["city_id"].is_null())["kind"]) == {"region"}


def test_names_of_countries_are_unique() -> None:
    seen: dict[str, str] = {}
    for row in read_lookup("countries").iter_rows(named=True):
        for cell in (row["name"], row["aliases"], row["adjectives"]):
            for name in split_list(cell):
                assert seen.setdefault(fold(name), row["country_code"]) == row["country_code"], name


def test_reference_organizations_are_well_formed() -> None:
    rows = Lookups.load().organizations
    assert rows.height >= 430
    assert set(rows["type"]) <= set(ORGANIZATION_TYPES)
    assert [r for r in rows["ror_id"].drop_nulls() if not re.fullmatch("0[0-9a-z]{8}", r)] == []
    assert [w for w in rows["wikidata_id"].drop_nulls() if not re.fullmatch(r"Q\d+", w)] == []
    for column in ("name", "ror_id", "wikidata_id"):
        assert rows[column].drop_nulls().is_unique().all(), column


def test_no_spelling_belongs_to_two_reference_organizations() -> None:
    seen: dict[str, str] = {}
    for name, aliases in Lookups.load().organizations.select("name", "aliases").iter_rows():
        for spelling in (name, *split_list(aliases)):
            assert seen.setdefault(fold(spelling), name) == name, spelling


def test_every_alias_of_a_reference_organization_says_something_new() -> None:
    for name, aliases in Lookups.load().organizations.select("name", "aliases").iter_rows():
        keys = [fold(spelling) for spelling in (name, *split_list(aliases))]
        assert len(keys) == len(set(keys)), name


def test_no_alias_of_a_reference_organization_is_a_place_or_a_short_or_generic_word() -> None:
    lookups = Lookups.load()
    wrong = [
        (row["name"], alias)
        for row in lookups.organizations.iter_rows(named=True)
        for alias in split_list(row["aliases"])
        if (lookups.gazetteer.is_place(fold(alias)) and row["type"] != "government")
        or (lookups.generic_words.is_generic_alias(fold(alias)) and alias not in NOT_GENERIC)
        or (len(fold(alias)) < 3 and fold(alias).isascii() and alias not in EXPLAINED)
    ]
    assert wrong == []


def test_seats_of_reference_organizations_are_known_cities_and_countries() -> None:
    lookups = Lookups.load()
    wrong = []
    for row in lookups.organizations.iter_rows(named=True):
        place = resolve_place(lookups.gazetteer, row["city"], row["country_code"])
        is_city = isinstance(place, Place) and place.city_id and place.country_code == row["country_code"]
        if isinstance(place, Unplaced) or (row["city"] and not is_city):
            wrong.append((row["name"], row["city"], row["country_code"]))
    assert wrong == []
    assert set(lookups.organizations["country_code"].drop_nulls()) <= set(read_lookup("countries")["country_code"])


def test_the_corrections_file_is_valid() -> None:
    assert all(entry.reason for entry in Corrections.load().entries)


def test_currencies_in_use_are_of_known_countries_and_are_read() -> None:
    rows = read_lookup("currencies")
    assert rows["country_code"].is_unique().all()
    assert set(rows["country_code"]) <= set(read_lookup("countries")["country_code"])
    assert set(rows["currency_code"]) <= set(vocabulary("currencies")["codes"])
