"""The whole step: nothing lost, order without effect, and what articles tell together."""

import datetime as dt
import random
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from orchestration.normalize import Corrections, Lookups, normalize
from orchestration.schemas.core import CORE_TABLES
from orchestration.schemas.facts import KIND_OF_FACT
from tests.normalize.corpus import Corpus, reasons


def corpus() -> Corpus:
    """Three articles that agree, disagree and refer to what does not exist."""
    found = Corpus().article("a", dt.date(2024, 3, 5)).article("b", dt.date(2024, 4, 1)).article("c")
    for article, short in (("a", "Tern Institute"), ("b", "TI"), ("c", "Tern Institute")):
        found.organization(article, short, *(["TI"] if article == "a" else []), kind="research_institute", city="Oslo")
        found.organization(article, "Havn Robotics AS", kind="startup", country="Norway")
        found.partnership(article, short, "Havn Robotics AS", kind="mou", date="5 March 2024", duration="three years")
        found.program(
            article, "Fjord Lab", kind="lab", city="Waterloo" if article == "c" else "Oslo", date="in May 2024"
        )
        found.role(article, "Fjord Lab", short).role(article, "Fjord Lab", "Havn Robotics AS", "participant")
        found.metric(article, short, "about 40 people").person(article, "Ola Dahl", "Director", short)
    found.organization("a", "BSU", city="Nowhereville").organization("b", "Baltic Sea University", "BSU")
    found.partnership("c", "Tern Institute", "Nobody Known").partnership("c", "Tern Institute", "tern institute")
    found.partnership("b", "TI", "Baltic Sea University", date="some day", duration="a while", kind="funding")
    found.role("c", "No Such Program", "Tern Institute").role("c", "Fjord Lab", "Nobody")
    found.metric("c", "Nobody", "40 people").metric("c", "Cambridge", "40 people", "city")
    found.metric("b", "Oslo", "40 people", "city").person("c", "Kari Moe", None, "Nobody")
    return found


def shuffled(frame: pl.DataFrame, seed: int) -> pl.DataFrame:
    return frame.sample(fraction=1, shuffle=True, seed=seed)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_and_articles_does_not_matter(seed: int) -> None:
    articles, facts = corpus().frames()
    lookups, corrections = Lookups.load(), Corrections()
    expected = normalize(articles, facts, lookups, corrections)
    mixed = {kind: shuffled(facts[kind], seed) for kind in random.Random(seed).sample(sorted(facts), len(facts))}
    found = normalize(shuffled(articles, seed), mixed, lookups, corrections)
    for table in CORE_TABLES:
        assert_frame_equal(found[table.lake_name], expected[table.lake_name])


def test_every_fact_is_proof_of_a_row_or_rejected() -> None:
    _, facts = corpus().frames()
    tables = corpus().normalize()
    used = tables["evidence"].group_by("fact_type", "article_id", "char_start").len()
    assert used["len"].max() == 1
    refused = tables["rejected_claims"].select("fact_type", "article_id").unique()
    for kind in KIND_OF_FACT:
        proven = used.filter(fact_type=kind)
        rest = facts[kind].join(proven, on=["article_id", "char_start"], how="anti")
        assert rest.join(refused.filter(fact_type=kind), on="article_id", how="anti").height == 0


def test_every_reference_resolves() -> None:
    tables = corpus().normalize()
    organizations, programs = set(tables["organizations"]["organization_id"]), set(tables["programs"]["program_id"])
    cities, partnerships = set(tables["cities"]["city_id"]), set(tables["partnerships"]["partnership_id"])
    assert set(tables["partnership_parties"]["organization_id"]) <= organizations
    assert set(tables["partnership_parties"]["partnership_id"]) == partnerships
    assert set(tables["program_organizations"]["organization_id"]) <= organizations
    assert set(tables["program_organizations"]["program_id"]) <= programs
    assert set(tables["person_roles"]["organization_id"].drop_nulls()) <= organizations
    assert set(tables["metric_observations"]["subject_id"]) <= organizations | programs | cities
    located = pl.concat([tables["organizations"]["city_id"], tables["programs"]["city_id"]]).drop_nulls()
    subjects = tables["metric_observations"].filter(subject_type="city")["subject_id"]
    assert cities == {*located, *subjects}


