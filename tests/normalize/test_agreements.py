"""The laws of merging statements of agreements, and the cases that the rules are made for."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from orchestration.normalize.agreements import Statement, merge_statements

dates = st.one_of(
    st.tuples(st.none(), st.none()),
    st.tuples(st.dates(dt.date(2022, 11, 1), dt.date(2024, 3, 1)), st.just("day")),
    st.builds(lambda m: (dt.date(2023, m, 1), "month"), st.integers(1, 12)),
    st.builds(lambda y: (dt.date(y, 1, 1), "year"), st.integers(2022, 2024)),
)
statements = st.lists(
    st.builds(
        lambda article, parties, kind, date: (f"art{article}", frozenset(parties), kind, *date),
        st.integers(0, 3),
        st.sets(st.sampled_from("ABCD"), min_size=2),
        st.sampled_from(["mou", "agreement", "funding"]),
        dates,
    ),
    max_size=12,
).map(lambda rows: [Statement(f"fct{n}", *row) for n, row in enumerate(rows)])


def groups(found: Sequence[Statement]) -> set[frozenset[str]]:
    return {frozenset(found[m].fact_id for m in members) for members in merge_statements(found)}


@given(statements, st.randoms(use_true_random=False))
def test_order_does_not_matter(found: list[Statement], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(shuffled) == groups(found)


@given(statements)
def test_every_statement_is_in_exactly_one_agreement(found: list[Statement]) -> None:
    assert sorted(m for members in merge_statements(found) for m in members) == list(range(len(found)))


@given(statements)
def test_no_agreement_mixes_families_without_need(found: list[Statement]) -> None:
    for members in merge_statements(found):
        assert len({found[m].family for m in members}) == 1


def stated(*rows: tuple[str, str, str, str | None]) -> list[set[int]]:
    """Merge rows of (article, parties as letters, kind, date as ISO text) and return the groups."""
    found = []
    for number, (article, parties, kind, text) in enumerate(rows):
        precision = {None: None, 4: "year", 7: "month", 10: "day"}[len(text) if text else None]
        on = dt.date.fromisoformat((text + "-01-01")[:10]) if text else None
        found.append(Statement(str(number), article, frozenset(parties), kind, on, precision))
    return [set(members) for members in merge_statements(found)]


def test_the_signing_and_its_news_are_one() -> None:
    assert stated(("a", "AB", "mou", "2023-05-02"), ("b", "AB", "agreement", "2023-05-20")) == [{0, 1}]


def test_two_signings_in_different_years_are_two() -> None:
    assert stated(("a", "AB", "mou", "2017-08"), ("a", "AB", "agreement", "2019-10-04")) == [{0}, {1}]


def test_a_year_joins_the_only_exact_date_of_that_year() -> None:
    assert stated(("a", "AB", "mou", "2023"), ("b", "AB", "mou", "2023-05-20")) == [{0, 1}]
    rows = [("a", "AB", "mou", "2023"), ("b", "AB", "mou", "2023-02-20"), ("c", "AB", "mou", "2023-09-20")]
    assert stated(*rows) == [{0}, {1}, {2}]


def test_without_a_date_the_only_candidate_is_meant() -> None:
    assert stated(("a", "AB", "mou", None), ("b", "AB", "mou", "2023-05-20")) == [{0, 1}]
    rows = [("a", "AB", "mou", None), ("b", "AB", "mou", "2021"), ("c", "AB", "mou", "2023")]
    assert stated(*rows) == [{0}, {1}, {2}]


def test_without_a_date_the_own_article_goes_first() -> None:
    rows = [("a", "AB", "mou", None), ("a", "AB", "mou", "2021"), ("c", "AB", "mou", "2023")]
    assert stated(*rows) == [{0, 1}, {2}]


def test_without_any_date_one_article_states_one_agreement() -> None:
    assert stated(("a", "AB", "mou", None), ("a", "AB", "agreement", None)) == [{0, 1}]


def test_funding_is_another_fact_than_the_pact() -> None:
    assert stated(("a", "AB", "funding", None), ("a", "AB", "agreement", None)) == [{0}, {1}]


def test_some_of_the_parties_join_all_of_them() -> None:
    assert stated(("a", "AB", "mou", "2023"), ("b", "ABC", "mou", "2023-05-20")) == [{0, 1}]
    assert stated(("a", "AB", "agreement", "2023"), ("b", "ABC", "mou", "2023-05-20")) == [{0}, {1}]
    assert stated(("a", "AB", "mou", None), ("b", "ABC", "mou", None), ("c", "ABD", "mou", None)) == [{0}, {1}, {2}]
