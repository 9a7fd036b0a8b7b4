from __future__ import annotations

import random
from datetime import date
from typing import Any

import polars as pl
import pytest

from orchestration.normalize.dates import Anchor, anchor_of
from orchestration.normalize.metrics import normalize_metrics
from orchestration.normalize.sources import Source
from orchestration.schemas.core import MetricObservations, RejectedClaims
from orchestration.schemas.facts import MetricFacts
from orchestration.schemas.ids import stable_id

A, B = stable_id("art", "a"), stable_id("art", "b")
ANCHORS = {A: anchor_of("", date(2021, 5, 10), "day"), B: anchor_of("", date(2024, 6, 1), "month")}
SUBJECT = {"subject_type": "organization", "subject_id": stable_id("org", "lab"), "preferred_name": "Delta Lab"}
SUBJECTS = pl.DataFrame(
    [{"article_id": a, "subject_name": n, **SUBJECT} for a in (A, B) for n in ("Delta Lab", "the lab")]
)


def fact(measure: str, value: str, article: str = A, when: str | None = None, **changes: Any) -> dict[str, Any]:
    values = {
        "article_id": article, "subject_type": "organization", "subject_name": "Delta Lab", "measure": measure,
        "value_text": value, "date_text": when, "is_planned": False, **changes,
    }  # fmt: skip
    return {"fact_id": stable_id("met", *values.values()), **values}


def press(article_id: str, subject_type: str, subject_id: str) -> Source:
    return Source(f"paper {article_id}", "press", 3)


def run(*facts: dict[str, Any], **options: Any) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    columns = [name for name in MetricFacts.create_empty().columns if name in fact("", "")]
    frame = pl.DataFrame(facts, schema=MetricFacts.create_empty().select(columns).schema)
    return normalize_metrics(frame, ANCHORS, SUBJECTS, press, **options)


def one(*facts: dict[str, Any], **options: Any) -> dict[str, Any]:
    observations, _, _ = run(*facts, **options)
    return observations.row(0, named=True)


def test_a_bare_count_takes_the_unit_of_its_measure() -> None:
    row = one(fact("researchers", "over 1,300"))
    assert (row["value_low"], row["value_high"], row["unit"], row["qualifier"]) == (1300, None, "people", "at_least")
    assert one(fact("startups", "seven"))["unit"] == "organizations"
    assert one(fact("supercomputers", "2"))["unit"] == "items"


def test_the_unit_in_the_text_comes_first() -> None:
    assert one(fact("area", "approx. 7,000 square meters"))["unit"] == "m2"
    assert one(fact("duration", "15-week"))["unit"] == "week"
    assert one(fact("sales", "107 trillion won"))["unit"] == "KRW"


def test_spellings_of_a_measure_are_one_measure() -> None:
    assert {one(fact(name, "140"))["measure"] for name in ("staff", "Employees", "workforce")} == {"employees"}
    assert one(fact("turnover", "€5m"))["measure"] == "revenue"


def test_money_in_dollars_at_the_rate_of_the_time_it_is_about() -> None:
    dated, undated = one(fact("revenue", "€1 million", when="last year")), one(fact("revenue", "€1 million"))
    assert dated["as_of"] == date(2020, 1, 1)
    assert dated["value_usd_low"] == pytest.approx(1.1422e6, rel=0.002)  # 2020
    assert (dated["usd_rate"], dated["usd_rate_period"]) == (pytest.approx(1.1422, rel=0.002), "2020")
    assert undated["value_usd_low"] == pytest.approx(1.2169e6, rel=0.0001)  # the bank's rate of 10 May 2021
    assert (undated["usd_rate"], undated["usd_rate_period"]) == (pytest.approx(1.2169), "2021-05-10")
    assert one(fact("researchers", "900"))["value_usd_low"] is None


def test_a_target_without_a_rate_takes_that_of_publication() -> None:
    row = one(fact("investment", "€1 million", when="2035", is_planned=True))
    assert row["value_usd_low"] == pytest.approx(1.2169e6, rel=0.0001)
    assert row["usd_rate_period"] == "2021-05-10"


def test_an_amount_from_before_the_table_has_no_dollars() -> None:
    row = one(fact("investment", "€5 million", when="1990"))
    assert (row["value_low"], row["value_usd_low"], row["usd_rate"]) == (5e6, None, None)


