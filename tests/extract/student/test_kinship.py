"""What the words of two mentions have in common."""

from hypothesis import given
from hypothesis import strategies as st

from orchestration.extract.student.kinship import (
    AROUND,
    BEGINS,
    BEGUN_BY,
    EQUAL,
    KINSHIPS,
    LONG,
    NONE,
    SHARES,
    SHORT,
    WITHIN,
    kinship,
)

OTHER_WAY = {NONE: NONE, EQUAL: EQUAL, SHARES: SHARES, BEGINS: BEGUN_BY, WITHIN: AROUND, SHORT: LONG}
WORDS = st.sampled_from(["Halden", "Robotics", "the", "institute", "Vector", "HR", "KAIST", "of", "it", "Oulu", "&"])


def between(one: str, other: str) -> int:
    return int(kinship([one, other])[0, 1])


def test_a_short_name_begins_the_full_one() -> None:
    assert between("Halden", "Halden Robotics") == BEGINS
    assert between("Halden Robotics AB", "Halden") == BEGUN_BY


def test_a_word_for_an_organization_lies_within_its_name() -> None:
    assert between("the institute", "Vector Institute") == WITHIN
    assert between("City of Lyon", "the city") == BEGUN_BY
    assert between("the institute", "Halden Robotics") == NONE


def test_the_same_name_written_in_two_ways_is_equal() -> None:
    assert between("The Halden Robotics Inc.", "HALDEN ROBOTICS") == EQUAL


def test_abbreviations_know_their_long_form() -> None:
    assert between("IQM", "Institute for Quiet Machines") == SHORT
    assert between("Institute for Quiet Machines", "IQM") == LONG
    assert between("IQM", "Halden Robotics") == NONE


def test_two_names_may_share_a_word() -> None:
    assert between("Vector Institute", "Halden Institute") == SHARES


def test_pronouns_have_nothing_in_common() -> None:
    assert between("it", "its") == NONE
    assert between("it", "it") == NONE


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=6))
def test_the_table_is_the_same_read_either_way(texts: list[str]) -> None:
    table = kinship(texts)
    assert table.shape == (len(texts), len(texts))
    for one in range(len(texts)):
        for other in range(len(texts)):
            forth, back = int(table[one, other]), int(table[other, one])
            assert 0 <= forth < KINSHIPS
            assert OTHER_WAY.get(forth) == back or OTHER_WAY.get(back) == forth
