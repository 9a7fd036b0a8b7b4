"""The sums of money equal an independent computation in Polars, on generated lakes, and add no money twice."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dbt.compiled import Models, Warehouse
from tests.dbt.frames import EXAMPLES, assert_same
from tests.dbt.generated import lakes, marked
from tests.dbt.helpers import Rows

Row = dict[str, Any]
LATE = 10_000
SUBJECT = ("subject_type", "subject_id", "subject_name")
ENDS = ("low", "high")
FINEST_FIRST = {"day": 0, "month": 1, "year": 2}
TIMES = (
    (None, None),
    *((date(2023, 1, 1), precision) for precision in FINEST_FIRST),
    (date(2023, 6, 1), "month"),
    (date(2024, 1, 1), "year"),
    (date(2024, 5, 17), "day"),
)


def with_echoes(rows: Rows, chance: Random) -> Rows:
    """Few amounts, few subjects and few times, marked as normalize would, and funding, which city_profile adds up."""
    observations = rows["core.metric_observations"]
    subjects = [{name: row[name] for name in SUBJECT} for row in observations[:3]]
    for row in observations:
        row |= chance.choice(subjects) | dict(zip(("as_of", "as_of_precision"), chance.choice(TIMES), strict=True))
        if row["measure"] == "budget":
            row["measure"] = "funding"
        if row["measure"] in ("funding", "investment"):
            row |= {"value_low": chance.choice((10.0, 20.0)), "value_high": chance.choice((20.0, 20.0, None))}
            row["unit"] = chance.choice(("EUR", "EUR", "XDR"))
            rate = 1.1 if row["unit"] == "EUR" else None
            row |= {"usd_rate": rate, "usd_rate_period": rate and "2024"}
            row |= {f"value_usd_{end}": row[f"value_{end}"] and rate and row[f"value_{end}"] * rate for end in ENDS}
    return rows | {"core.metric_observations": marked(observations, rows["raw.articles"])}


MONEY = st.builds(with_echoes, lakes(20), st.randoms(use_true_random=False))


def claims_of(warehouse: Warehouse) -> list[Row]:
    """Every amount with its year and its place."""
    articles = {row["article_id"]: row for row in warehouse.table("dim_articles").to_dicts()}
    places = {("city", city): city for city in warehouse.table("dim_cities")["city_id"]}
    for kind, table in (("organization", "dim_organizations"), ("program", "dim_programs")):
        located = warehouse.table(table)[f"{kind}_id", "city_id"].rows()
        places |= {(kind, key): city for key, city in located}
    claims = [row for row in warehouse.table("fct_metric_observations").to_dicts() if len(row["unit"]) == 3]
    for claim in claims:
        article = articles[claim["article_id"]]
        day = claim["as_of"] or article["published_on"]
        claim["year"] = day.year if day else None
        # The time that it is about, as docs/claims.md has it: without a stated one the year of its article.
        claim["time"] = (claim["as_of"], claim["as_of_precision"]) if claim["as_of"] else (day and january(day), "year")
        claim["year_basis"] = "stated" if claim["as_of"] else "published" if day else "unknown"
        claim["subject"] = (claim["subject_type"], claim["subject_id"])
        claim["amount"] = (claim["unit"], claim["value_low"], claim["value_high"], claim["is_planned"])
        claim["city_id"] = places[claim["subject"]]
        claim["source_name"] = article["source_name"]
    return claims


def january(day: date) -> date:
    """The first day of the year."""
    return day.replace(month=1, day=1)


def judge(claims: list[Row]) -> None:
    """Set `counting`: each claim is compared with every other one."""
    best = [claim for claim in claims if claim["is_best_at_time"]]
    last = [claim for claim in best if not any(later_in_year(other, claim) for other in best)]
    for claim in claims:
        if claim not in best:
            claim["counting"] = "not_best"
        elif claim not in last:
            claim["counting"] = "earlier_in_year"
        elif any(tells_before(other, claim) for other in last):
            claim["counting"] = "told_before"
        else:
            claim["counting"] = "counted"


def later_in_year(other: Row, claim: Row) -> bool:
    """Whether another claim of the subject, measure and year is about a later time."""
    same = ("subject", "measure", "is_planned", "year")
    return all(other[each] == claim[each] for each in same) and in_year(other) < in_year(claim)


def in_year(claim: Row) -> tuple[int, int]:
    """The latest first; of one first day the finest, for who dates a figure has looked it up."""
    on, precision = claim["time"]
    return (-on.toordinal() if on else 0, FINEST_FIRST[precision])


def tells_before(other: Row, claim: Row) -> bool:
    """Whether another claim takes the amount of this one."""
    if other["amount"] != claim["amount"] or other is claim:
        return False
    if other["year"] != claim["year"] and claim["year_basis"] == "stated":
        return False
    stated, other_stated = claim["year_basis"] != "stated", other["year_basis"] != "stated"
    key, other_key = claim["observation_id"], other["observation_id"]
    if other["subject"] == claim["subject"]:
        if other["year"] == claim["year"] and (other_stated, other_key) < (stated, key):
            return True
        if stated and (other_stated, other["year"] or LATE, other_key) < (stated, claim["year"] or LATE, key):
            return True
    if other["article_id"] != claim["article_id"]:
        return False
    payer, other_payer = claim["subject_type"] != "program", other["subject_type"] != "program"
    return (other_stated, other_payer, other_key) < (stated, payer, key)


def mark_latest(claims: list[Row]) -> None:
    """Set `is_latest`: the counted claim of the last year."""
    for claim in claims:
        claim["is_counted"] = claim["counting"] == "counted"
    counted = [claim for claim in claims if claim["is_counted"]]
    for claim in claims:
        rivals = [each for each in counted if all(each[k] == claim[k] for k in ("subject", "measure", "is_planned"))]
        claim["is_latest"] = bool(rivals) and claim is max(
            rivals, key=lambda each: (each["year"] or 0, each["observation_id"])
        )


def sums(counted: list[Row], claims: list[Row], keys: list[str]) -> list[Row]:
    """Add the counted claims, group by group."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for claim in counted:
        groups.setdefault(tuple(claim[key] for key in keys), []).append(claim)
    return [dict(zip(keys, key, strict=True)) | added(group, claims) for key, group in groups.items()]


