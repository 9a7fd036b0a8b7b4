import re

import pytest

from orchestration.language.names import fold
from orchestration.language.vocabularies import vocabulary
from orchestration.normalize import Corrections, Lookups
from orchestration.normalize.lookup_tables import FOLDER, read_lookup, split_list
from orchestration.normalize.places import Unplaced, resolve_place
from orchestration.schemas.terms import ORGANIZATION_TYPES


def test_the_city_list_stays_small() -> None:
    assert (FOLDER / "cities.csv").stat().st_size < 1_200_000


def test_every_city_is_a_row_of_core_cities() -> None:
    rows = Lookups.load().gazetteer.city_rows
    assert rows["city_id"].is_unique().all()
    assert rows.select("city", "country").null_count().sum_horizontal().item() == 0
    assert rows["latitude"].is_between(-90, 90).all()


def test_places_refer_to_cities_and_regions_to_countries() -> None:
    cities, countries = read_lookup("cities"), read_lookup("countries")
    places = read_lookup("places")
    assert set(places["city_id"].drop_nulls()) <= set(cities["city_id"])
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
    assert rows.height >= 150
    assert set(rows["type"]) <= set(ORGANIZATION_TYPES)
    assert [r for r in rows["ror_id"].drop_nulls() if not re.fullmatch("0[0-9a-z]{8}", r)] == []
    assert [w for w in rows["wikidata_id"].drop_nulls() if not re.fullmatch(r"Q\d+", w)] == []


def test_no_spelling_belongs_to_two_reference_organizations() -> None:
    seen: dict[str, str] = {}
    for name, aliases in Lookups.load().organizations.select("name", "aliases").iter_rows():
        for spelling in (name, *split_list(aliases)):
            assert seen.setdefault(fold(spelling), name) == name, spelling


@pytest.mark.parametrize("row", list(Lookups.load().organizations.iter_rows(named=True)), ids=lambda row: row["name"])
def test_the_seat_of_a_reference_organization_is_known(row: dict[str, str]) -> None:
    place = resolve_place(Lookups.load().gazetteer, row["city"], row["country_code"])
    assert not isinstance(place, Unplaced), place
    assert not row["city"] or (place and place.city_id)


def test_the_corrections_file_is_valid() -> None:
    assert all(entry.reason for entry in Corrections.load().entries)


def test_dollars_belong_to_countries_and_are_currencies_that_are_read() -> None:
    rows = read_lookup("dollar_currencies")
    assert rows["country_code"].is_unique().all()
    assert set(rows["country_code"]) <= set(read_lookup("countries")["country_code"])
    assert set(rows["currency_code"]) <= set(vocabulary("currencies")["words"]["dollar"])
