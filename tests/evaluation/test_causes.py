"""What stands in the place of a fact that is missed or wrong."""

from __future__ import annotations

from typing import Any

import pytest

from orchestration.evaluation.causes import causes_of
from tests.evaluation.invented import agreement, bodies, body, number, outcome, participant, person, program, sample

TWO = bodies("Halden Robotics", "Moe University")
PACT = {"parties": ["Halden Robotics", "Moe University"], "kind": "mou", "year": 2024}
COUNT = {"subject": "Halden Robotics", "measure": "researchers", "low": 7, "high": 7, "unit": "people"}
HEAD = {"person": "Ana Brekke", "organization": "Moe University", "title": "head"}
LINK = {"program": "Fjord Lab", "organization": "Halden Robotics"}


@pytest.mark.parametrize(
    ("gold", "stated", "expected"),
    [
        ({"organizations": TWO[:1]}, {}, ("organizations", "nothing like it", 1, 0)),
        ({"organizations": TWO[:1]}, {"programs": [program("Halden Robotics")]}, ("organizations", "a program", 1, 0)),
        (
            {"organizations": TWO, "partnerships": [PACT]},
            {"organizations": [body("Halden Robotics")]},
            ("partnerships", "a party that is no organization", 1, 0),
        ),
        (
            {"organizations": TWO, "partnerships": [PACT]},
            {
                "organizations": [*map(body, ("Halden Robotics", "Moe University"))],
                "agreements": [agreement("Halden Robotics", "Brightwater")],
            },
            ("partnerships", "one of them, with others", 1, 0),
        ),
        (
            {"organizations": TWO, "partnerships": [PACT]},
            {"agreements": [agreement("Halden Robotics", "Moe University", year=2024)] * 2},
            ("partnerships", "the pair, in another agreement", 0, 1),
        ),
        ({"participants": [LINK]}, {}, ("participants", "no such organization", 1, 0)),
        (
            {"participants": [LINK]},
            {"organizations": [body("Halden Robotics")], "programs": [program("Fjord Lab")]},
            ("participants", "nothing like it", 1, 0),
        ),
        (
            {},
            {"participants": [participant("Halden Robotics", "Fjord Lab")]},
            ("participants", "no such organization", 0, 1),
        ),
        (
            {"metrics": [COUNT]},
            {"numbers": [number("Halden Robotics", "desks", 7, 7)]},
            ("metrics", "the bounds, of another measure or unit", 1, 1),
        ),
        (
            {"metrics": [COUNT]},
            {"numbers": [number("Halden Robotics", "researchers", 7, None)]},
            ("metrics", "the amount, with other bounds", 1, 1),
        ),
        (
            {"people": [HEAD]},
            {"people": [person("Ana Brekke", "Brightwater")]},
            ("people", "the person, with another name or organization", 1, 1),
        ),
    ],
)
def test_the_first_cause_that_holds_counts(
    gold: dict[str, Any], stated: dict[str, Any], expected: tuple[str, str, int, int]
) -> None:
    found = [
        (each.family, each.name, each.missed, each.wrong) for each in causes_of([outcome(sample(**gold), **stated)])
    ]
    assert expected in found


def test_what_is_right_has_no_cause() -> None:
    found = outcome(sample(organizations=TWO), organizations=[*map(body, ("Halden Robotics", "Moe University"))])
    assert causes_of([found]) == []