def added(group: list[Row], claims: list[Row]) -> Row:
    """The sum of one group."""
    amounts = {(claim["subject"], claim["amount"]) for claim in group}
    told = [claim for claim in claims if (claim["subject"], claim["amount"]) in amounts]
    rated = [claim for claim in group if claim["usd_rate"] is not None]
    is_closed = all(claim["value_high"] is not None for claim in group)
    is_closed_usd = all(claim["value_usd_high"] is not None for claim in group)
    return {
        "claim_count": len(group),
        "open_claim_count": sum(claim["value_high"] is None for claim in group),
        "amount_low": sum(claim["value_low"] or 0.0 for claim in group),
        "amount_high": sum(claim["value_high"] for claim in group) if is_closed else None,
        "usd_claim_count": len(rated),
        "amount_usd_low": sum(claim["value_usd_low"] or 0.0 for claim in rated) if rated else None,
        "amount_usd_high": sum(claim["value_usd_high"] for claim in group) if is_closed_usd else None,
        "usd_rate_high": max((claim["usd_rate"] for claim in rated), default=None),
        "article_count": len({claim["article_id"] for claim in told}),
        "source_count": len({claim["source_name"] for claim in told}),
    }


def frame(rows: list[Row], found: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The rows with the types of the report."""
    return pl.DataFrame(rows, schema={name: found.schema[name] for name in (list(rows[0]) if rows else columns)})


@EXAMPLES
@given(rows=MONEY)
def test_money(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        claims = claims_of(warehouse)
        judge(claims)
        mark_latest(claims)
        found = warehouse.table("money_claims")
        shown = [
            "observation_id",
            "year",
            "year_basis",
            "city_id",
            "counting",
            "is_counted",
            "is_latest",
            "source_name",
        ]
        expected = [{name: claim[name] for name in shown} for claim in claims]
        assert_same(found, frame(expected, found, shown), ["observation_id"])
        check_years(found, claims)

        counted = [claim | {"currency": claim["unit"]} for claim in claims if claim["is_counted"]]
        keys = ["year", "year_basis", "measure", "is_planned", "currency"]
        by_year = warehouse.table("money_by_year")
        assert_same(by_year, frame(sums(counted, claims, keys), by_year, keys), keys)

        latest = [claim for claim in counted if claim["is_latest"]]
        keys = ["city_id", "measure", "is_planned", "currency"]
        per_city = warehouse.table("money_per_city")
        assert_same(per_city, frame(sums(latest, claims, keys), per_city, keys), keys)
        check_profiles(warehouse, latest)


def check_years(found: pl.DataFrame, claims: list[Row]) -> None:
    """A year of a subject has one amount, counted or told before; the one to use now is that of its year."""
    series = ["subject_type", "subject_id", "measure", "is_planned", "year"]
    standing = found.filter(pl.col("counting").is_in(["counted", "told_before"]))
    assert standing.select(series).rows() == standing.select(series).unique(maintain_order=True).rows()
    assert set(standing.select(series).rows()) == set(found.select(series).rows())
    now = {claim["observation_id"] for claim in claims if claim["is_best"]}
    assert now <= set(standing["observation_id"])


def check_profiles(warehouse: Warehouse, latest: list[Row]) -> None:
    """The funding of city_profile, whose sums go over the currencies."""
    for city in warehouse.table("city_profile").to_dicts():
        funding = [claim for claim in latest if claim["city_id"] == city["city_id"]]
        funding = [claim for claim in funding if claim["measure"] == "funding" and not claim["is_planned"]]
        expected = added(funding, [])
        assert city["funding_claim_count"] == len(funding)
        assert city["funding_usd_low"] == pytest.approx(expected["amount_usd_low"])
        assert city["funding_usd_high"] == pytest.approx(expected["amount_usd_high"] if funding else None)
