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


def roles_of(*mentions: tuple[str, str], works: float = 0.8) -> list[tuple[str | None, str | None]]:
    """Titles and bodies of the person, who has all titles and may work for all bodies."""
    titles = [words for layer, words in mentions if layer == "title"]
    bodies = [words for layer, words in mentions if layer == "organization"]
    relations = {("holds", PERSON, title): 0.9 for title in titles}
    relations |= {("works_for", PERSON, body): works for body in bodies}
    relations |= {("title_at", title, body): works for title in titles for body in bodies}
    found = statements([("person", PERSON), *mentions], relations, between={"chief executive officer": " ("})
    return [(each.title, each.organization_name) for each in found if isinstance(each, PersonRoleStatement)]


@pytest.mark.parametrize(
    ("title", "employer"), [("Mayor", None), ("Gov.", None), ("Deputy Minister", None), ("dean", NEAR)]
)
def test_a_public_office_is_not_held_in_a_company(title: str, employer: str | None) -> None:
    assert roles_of(("title", title), ("organization", NEAR)) == [(title, employer)]


def test_a_minister_has_the_ministry_of_the_same_name() -> None:
    own, other = "Ministry of Science and ICT", "Ministry of Trade"
    mentions = ("title", "Minister of Science and ICT"), ("organization", other), ("organization", own)
    assert roles_of(*mentions) == [("Minister of Science and ICT", own)]


def test_a_title_and_its_short_form_in_brackets_are_one() -> None:
    mentions = ("title", "chief executive officer"), ("title", "CEO"), ("organization", NEAR)
    assert roles_of(*mentions) == [("chief executive officer", NEAR)]
    assert len(roles_of(("title", "chair"), ("title", "CEO"), ("organization", NEAR))) == 2


@pytest.mark.parametrize(
    ("name", "title", "is_stated"),
    [
        ("Halden", None, False),
        ("Oulu", None, False),
        ("Robotics", None, True),
        ("Moe", None, True),
        ("Halden", "head", True),
    ],
)
def test_the_name_of_a_body_or_a_place_is_nobody_without_a_title(name: str, title: str | None, is_stated: bool) -> None:
    mentions = [("organization", FAR), ("place", "Oulu City"), ("person", name)]
    relations = {("works_for", name, FAR): 0.9}
    if title:
        mentions.append(("title", title))
        relations |= {("holds", name, title): 0.9, ("title_at", title, FAR): 0.9}
    found = [each for each in statements(mentions, relations) if isinstance(each, PersonRoleStatement)]
    assert [each.person_name for each in found] == ([name] if is_stated else [])
