"""What the model says becomes a share of right facts."""

import random

from hypothesis import given
from hypothesis import strategies as st

from orchestration.evaluation.trust import line_of_trust
from orchestration.extract.student.tuned import Tuned


def test_facts_said_too_surely_are_trusted_as_they_deserve() -> None:
    chance = random.Random(7)
    judged = [(0.999, chance.random() < 0.7) for _ in range(300)] + [(0.6, chance.random() < 0.3) for _ in range(300)]
    tuned = Tuned(trust={"metric": line_of_trust(judged)})
    assert abs(tuned.confidence("metric", 0.999) - 0.7) < 0.06
    assert abs(tuned.confidence("metric", 0.6) - 0.3) < 0.06
    assert tuned.confidence("program", 0.6) == 0.6  # nothing is known of programs


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40), st.floats(0, 1), st.floats(0, 1))
def test_more_certain_is_never_less_trusted(judged: list[tuple[float, bool]], one: float, other: float) -> None:
    tuned = Tuned(trust={"metric": line_of_trust(judged)})
    assert 0 <= tuned.confidence("metric", min(one, other)) <= tuned.confidence("metric", max(one, other)) <= 1
