"""Which names are stated: not those of persons, whatever the model takes them for."""

import pytest

from orchestration.extract.protocol import OrganizationStatement

from .invented import statements


@pytest.mark.parametrize(
    ("persons", "bodies", "found"),
    [
        (["Asha Koticha"], ["Koticha"], []),
        (["Asha Koticha"], ["Koticha Robotics"], ["Koticha Robotics"]),
        (["Koticha"], ["Koticha"], ["Koticha"]),
        ([], ["Koticha"], ["Koticha"]),
    ],
)
def test_a_word_of_a_person_is_no_organization(persons: list[str], bodies: list[str], found: list[str]) -> None:
    stated = statements([*(("person", name) for name in persons), *(("organization", name) for name in bodies)])
    assert [each.name for each in stated if isinstance(each, OrganizationStatement)] == found
