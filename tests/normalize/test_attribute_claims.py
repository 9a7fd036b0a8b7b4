"""Every stated value stays, with who says so and when; the one that the row has is marked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from orchestration.normalize import Lookups
from tests.normalize.corpus import Corpus

SPRING, AUTUMN = dt.date(2023, 3, 1), dt.date(2024, 9, 1)


def claims(tables: dict[str, pl.DataFrame], attribute: str) -> list[tuple[Any, ...]]:
    """Label, basis, day and choice of the claims about an attribute, by day."""
    found = tables["attribute_claims"].filter(attribute=attribute)
    return sorted(found.select("value_label", "basis", "stated_on", "is_chosen").iter_rows(), key=str)


def test_two_articles_give_two_claims_and_one_choice() -> None:
    found = Corpus().article("a", SPRING).article("b", AUTUMN).article("c")
    for article, city in (("a", "Bergen"), ("b", "Oslo"), ("c", "Bergen")):
        found.organization(article, "Tern Institute", city=city)
    assert claims(found.normalize(), "city") == [
        ("Bergen", "article", None, True),
        ("Bergen", "article", SPRING, True),
        ("Oslo", "article", AUTUMN, False),
    ]


def test_spellings_of_one_name_share_a_key_and_a_new_name_has_its_own() -> None:
    found = Corpus()
    for article, name in (("a", "Tern Sea Institute"), ("b", "The Tern Sea Institute Ltd"), ("c", "TSI")):
        found.organization(article, name, *(["TSI", "Petrel"] if article == "a" else []))
    found.organization("d", "Petrel")
    tables = found.normalize()
    names = tables["attribute_claims"].filter(attribute="name")
    assert names["entity_id"].n_unique() == 1
    assert dict(names.select("value", "value_key").iter_rows()) == {
        "Tern Sea Institute": "tern sea institute",
        "The Tern Sea Institute Ltd": "tern sea institute",
        "TSI": "tern sea institute",
        "Petrel": "petrel",
    }


def test_dates_are_as_exact_as_they_are_stated() -> None:
    found = Corpus().organization("a", "Tern Institute").organization("a", "Havn Robotics")
    found.program("a", "Fjord Lab", date="March 2021", status="ended")
    found.partnership("a", "Tern Institute", "Havn Robotics", date="5 March 2021", kind="mou")
    tables = found.normalize()
    assert claims(tables, "started_on") == [("2021-03", "article", None, True)]
    assert claims(tables, "announced_on") == [("2021-03-05", "article", None, True)]
    assert claims(tables, "status") == [("active", "article", None, True), ("ended", "article", None, True)]


def test_lists_and_people_are_told_from_articles() -> None:
    listed = {"name": "Mila", "organization_type": "research_institute"}
    found = Corpus().organization("a", "Mila", kind="company", city="Toronto")
    value = {"name": "Mila", "attribute": "city", "value": "Oslo", "reason": "a test"}
    tables = found.normalize({"values": [value]}, Lookups.load())
    row = tables["organizations"].select(*listed).row(0, named=True)
    assert row == listed
    assert claims(tables, "organization_type") == [
        ("company", "article", None, False),
        ("research_institute", "reference_list", None, True),
    ]
    assert claims(tables, "city") == [
        ("Montreal", "reference_list", None, False),
        ("Oslo", "correction", None, True),
        ("Toronto", "article", None, False),
    ]


def test_a_statement_that_says_nothing_makes_no_claim() -> None:
    tables = Corpus().organization("a", "Tern Institute").normalize()
    assert tables["attribute_claims"]["attribute"].sort().to_list() == ["name", "organization_type"]
