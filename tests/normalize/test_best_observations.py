"""Which claim is best: the order step by step with its words, and the laws that hold for any claims."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from orchestration.normalize.best_observations import AT_TIME, GROUP, mark_best

SCHEMA = {
    "observation_id": pl.String, "subject_type": pl.String, "subject_id": pl.String, "measure": pl.String,
    "value_low": pl.Float64, "value_high": pl.Float64, "unit": pl.String, "qualifier": pl.String, "as_of": pl.Date,
    "as_of_precision": pl.String, "is_planned": pl.Boolean, "published_on": pl.Date, "source_name": pl.String,
    "source_kind": pl.String, "source_rank": pl.Int64, "article_id": pl.String,
}  # fmt: skip
MARCH, MAY = date(2024, 3, 1), date(2024, 5, 2)
Claim = dict[str, Any]


def claim(observation_id: str, value: float = 7, **changes: Any) -> Claim:
    return {
        "observation_id": observation_id, "subject_type": "organization", "subject_id": "s", "measure": "staff",
        "value_low": value, "value_high": value, "unit": "people", "qualifier": "exact", "as_of": None,
        "as_of_precision": None, "is_planned": False, "published_on": MAY, "source_name": observation_id,
        "source_kind": "press", "source_rank": 3, "article_id": observation_id,
    } | changes  # fmt: skip


def stated(as_of: date, precision: str) -> Claim:
    return {"as_of": as_of, "as_of_precision": precision}


def mark(claims: list[Claim]) -> pl.DataFrame:
    return mark_best(pl.DataFrame(claims, schema=SCHEMA, orient="row")).sort("observation_id")


def best(*claims: Claim) -> tuple[str, str]:
    """Return the claim to use now, and why."""
    ((observation_id, reason),) = mark(list(claims)).filter("is_best").select("observation_id", "best_reason").rows()
    return observation_id, reason


def test_each_step_of_the_order_and_its_words() -> None:
    near = claim("near", source_kind="self", source_rank=1, qualifier="at_least", value_high=None, published_on=MARCH)
    exact, about = claim("exact", 8, published_on=MARCH), claim("about", 9, qualifier="about")
    assert best(near) == ("near", "the only claim")
    assert best(near, exact, about) == ("near", "nearest source (self) of 3 claims for 2024")
    assert best(exact, about) == ("exact", "most exact (exact) of 2 claims for 2024")
    late = claim("late", 10)
    assert best(exact, about, late) == (
        "late",
        "published last (2024-05-02) of 2 equally near, whole and exact, out of 3 claims for 2024",
    )
    echo = claim("zecho", 10)
    rival = claim("a", 11)
    told = (
        "first by id of 2 alike in source, wholeness, exactness, date and number of sources, out of 3 claims for 2024"
    )
    assert best(late, echo, rival) == ("late", told)
    assert best(late, echo, claim("zecho_again", 10, source_name="zecho"), rival)[0] == "late"
    assert best(late, rival)[0] == "a"


def test_of_one_article_the_whole_goes_before_its_parts() -> None:
    whole = claim("z", 12, qualifier="at_least", value_high=None, article_id="x")
    part = claim("a", 9.8, article_id="x")
    assert best(whole, part) == ("z", "the largest of its article (people) of 2 claims for 2024")
    elsewhere = claim("y", 5, article_id="y")
    assert best(whole, part, elsewhere)[0] == "y"


def test_most_sources_count_once_each_and_for_the_same_time_only() -> None:
    two = [claim("x", 10), claim("y", 10, published_on=MARCH)]
    assert best(*two, claim("a", 11)) == (
        "x",
        "stated by most sources (2) of 2 equally near, whole, exact and recent, out of 3 claims for 2024",
    )
    same_paper = claim("y", 10, source_name="x")
    assert mark([claim("x", 10), same_paper])["agreeing_source_count"].to_list() == [1, 1]
    other_year = claim("y", 10, published_on=date(2023, 5, 2))
    assert mark([claim("x", 10), other_year])["agreeing_source_count"].to_list() == [1, 1]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ({"published_on": MAY}, {"published_on": date(2023, 12, 31)}),
        ({"published_on": MARCH}, {"published_on": None}),
        (stated(date(2024, 1, 1), "year"), stated(date(2023, 12, 1), "month")),
        (stated(date(2024, 3, 1), "month"), stated(date(2024, 1, 1), "year")),
        (stated(date(2024, 3, 1), "month"), {"published_on": MAY}),
        (stated(date(2024, 3, 2), "day"), stated(date(2024, 3, 1), "month")),
        (stated(date(2024, 3, 1), "day"), stated(date(2024, 3, 1), "month")),
    ],
)
def test_the_latest_time_goes_before_the_nearest_source(later: Claim, earlier: Claim) -> None:
    weak, strong = claim("z", **later), claim("a", source_kind="self", source_rank=1, **earlier)
    found = mark([weak, strong])
    assert found.filter("is_best")["observation_id"].to_list() == ["z"]
    assert found["is_best_at_time"].to_list() == [True, True]
    assert best(weak, strong)[1].startswith("latest of 2 times, 2 claims: the only claim for ")


def test_a_claim_without_a_time_speaks_of_the_year_of_its_article() -> None:
    of_the_year, said_later = claim("a"), claim("b", **stated(date(2024, 1, 1), "year"), published_on=date(2026, 1, 1))
    found = mark([of_the_year, said_later, claim("c", published_on=None)])
    assert found.select("time_on", "time_on_precision", "time_basis").rows() == [
        (date(2024, 1, 1), "year", "published"),
        (date(2024, 1, 1), "year", "stated"),
        (None, None, "unknown"),
    ]
    assert found["rank_at_time"].to_list() == [2, 1, 1]


# A few values for each column, so that claims meet and tie often.
claims_of_any_kind = st.lists(
    st.builds(
        lambda **values: claim("", **values),
        subject_id=st.sampled_from("st"),
        value=st.sampled_from([1, 2]),
        unit=st.sampled_from(["people", "EUR", "USD", "week", "year"]),
        qualifier=st.sampled_from(["exact", "about", "at_least", "at_most"]),
        is_planned=st.booleans(),
        published_on=st.sampled_from([None, MARCH, MAY, date(2023, 1, 1)]),
        source_name=st.sampled_from("pqr"),
        source_rank=st.sampled_from([1, 3]),
        article_id=st.sampled_from("abc"),
    ).flatmap(
        lambda made: st.sampled_from(
            [{}, stated(date(2024, 1, 1), "year"), stated(date(2024, 1, 1), "month"), stated(date(2023, 1, 1), "year")]
        ).map(lambda time: made | time)
    ),
    max_size=12,
).map(lambda claims: [made | {"observation_id": f"{number:02}"} for number, made in enumerate(claims)])


@settings(max_examples=60, deadline=None)
@given(claims_of_any_kind)
def test_exactly_one_is_best_now_and_at_each_time_and_each_says_why(claims: list[Claim]) -> None:
    found = mark(claims)
    assert found.group_by(GROUP).agg(pl.col("is_best").sum())["is_best"].eq(1).all()
    assert found.group_by(AT_TIME).agg(pl.col("is_best_at_time").sum())["is_best_at_time"].eq(1).all()
    assert found.filter(pl.col("is_best") & ~pl.col("is_best_at_time")).is_empty()
    assert (found["best_reason"].is_not_null() == found["is_best"]).all()
    assert (found["best_at_time_reason"].is_not_null() == found["is_best_at_time"]).all()
    assert found.height == len(claims)


@settings(max_examples=60, deadline=None)
@given(claims_of_any_kind, st.randoms())
def test_the_order_of_rows_is_irrelevant(claims: list[Claim], random: Any) -> None:
    assert_frame_equal(mark(random.sample(claims, len(claims))), mark(claims))


@settings(max_examples=60, deadline=None)
@given(claims_of_any_kind, st.permutations(range(12)))
def test_ids_decide_between_claims_that_are_alike_only(claims: list[Claim], order: list[int]) -> None:
    renamed = [made | {"observation_id": f"{order[number]:02}"} for number, made in enumerate(claims)]
    alike = [*AT_TIME, "source_rank", "is_part", "exactness", "published_on", "agreeing_source_count"]
    winners = [mark(made).filter("is_best_at_time").select(alike).sort(alike) for made in (claims, renamed)]
    assert_frame_equal(*winners)


@settings(max_examples=60, deadline=None)
@given(claims_of_any_kind, claims_of_any_kind)
def test_claims_about_something_else_change_nothing(claims: list[Claim], others: list[Claim]) -> None:
    elsewhere = [made | {"observation_id": f"x{made['observation_id']}", "subject_id": "else"} for made in others]
    both = mark(claims + elsewhere).filter(pl.col("subject_id") != "else")
    assert_frame_equal(both, mark(claims))


@settings(max_examples=60, deadline=None)
@given(claims_of_any_kind.filter(bool))
def test_a_claim_that_is_better_in_all_wins(claims: list[Claim]) -> None:
    better = claims[0] | {
        "observation_id": "zz", "source_kind": "self", "source_rank": 0, "qualifier": "exact", "source_name": "new",
        **stated(date(2025, 1, 1), "day"),
    }  # fmt: skip
    found = mark([*claims, better])
    assert found.filter(observation_id="zz").select("is_best", "is_best_at_time").rows() == [(True, True)]
    beaten = claims[0] | {"observation_id": "zz", "source_rank": 9}
    before, after = mark(claims), mark([*claims, beaten])
    assert after.filter("is_best")["observation_id"].to_list() == before.filter("is_best")["observation_id"].to_list()
