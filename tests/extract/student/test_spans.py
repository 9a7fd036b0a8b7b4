"""From tags to mentions: the likeliest sequence in which nothing goes on that has not begun."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from orchestration.extract.student.spans import best_path

TAGS = arrays(np.float32, st.tuples(st.integers(1, 5), st.just(3)), elements=st.floats(0.015625, 1, width=32))


def is_allowed(path: tuple[int, ...]) -> bool:
    return all(tag != 2 or (at and path[at - 1]) for at, tag in enumerate(path))


@given(TAGS)
def test_the_path_is_the_best_of_all_that_are_allowed(tags: np.ndarray) -> None:
    def score(path: tuple[int, ...]) -> float:
        return float(sum(np.log(tags[at, tag] + 1e-9) for at, tag in enumerate(path)))

    found = tuple(best_path(tags).tolist())
    assert is_allowed(found)
    best = max(score(path) for path in product(range(3), repeat=len(tags)) if is_allowed(path))
    assert abs(score(found) - best) < 1e-4


def test_an_empty_text_has_no_path() -> None:
    assert len(best_path(np.zeros((0, 3), dtype=np.float32))) == 0
