"""What counts as found, as wrong and as missed."""

from __future__ import annotations

import pytest

from orchestration.evaluation.names import STRICT, is_alike, label_words, spellings
from tests.evaluation.invented import (
    agreement,
    bodies,
    body,
    counts,
    number,
    outcome,
    participant,
    person,
    program,
    sample,
    slot,
)


@pytest.mark.parametrize(
    ("gold", "stated", "expected"),
    [
        ("Halden Robotics", "Haldén Robotics, Ltd.", True),
        ("The Halden Company", "HALDEN", True),
        ("Norrsken College", "Norrsken Collage", True),
        ("IQM1", "IQM2", False),
        ("Halden Robotics", "Borealis Robotics", False),
        ("Ltd.", "Inc.", False),
    ],
)
def test_spellings_of_one_name(gold: str, stated: str, expected: bool) -> None:
    assert is_alike(spellings(gold), spellings(stated), STRICT) is expected


def test_an_alias_is_as_good_as_the_name() -> None:
    gold = sample(organizations=[{"name": "Institute for Quiet Machines", "aliases": ["IQM"]}])
    assert counts(outcome(gold, organizations=[body("IQM")]), "organizations") == (1, 0, 0)


def test_measures_share_words_and_synonyms() -> None:
    assert label_words("research_staff") & label_words("employees")
    assert not label_words("researchers") & label_words("students")


def test_a_second_statement_of_one_fact_is_wrong() -> None:
    scored = outcome(sample(organizations=bodies("Norrsken")), organizations=[body("Norrsken"), body("Norrsken AB")])
    assert counts(scored, "organizations") == (1, 1, 0)


def test_optional_facts_take_statements_and_are_never_missed() -> None:
    gold = sample(organizations=[{"name": "Norrsken", "aliases": [], "optional": True}])
    assert counts(outcome(gold), "organizations") == (0, 0, 0)
    assert counts(outcome(gold, organizations=[body("Norrsken"), body("Norrsken")]), "organizations") == (0, 0, 0)


def test_a_program_stated_as_an_organization_is_no_error() -> None:
    gold = sample(programs=[{"name": "Polar Lab", "aliases": []}])
    scored = outcome(gold, organizations=[body("Polar Lab"), body("Halden")])
    assert counts(scored, "organizations") == (0, 1, 0)
    assert counts(scored, "programs") == (0, 0, 1)


def test_partnerships_count_in_pairs_of_parties() -> None:
    gold = sample(partnerships=[{"parties": ["Halden", "Norrsken", "Borealis"], "kind": "mou", "year": 2024}])
    scored = outcome(gold, agreements=[agreement("Norrsken", "Halden", year=2023)])
    assert counts(scored, "partnerships") == (1, 0, 2)
    assert slot(scored, "partnership year") == (0, 1)
    assert slot(scored, "partnership kind") == (1, 1)


def test_two_agreements_of_one_pair_are_told_apart_by_year() -> None:
    parties = ["Halden", "Norrsken"]
    gold = sample(partnerships=[{"parties": parties, "kind": "mou", "year": year} for year in (2024, 2021)])
    scored = outcome(gold, agreements=[agreement(*parties, year=2024), agreement(*parties, year=2021)])
    assert counts(scored, "partnerships") == (2, 0, 0)
    assert slot(scored, "partnership year") == (2, 2)


def test_slots_are_judged_only_where_gold_fills_them() -> None:
    gold = sample(programs=[{"name": "Polar Lab", "aliases": [], "city": "Oulu", "country": None, "year": None}])
    scored = outcome(gold, programs=[program("Polar Lab", city="Kuopio", country="FI", year=2024)])
    assert slot(scored, "program city") == (0, 1)
    assert slot(scored, "program country") == (0, 0)
    assert slot(scored, "program year") == (0, 0)


def test_a_participant_of_another_program_is_found_with_a_wrong_slot() -> None:
    gold = sample(participants=[{"program": "Fjord Launch", "organization": "Halden"}])
    scored = outcome(gold, participants=[participant("Halden", "Polar Lab")])
    assert counts(scored, "participants") == (1, 0, 0)
    assert slot(scored, "participant's program") == (0, 1)


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (300.0, None, "people", (1, 0, 0)),
        (301.0, None, "items", (1, 0, 0)),
        (310.0, None, "people", (0, 1, 1)),
        (300.0, 300.0, "people", (0, 1, 1)),
        (300.0, None, "EUR", (0, 1, 1)),
    ],
)
def test_numbers_agree_in_bounds_and_unit(
    low: float, high: float | None, unit: str, expected: tuple[int, int, int]
) -> None:
    gold = {"subject": "Halden", "measure": "researchers", "low": 300, "high": None, "unit": "people"}
    scored = outcome(sample(metrics=[gold]), numbers=[number("Norrsken", "researchers", low, high, unit)])
    assert counts(scored, "metrics") == expected
    if expected[0]:
        assert slot(scored, "metric subject") == (0, 1)


@pytest.mark.parametrize(
    ("name", "organization", "expected"),
    [
        ("Aino M. Lehto", "Halden", (1, 0, 0)),
        ("Lehto", "Halden", (0, 1, 1)),
        ("Aino Lehto", "Norrsken", (0, 1, 1)),
    ],
)
def test_persons_agree_in_name_and_organization(name: str, organization: str, expected: tuple[int, int, int]) -> None:
    gold = sample(people=[{"person": "Aino Lehto", "organization": "Halden", "title": "Director of research"}])
    scored = outcome(gold, people=[person(name, organization, "research directors")])
    assert counts(scored, "people") == expected
    assert slot(scored, "person's title") == (expected[0], expected[0])
