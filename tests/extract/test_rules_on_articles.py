"""The rules engine on whole small articles of different kinds: what it states, and what it does not."""

from __future__ import annotations

import pytest

from tests.extract import sample_articles as samples


def values(result, kind, *columns):
    return [tuple(row[c] for c in columns) if len(columns) > 1 else row[columns[0]] for row in result.facts[kind]]


def test_a_memorandum_between_a_company_and_an_institute(extract):
    result = extract(samples.GRID)
    kaleva, sipr = "Kaleva Grid Technologies Oy", "Sahyadri Institute of Power Research"
    assert set(values(result, "organization", "name")) == {kaleva, sipr}
    assert values(result, "partnership", "parties", "kind") == [([kaleva, sipr], "mou")]
    assert set(values(result, "person_role", "person_name", "title", "organization_name")) == {
        ("Anneli Korpivaara", "chief executive", kaleva),
        ("Sanjay Phadnis", "director", sipr),
    }
    metrics = values(result, "metric", "subject_name", "measure", "value_text")
    assert (kaleva, "employees", "260") in metrics
    assert (sipr, "researchers", "around 75") in metrics


def test_a_cohort_with_its_operator_and_supporter(extract):
    result = extract(samples.COHORT)
    roles = set(values(result, "program_organization", "organization_name", "role"))
    startups = {"Nyankpala Foods", "AgriPulse", "Zongo Pay", "Tamale Robotics", "BluSolar"}
    assert {(name, "participant") for name in startups} <= roles
    assert {("Volta Innovation Foundation", "operator"), ("Gold Coast Bank", "supporter")} <= roles
    assert values(result, "program", "name", "kind", "country_text") == [("Savannah Launchpad", "accelerator", "Ghana")]
    assert result.facts["partnership"] == []
    assert "Mega Corp" not in values(result, "organization", "name")


def test_denials_purchases_and_prizes_are_no_partnerships(extract):
    result = extract(samples.DENIAL)
    assert result.facts["partnership"] == []
    assert result.facts["program"] == []
    assert values(result, "person_role", "person_name", "organization_name") == [("Inés Robledano", "Tarifa Motors")]


def test_a_centre_is_a_program_with_plans(extract):
    result = extract(samples.CENTRE)
    assert values(result, "program", "name", "city_text", "date_text") == [
        ("Baltic Centre for Trustworthy Software", "Tallinn", "15 January 2024")
    ]
    planned = dict(values(result, "metric", "measure", "is_planned"))
    assert planned == {"area": False, "researchers": True, "investment": False}
    assert ("Aivar Põldsaar", "Rector", "Lääne University") in values(
        result, "person_role", "person_name", "title", "organization_name"
    )


def test_bullets_name_the_members_of_a_network(extract):
    result = extract(samples.BULLETS)
    assert set(values(result, "program_organization", "organization_name")) == {
        "Minera Lirio",
        "Chasqui Drones",
        "Tolar AI",
    }
    assert values(result, "program", "name", "kind") == [("Desert Robotics Network", "network")]


@pytest.mark.parametrize("name", ["GRID", "COHORT", "DENIAL", "CENTRE", "BULLETS"])
def test_every_fact_is_grounded_and_nothing_is_rejected(extract, name):
    text = getattr(samples, name)
    result = extract(text)
    assert not result.rejected
    for rows in result.facts.values():
        for row in rows:
            assert row["quote"] == text[row["char_start"] : row["char_end"]]
            assert len(row["quote"]) <= 600
