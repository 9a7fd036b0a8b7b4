"""Text as model input: words keep their place, and every piece is read once, with text around it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.extract.student.labels import DISTANCES, distance_bucket
from orchestration.extract.student.tokens import LONGEST_WINDOW, owners, shape_of, windows


@given(st.integers(min_value=1, max_value=20_000))
def test_every_piece_is_read_in_exactly_one_window(length: int) -> None:
    cut, owned = windows(length), owners(length)
    assert owned[0][1] == 0
    assert owned[-1][2] == length
    assert all(one[2] == other[1] for one, other in pairwise(owned))
    for number, start, end in owned:
        assert cut[number][0] <= start <= end <= cut[number][1]
    assert all(end - start <= LONGEST_WINDOW for start, end in cut)


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        (("deal", "été"), 0),
        (("Mila", "Québec"), 1),
        (("MOU", "KAIST"), 2),
        (("OpenAI", "iPhone"), 3),
        (("2024", "4Grid"), 4),
        ((",", "–"), 5),
        (("A", "É"), 6),
    ],
)
def test_shapes_tell_what_the_vocabulary_lost(words: tuple[str, ...], shape: int) -> None:
    assert {shape_of(word) for word in words} == {shape}


@given(st.integers(min_value=-5_000, max_value=5_000))
def test_buckets_of_distance_are_signed_and_bounded(words: int) -> None:
    assert 0 <= distance_bucket(words) < DISTANCES
    assert words == 0 or distance_bucket(words) != distance_bucket(-words)