def test_the_caller_says_what_a_dollar_is() -> None:
    assert one(fact("funding", "$5 million"), currencies={A: ("CAD",)})["unit"] == "CAD"


def test_a_fact_without_a_date_inherits_none() -> None:
    assert one(fact("researchers", "900"))["as_of"] is None


@pytest.mark.parametrize(
    ("changed", "reason", "kept"),
    [
        ({"value_text": "a lot"}, "unreadable_number", 0),
        ({"subject_name": "Nobody"}, "unknown_name", 0),
        ({"measure": "funding", "value_text": "50 million"}, "unknown_unit", 0),
        ({"measure": "funding", "value_text": "0 euros"}, "no_money", 0),
        ({"measure": "funding", "value_text": "between 0 and 5 million euros"}, "no_money", 0),
        ({"date_text": "some time later"}, "unknown_date", 1),
    ],
)
def test_what_cannot_be_read_is_rejected_with_a_reason(changed: dict[str, Any], reason: str, kept: int) -> None:
    observations, rejected, links = run(fact("researchers", "900") | changed)
    assert rejected["reason"].to_list() == [reason]
    assert (observations.height, links.height) == (kept, kept)
    RejectedClaims.validate(rejected, cast=True)


def test_a_bare_area_borrows_the_unit_that_the_article_states_for_it() -> None:
    observations, rejected, _ = run(fact("area", "7,000 square meters"), fact("area", "7,600", is_planned=True))
    assert rejected.is_empty()
    assert observations.sort("value_low").select("value_low", "unit").rows() == [(7000, "m2"), (7600, "m2")]


def test_one_article_stating_a_value_twice_is_one_observation() -> None:
    observations, _, links = run(
        fact("researchers", "nearly 900"), fact("researcher", "almost 900", subject_name="the lab", date_text="in 2020")
    )
    assert observations["as_of"].to_list() == [date(2020, 1, 1)]
    assert links["observation_id"].n_unique() == 1
    assert links.height == 2


def test_two_articles_that_disagree_give_two_claims_and_the_later_is_best() -> None:
    observations, _, _ = run(fact("researchers", "nearly 900"), fact("researchers", "over 1,300", B))
    assert observations.sort("is_best").select("value_low", "value_high", "is_best", "best_reason").rows() == [
        (None, 900, False, None),
        (1300, None, True, "latest of 2 times, 2 claims: the only claim for 2024"),
    ]
    assert observations.sort("time_on").select("time_on", "time_basis", "best_at_time_reason").rows() == [
        (date(2021, 1, 1), "published", "the only claim for 2021"),
        (date(2024, 1, 1), "published", "the only claim for 2024"),
    ]


def test_a_plan_and_a_fact_do_not_compete_nor_do_people_and_money() -> None:
    observations, _, _ = run(
        fact("area", "7,000 square meters"),
        fact("area", "7,600 square meters", is_planned=True),
        fact("investment", "€5m"),
        fact("investment", "US$6m"),
    )
    assert observations.filter("is_best").height == 3


def test_the_order_of_rows_changes_nothing() -> None:
    facts = [fact("researchers", value, article) for value in ("900", "over 800", "nearly 950") for article in (A, B)]
    facts += [fact("funding", "a lot"), fact("area", "7,600"), fact("area", "7,000 m2")]
    expected = run(*facts)
    for seed in range(5):
        shuffled = random.Random(seed).sample(facts, len(facts))
        assert all(left.equals(right) for left, right in zip(run(*shuffled), expected, strict=True))


def test_nothing_gives_empty_tables_of_the_right_columns() -> None:
    observations, rejected, links = run()
    assert observations.schema == MetricObservations.create_empty().schema
    assert rejected.schema == RejectedClaims.create_empty().schema
    assert (observations.height, rejected.height, links.height) == (0, 0, 0)


def test_an_article_without_an_anchor_still_counts() -> None:
    frame = pl.DataFrame([fact("researchers", "900")], schema_overrides={"date_text": pl.String})
    observations, _, _ = normalize_metrics(frame, {A: Anchor()}, SUBJECTS, press)
    assert observations["best_at_time_reason"].to_list() == ["the only claim for an unknown time"]