def test_every_row_has_evidence() -> None:
    tables = corpus().normalize()
    proven = set(tables["evidence"]["fact_id"])
    for table in ("organizations", "programs", "partnerships", "program_organizations", "metric_observations"):
        assert set(tables[table][:, 0]) <= proven


def test_what_cannot_be_used_is_reported_with_its_reason() -> None:
    found = set(reasons(corpus().normalize()))
    assert {"unknown_place", "too_few_parties", "unknown_name", "unknown_date", "unknown_duration"} <= found


def test_three_articles_tell_of_one_agreement() -> None:
    rows = corpus().normalize()["partnerships"].filter(kind="mou")
    row = rows.row(0, named=True)
    assert rows.height == 1
    assert (row["announced_on"], row["year"], row["year_basis"]) == (dt.date(2024, 3, 5), 2024, "stated")
    assert row["duration_months"] == 36


def _undated_agreement_at(position: int) -> dict[str, Any]:
    found = Corpus().article("a", dt.date(2024, 3, 5)).organization("a", "Tern").organization("a", "Havn")
    articles, facts = found.partnership("a", "Tern", "Havn").frames()
    facts["partnership"] = facts["partnership"].with_columns(char_start=pl.lit(position, pl.Int64))
    return normalize(articles, facts, Lookups.load(), Corrections())["partnerships"].row(0, named=True)


def test_the_date_of_publication_dates_the_news_of_an_article() -> None:
    row = _undated_agreement_at(position=200)
    assert (row["announced_on"], row["year"], row["year_basis"]) == (dt.date(2024, 3, 5), 2024, "published")


def test_the_date_of_publication_does_not_date_what_comes_up_further_down() -> None:
    row = _undated_agreement_at(position=3_000)
    assert (row["announced_on"], row["year"], row["year_basis"]) == (None, None, "unknown")


def test_a_person_of_a_program_keeps_its_name() -> None:
    found = Corpus().program("a", "Fjord Lab").person("a", "Ola Dahl", "Director", "Fjord Lab Program")
    row = found.normalize()["person_roles"].row(0, named=True)
    assert (row["organization_id"], row["organization_name"]) == (None, "Fjord Lab")


def test_a_person_is_one_however_the_name_is_ordered() -> None:
    found = Corpus()
    for article, name in (("a", "Kim Ha-neul"), ("b", "Ha-neul Kim"), ("c", "KIM Ha-Neul")):
        found.organization(article, "Tern").person(article, name, "Director", "Tern")
    assert found.normalize()["person_roles"].height == 1


def test_the_id_of_a_person_outlives_a_vote_on_the_name_of_its_program() -> None:
    found = Corpus().program("a", "Fjord Lab", "FL").person("a", "Ola Dahl", "Director", "Fjord Lab")
    before = found.normalize()["person_roles"]
    for article in ("b", "c", "d"):
        found.program(article, "Great Fjord Lab", "Fjord Lab")
    after = found.normalize()["person_roles"]
    assert (before["organization_name"].item(), after["organization_name"].item()) == ("Fjord Lab", "Great Fjord Lab")
    assert before["person_role_id"].item() == after["person_role_id"].item()


def test_two_bodies_of_one_short_name_have_a_director_of_one_name_each() -> None:
    found = Corpus().organization("a", "Tern School", "TS").organization("b", "Tidal Society", "TS")
    found.person("a", "Ola Dahl", "Director", "TS").person("b", "Ola Dahl", "Director", "TS")
    assert found.normalize()["person_roles"]["person_role_id"].n_unique() == 2


def test_no_article_gives_empty_tables() -> None:
    tables = Corpus().normalize()
    assert all(tables[table.lake_name].height == 0 for table in CORE_TABLES)


