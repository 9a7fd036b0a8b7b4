import polars as pl
import pytest

from orchestration.normalize import Lookups
from orchestration.schemas.ids import stable_id
from tests.normalize.corpus import Corpus, names, reasons


def test_spellings_of_one_name_are_one_organization() -> None:
    tables = (
        Corpus()
        .organization("a", "Nordlys Énergie SA")
        .organization("b", "nordlys energie")
        .organization("c", "Nordlys Energie")
        .normalize()
    )
    row = tables["organizations"].row(0, named=True)
    assert tables["organizations"].height == 1
    assert {row["name"], *row["aliases"]} == {"Nordlys Énergie SA", "nordlys energie", "Nordlys Energie"}
    spellings = ("Nordlys Énergie SA", "nordlys energie", "Nordlys Energie")
    assert row["organization_id"] == min(stable_id("org", spelling) for spelling in spellings)


def test_an_abbreviation_of_one_organization_links_articles() -> None:
    corpus = Corpus().organization("a", "Baltic Sea University", "BSU").organization("b", "BSU")
    assert names(corpus.normalize()) == ["Baltic Sea University"]


def test_an_abbreviation_of_two_organizations_links_none() -> None:
    tables = (
        Corpus()
        .organization("a", "Baltic Sea University", "BSU")
        .organization("b", "Bay State University", "BSU")
        .organization("c", "BSU")
        .normalize()
    )
    assert names(tables) == ["BSU", "Baltic Sea University", "Bay State University"]


def test_ambiguous_names_still_mean_their_own_in_each_article() -> None:
    tables = (
        Corpus()
        .organization("a", "Baltic Sea University", "BSU").organization("a", "Havn Labs")
        .organization("b", "Bay State University", "BSU").organization("b", "Havn Labs")
        .partnership("a", "BSU", "Havn Labs").partnership("b", "BSU", "Havn Labs")
        .normalize()
    )  # fmt: skip
    assert tables["partnerships"].height == 2


@pytest.mark.parametrize("alias", ["the Institute", "the university", "Research Center"])
def test_generic_words_never_link(alias: str) -> None:
    tables = Corpus().organization("a", "Fjord Institute", alias).organization("b", alias).normalize()
    assert tables["organizations"].height == 2
    assert alias not in tables["organizations"].filter(pl.col("name") == "Fjord Institute")["aliases"].item().to_list()


def test_parts_stay_apart_from_the_whole() -> None:
    corpus = Corpus().organization("a", "Havn").organization("a", "Havn AI Lab").organization("b", "Havn")
    corpus.organization("b", "Robotics Institute of Baltic Sea University").organization("b", "Baltic Sea University")
    assert len(names(corpus.normalize())) == 4


def test_a_company_and_its_cloud_are_two() -> None:
    corpus = Corpus().organization("a", "HAVN").organization("a", "HAVN Cloud").organization("b", "HAVN")
    assert len(names(corpus.normalize())) == 2


def test_an_article_that_lists_name_and_abbreviation_means_one() -> None:
    corpus = Corpus().organization("a", "Ministry of Ships and ICT").organization("a", "MSIT")
    assert names(corpus.normalize()) == ["Ministry of Ships and ICT"]


def test_similar_names_alone_are_two() -> None:
    corpus = Corpus().organization("a", "University of Northfield").organization("b", "University of Northfields")
    assert len(names(corpus.normalize())) == 2


def test_an_explained_short_name_is_the_short_name() -> None:
    corpus = Corpus().organization("a", "Lumo – Nordic AI Institute", "Lumo").organization("b", "Lumo")
    corpus.organization("c", "Lumo (Institute for AI of the North)", "Lumo")
    assert len(names(corpus.normalize())) == 1


def test_one_article_that_names_two_bodies_keeps_them_apart() -> None:
    corpus = Corpus().organization("a", "Havn Group", "Havn").organization("b", "Havn Group").organization("b", "Havn")
    assert len(names(corpus.normalize())) == 2


def test_a_ministry_of_each_country() -> None:
    corpus = Corpus()
    corpus.organization("a", "Ministry of Research", kind="government", country="Norway")
    corpus.organization("b", "Ministry of Research", kind="government", country="Chile")
    corpus.organization("c", "Ministry of Research", kind="government", country="Norwegian")
    assert corpus.normalize()["organizations"]["country_code"].sort().to_list() == ["CL", "NO"]


def test_type_and_seat_are_what_most_articles_say() -> None:
    corpus = Corpus().organization("a", "Tern", kind="other", city="Oslo").organization("b", "Tern", kind="startup")
    corpus.organization("c", "Tern", kind="other", city="Oslo").organization("d", "Tern", city="Bergen", kind="other")
    row = corpus.normalize()["organizations"].row(0, named=True)
    assert (row["organization_type"], row["city_id"], row["country_code"]) == ("startup", "3143244", "NO")


def test_a_city_in_the_name_is_no_seat() -> None:
    row = Corpus().organization("a", "University of Oslo Press").normalize()["organizations"].row(0, named=True)
    assert row["city_id"] is None
    assert row["country_code"] is None


def test_the_reference_list_gives_name_type_and_ids() -> None:
    corpus = Corpus().organization("a", "Korea Advanced Institute of Science and Technology", kind="other")
    corpus.organization("b", "KAIST", kind="other")
    row = corpus.normalize(lookups=Lookups.load())["organizations"].row(0, named=True)
    assert (row["name"], row["organization_type"], row["ror_id"]) == ("KAIST", "university", "05apxxy63")
    assert len(names(corpus.normalize())) == 2, "without the list nothing says that they are one"


def test_an_unknown_place_is_reported_and_the_organization_stays() -> None:
    tables = Corpus().organization("a", "Tern", city="Nowhereville", country="Norway").normalize()
    assert tables["organizations"]["country_code"].to_list() == ["NO"]
    assert reasons(tables) == ["unknown_place"]
    assert "lookups/places.csv" in tables["rejected_claims"]["message"].item()


def test_corrections_join_and_part() -> None:
    corpus = Corpus().organization("a", "Tern").organization("b", "Sterna").organization("c", "TERN Inc")
    same = {"same": [{"names": ["Tern", "Sterna"], "reason": "renamed in 2024"}]}
    different = {"different": [{"names": ["Tern", "TERN Inc"], "reason": "a bank and a bakery"}]}
    assert len(names(corpus.normalize())) == 2
    assert len(names(corpus.normalize(same))) == 1
    assert len(names(corpus.normalize(different))) == 3


def test_a_correction_about_nothing_is_stale() -> None:
    entry = {"same": [{"names": ["Tern", "Gone"], "reason": "once one"}]}
    tables = Corpus().organization("a", "Tern").normalize(entry)
    assert reasons(tables) == ["stale_correction"]


def test_a_correction_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        Corpus().organization("a", "Tern").normalize({"same": [{"names": ["Tern", "Sterna"]}]})
