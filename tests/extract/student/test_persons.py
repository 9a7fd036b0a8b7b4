"""Who works for whom."""

import pytest

from orchestration.extract.protocol import PersonRoleStatement

from .invented import statements

PERSON, TITLE, NEAR, FAR = "Ana Brekke", "dean", "Moe College", "Halden Robotics"
MENTIONS = [("person", PERSON), ("title", TITLE), ("organization", NEAR), ("organization", FAR)]
HOLDS = {("holds", PERSON, TITLE): 0.9, ("works_for", PERSON, FAR): 0.8, ("title_at", TITLE, FAR): 0.8}


@pytest.mark.parametrize(
    ("between", "employer"),
    [(" of ", NEAR), (" at the ", NEAR), (". ", FAR), (", not of ", FAR), (" of a part of ", FAR)],
)
def test_a_title_is_held_in_the_body_that_is_named_right_behind_it(between: str, employer: str) -> None:
    roles = [
        each for each in statements(MENTIONS, HOLDS, between={TITLE: between}) if isinstance(each, PersonRoleStatement)
    ]
    assert [(each.person_name, each.title, each.organization_name) for each in roles] == [(PERSON, TITLE, employer)]


@pytest.mark.parametrize(
    ("between", "employer"),
    [(" ", NEAR), ("'s ", NEAR), ("’ ", NEAR), (", ", FAR), (" and ", FAR), (" of ", FAR)],
)
def test_a_title_is_held_in_the_body_that_is_named_right_before_it(between: str, employer: str) -> None:
    mentions = [("organization", NEAR), ("title", TITLE), ("person", PERSON), ("organization", FAR)]
    found = [
        each for each in statements(mentions, HOLDS, between={NEAR: between}) if isinstance(each, PersonRoleStatement)
    ]
    assert [each.organization_name for each in found] == [employer]