def test_a_number_about_a_program_taken_for_an_organization() -> None:
    found = Corpus().program("a", "Fjord Lab").metric("a", "Fjord Lab", "40 people")
    row = found.normalize()["metric_observations"].row(0, named=True)
    assert (row["subject_type"], row["subject_name"]) == ("program", "Fjord Lab")


def test_a_number_about_a_tech_park_is_not_one_about_its_city() -> None:
    def subject(found: Corpus) -> tuple[str, str]:
        row = found.metric("a", "Zhongguancun", "40 people", subject_type="city").normalize()["metric_observations"]
        return row["subject_type"].item(), row["subject_name"].item()

    assert subject(Corpus().program("a", "Zhongguancun")) == ("program", "Zhongguancun")
    assert subject(Corpus()) == ("city", "Beijing")


def test_the_text_of_the_article_tells_which_city_is_meant() -> None:
    articles, facts = Corpus().organization("a", "Tern", city="Cambridge").frames()
    articles = articles.with_columns(text=pl.lit("The British bird makers met."))
    tables = normalize(articles, facts, Lookups.load(), Corrections())
    assert tables["organizations"]["country_code"].to_list() == ["GB"]


def test_a_place_that_contradicts_itself_gives_neither_city_nor_country() -> None:
    tables = Corpus().organization("a", "Tern", city="Seoul", country="Sweden").normalize()
    assert tables["organizations"].select("city_id", "country_code").row(0) == (None, None)
    assert reasons(tables) == ["contradicting_place"]


def test_a_place_in_another_country_than_the_name_tells_is_left_open() -> None:
    found = Corpus().organization("a", "Kigali Centre", city="Nairobi").program("a", "Seoul AI Hub", city="Seoul")
    tables = found.normalize()
    assert tables["organizations"].select("city_id", "country_code").row(0) == (None, None)
    assert tables["programs"]["country_code"].to_list() == ["KR"]
    assert reasons(tables) == ["contradicting_name"]


def test_a_stale_correction_belongs_to_no_article() -> None:
    decision = {"same": [{"names": ["Tern", "Havn"], "reason": "one body"}]}
    row = Corpus().organization("a", "Tern").normalize(decision)["rejected_claims"].row(0, named=True)
    assert (row["reason"], row["article_id"], row["text"]) == ("stale_correction", None, "Tern | Havn")


@pytest.mark.parametrize(
    ("countries", "value", "unit"),
    [
        (["Canada"], "$5 million", "CAD"),
        (["Canada"], "5 million dollars", "CAD"),
        (["Canada"], "US$5 million", "USD"),
        (["Canada", "South Korea"], "$5 million", "CAD"),
        (["Canada", "United States"], "$5 million", "USD"),
        (["Canada", "Australia"], "$5 million", "USD"),
        (["South Korea"], "$5 million", "USD"),
        (["Canada"], "5 million kroner", "NOK"),
    ],
)
def test_the_countries_of_an_article_tell_whose_dollar_it_means(countries: list[str], value: str, unit: str) -> None:
    found = Corpus().article("b").organization("b", "Elsewhere", country="Australia")
    for number, country in enumerate(countries):
        found.organization("a", f"Tern {number}", country=country)
    row = found.metric("a", "Tern 0", value).normalize()["metric_observations"].row(0, named=True)
    assert (row["unit"], row["value_low"]) == (unit, 5e6)


@pytest.mark.parametrize("text", ["2100", "in 1492"])
def test_a_number_that_is_no_year_leaves_the_agreement_without_a_date(text: str) -> None:
    found = Corpus().article("a", dt.date(2024, 5, 4)).organization("a", "Tern").organization("a", "Havn")
    articles, facts = found.partnership("a", "Tern", "Havn", date=text).frames()
    facts["partnership"] = facts["partnership"].with_columns(char_start=pl.lit(5_000, pl.Int64))
    tables = normalize(articles, facts, Lookups.load(), Corrections())
    assert tables["partnerships"]["year"].to_list() == [None]
    assert reasons(tables) in (["implausible_date"], ["unknown_date"])
