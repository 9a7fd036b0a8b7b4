"""Text as model input: words keep their place, and every piece is read once, with text around it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extract.student.labels import DISTANCES, distance_bucket
from orchestration.extract.student.tokens import (
    CLS,
    LONGEST_WINDOW,
    SEP,
    Encoded,
    owners,
    shape_of,
    windows,
    windows_of,
)


@given(st.integers(min_value=1, max_value=20_000))
def test_every_piece_is_read_in_exactly_one_window(length: int) -> None:
    cut, owned = windows(length), owners(length)
    assert owned[0][1] == 0
    assert owned[-1][2] == length
    assert all(one[2] == other[1] for one, other in pairwise(owned))
    for number, start, end in owned:
        assert cut[number][0] <= start <= end <= cut[number][1]
    assert all(end - start <= LONGEST_WINDOW for start, end in cut)


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=3_000))
def test_each_word_is_found_in_the_windows(length: int) -> None:
    pieces = np.arange(1_000, 1_000 + length)  # each piece is its own word, and different from all others
    places = np.arange(length)
    cut = windows_of(Encoded(pieces, np.zeros(length, np.int64), places, places, places + 1, places * 0))
    assert (cut.ids.ravel()[cut.place] == pieces).all()
    assert set(cut.ids[:, 0]) == {CLS}
    assert set(cut.ids[:, -1]) == {SEP}
    assert (cut.features.ravel()[cut.place] == 0).all()


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
