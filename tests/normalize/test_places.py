import pytest

from orchestration.normalize import Lookups
from orchestration.normalize.places import Place, Unplaced, resolve_place

SEOUL, SEONGNAM, MONTREAL = Place("1835848", "KR"), Place("1897000", "KR"), Place("6077243", "CA")
NEW_YORK, STOCKHOLM, WATERLOO = Place("5128581", "US"), Place("2673730", "SE"), Place("6176823", "CA")


@pytest.mark.parametrize(
    ("city", "country", "expected"),
    [
        ("Seoul", None, SEOUL),
        ("Seocho District", "Korea", SEOUL),
        ("Gangnam-gu", None, SEOUL),
        ("Pangyo", None, SEONGNAM),
        ("Seongnam city", None, SEONGNAM),
        ("the city of Seongnam", None, SEONGNAM),
        ("Montréal", "Canada", MONTREAL),
        ("MONTREAL", None, MONTREAL),
        ("downtown Montreal", None, MONTREAL),
        ("New York", "U.S.", NEW_YORK),
        ("New York City", None, NEW_YORK),
        ("Kista", "Swedish", STOCKHOLM),
        ("Waterloo, Ontario", None, WATERLOO),
        ("Waterloo", "Canada", WATERLOO),
        ("Atlanta, Georgia", None, Place("4180439", "US")),
        ("San Jose, CA", None, Place("5392171", "US")),
        ("Waterloo, ON", None, WATERLOO),
        ("Ottawa, CA", None, Place("6094817", "CA")),
        ("Catalonia", None, Place(None, "ES")),
        ("Bangalore", "India", Place("1277333", "IN")),
        ("Quebec", None, Place(None, "CA")),
        ("South Korea", None, Place(None, "KR")),
        (None, "UAE", Place(None, "AE")),
        (None, "the Netherlands", Place(None, "NL")),
        (None, None, None),
    ],
)
def test_places_as_articles_write_them(city: str | None, country: str | None, expected: Place | None) -> None:
    assert resolve_place(Lookups.load().gazetteer, city, country) == expected


def test_a_bare_name_of_several_large_cities_is_nobodys() -> None:
    found = resolve_place(Lookups.load().gazetteer, "Cambridge", None)
    assert isinstance(found, Unplaced)
    assert found.reason == "ambiguous_place"


def test_a_bare_name_that_one_city_clearly_owns() -> None:
    assert resolve_place(Lookups.load().gazetteer, "London", None) == Place("2643743", "GB")


def test_a_city_of_another_country_is_a_contradiction() -> None:
    found = resolve_place(Lookups.load().gazetteer, "Seoul", "Sweden")
    assert isinstance(found, Unplaced)
    assert found.reason == "contradicting_place"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kigali Centre for Applied Computing", "RW"),
        ("Pangyo Technovalley", "KR"),
        ("Seoul", "KR"),
        ("University of Tartu", None),
        ("Cambridge Labs", None),
        ("Tern Institute", None),
    ],
)
def test_a_name_may_begin_with_a_place_that_one_country_has(name: str, country: str | None) -> None:
    assert Lookups.load().gazetteer.country_of_name(name) == country


def test_countries_named_in_a_text() -> None:
    text = "It told us that French and South Korean teams meet in the United Kingdom."
    assert Lookups.load().gazetteer.countries_in(text) >= {"FR", "KR", "GB"}
    assert "US" not in Lookups.load().gazetteer.countries_in(text)


def test_countries_of_the_cities_in_a_text() -> None:
    text = "TORONTO - Teams from Nairobi and Cambridge meet; the mobile and nice ones win."
    assert Lookups.load().gazetteer.countries_of_cities_in(text) == {"CA", "KE"}


def test_the_countries_of_the_article_decide() -> None:
    assert resolve_place(Lookups.load().gazetteer, "Waterloo", None, ("CA", "KR")) == WATERLOO


@pytest.mark.parametrize(
    ("city", "country", "hints", "expected"),
    [
        ("Narvik", "Norway", (), Place("3144987", "NO")),
        ("Narvik", None, ("NO", "SE"), Place("3144987", "NO")),
        ("Los Alamos, New Mexico", None, (), Place("5476825", "US")),
        ("Paris", None, ("US",), Place("2988507", "FR")),
        ("Paris, Texas", None, (), Place("4717560", "US")),
    ],
)
def test_a_town_is_meant_where_the_article_is_about_its_country(
    city: str, country: str | None, hints: tuple[str, ...], expected: Place
) -> None:
    assert resolve_place(Lookups.load().gazetteer, city, country, hints) == expected


def test_a_town_elsewhere_is_not_meant() -> None:
    found = resolve_place(Lookups.load().gazetteer, "Lansdowne", None, ["IE"])
    assert isinstance(found, Unplaced)
    assert found.reason == "unknown_place"


def test_alternate_names_are_not_taken() -> None:
    milan = Place("3173435", "IT")
    assert resolve_place(Lookups.load().gazetteer, "Milan", None) == milan
    assert resolve_place(Lookups.load().gazetteer, "Mila", None) != milan, "an alternate name of Milan in GeoNames"


def test_an_unknown_place_says_what_to_do() -> None:
    found = resolve_place(Lookups.load().gazetteer, "Nowhereville", None)
    assert isinstance(found, Unplaced)
    assert found.reason == "unknown_place"
    assert "lookups/places.csv" in found.message


@pytest.mark.parametrize(
    ("city_id", "name"),
    [("6077243", "Montreal"), ("5128581", "New York"), ("1897000", "Seongnam"), ("2886242", "Cologne")],
)
def test_the_published_name_is_the_usual_english_one(city_id: str, name: str) -> None:
    rows = Lookups.load().gazetteer.city_rows
    assert rows.filter(city_id=city_id)["city"].to_list() == [name]
