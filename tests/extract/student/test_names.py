"""Which names are stated: not those of persons, whatever the model takes them for."""

import numpy as np
import pytest

from orchestration.extract.protocol import ArticleText, OrganizationStatement
from orchestration.extract.student.engine import decode
from orchestration.extract.student.labels import CLASSES, RELATIONS
from orchestration.extract.student.reading import Reading
from orchestration.extract.student.spans import Span
from orchestration.extract.student.things import Thing
from orchestration.extract.student.tuned import Tuned


def stated(persons: list[str], bodies: list[str]) -> list[str]:
    """The organizations that are stated of an article in which the model finds these persons and bodies."""
    names = [*persons, *bodies]
    text = ". ".join(names)
    spans = [
        Span("person" if at < len(persons) else "organization", at, at, text.rindex(name), len(name), name, 0.9)
        for at, name in enumerate(names)
    ]
    things = [Thing("p" if at < len(persons) else "o", [at]) for at in range(len(names))]
    scores = np.full((len(RELATIONS), len(names), len(names)), -20.0, dtype=np.float32)
    classes = {name: np.full((len(names), len(kinds)), 0.1, np.float32) for name, kinds in CLASSES.items()}
    reading = Reading(ArticleText("art_0000000000000000", text), spans, things, classes, scores, scores > 0)
    return [each.name for each in decode(reading, Tuned()) if isinstance(each, OrganizationStatement)]


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
    assert stated(persons, bodies) == found
