"""The reports of programs and cities equal an independent computation in Polars, on generated lakes."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.dbt.compiled import Models, Warehouse
from tests.dbt.frames import EXAMPLES, assert_same, fact_sources, per_million
from tests.dbt.generated import lakes, marked
from tests.dbt.helpers import Rows

STATUSES = [
    (pl.col("program_id").filter(pl.col("status") == status).n_unique()).alias(f"{status}_program_count")
    for status in ("planned", "active", "ended")
]
ORGANIZATIONS = ("companies", "startups")  # of the measures of `generated`, and one more of dbt_project.yml
PEOPLE = ("participants", "students")
SPELLED = ["program_id", "cohort_year", "measure", "unit", "is_planned"]


def programs_by(warehouse: Warehouse, *keys: str) -> pl.DataFrame:
    """Programs counted by city and by further keys."""
    sources = fact_sources(warehouse.table("fct_evidence"), warehouse.table("dim_articles"), "program", "program_id")
    cities = warehouse.table("dim_cities").select("city_id", "population")
    programs = warehouse.table("dim_programs").join(cities, on="city_id", how="left")
    counted = programs.join(sources, on="program_id", how="left").group_by("city_id", "population", *keys)
    rows = counted.agg(
        pl.col("program_id").n_unique().alias("program_count"),
        *STATUSES,
        pl.col("article_id").drop_nulls().n_unique().alias("article_count"),
        pl.col("source_name").drop_nulls().n_unique().alias("source_count"),
        pl.col("program_kind").unique().sort().alias("program_kinds"),
    )
    return rows.with_columns(per_million())


@EXAMPLES
@given(rows=lakes())
def test_programs_per_city(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        assert_same(warehouse.table("programs_per_city"), programs_by(warehouse), ["city_id"])
        by_kind = programs_by(warehouse, "program_kind").drop("program_kinds")
        assert_same(warehouse.table("programs_per_city_and_kind"), by_kind, ["city_id", "program_kind"])


@EXAMPLES
@given(rows=lakes())
def test_program_participants(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        evidence, articles = warehouse.table("fct_evidence"), warehouse.table("dim_articles")
        key = "program_organization_id"
        told = fact_sources(evidence, articles, "program_organization", key)
        expected = (
            warehouse.table("fct_program_organizations")
            .filter(pl.col("role") != "operator")
            .join(told.group_by(key).agg(pl.col("article_id").n_unique().alias("article_count")), on=key, how="left")
            .with_columns(pl.col("article_count").fill_null(0))
            .join(warehouse.table("dim_programs").select("program_id", program_name="name"), on="program_id")
            .join(warehouse.table("dim_organizations").select("organization_id", "country_code"), on="organization_id")
            .rename({"country_code": "organization_country_code"})
        )
        assert_same(warehouse.table("program_participants"), expected, [key])


FINENESS = ("day", "month", "year")
TIMES = ((None, None), *((date(2023, 1, 1), precision) for precision in FINENESS), (date(2024, 1, 1), "year"))
OPEN = ({"value_low": None}, {"value_high": None})


def with_small_numbers(rows: Rows, chance: Random) -> Rows:
    """Numbers near the number of names, several of a program and a cohort."""
    programs = [{"subject_type": "program", "subject_id": row["program_id"]} for row in rows["core.programs"][:2]]
    for row in rows["core.metric_observations"]:
        if row["measure"] == "startups":
            row |= chance.choice(programs) if programs else {}
            row |= dict(zip(("as_of", "as_of_precision"), chance.choice(TIMES), strict=True))
            number = chance.choice((1.0, 2.0, 2.1, 1.05, 0.95, 3.0))
            row |= {"value_low": number, "value_high": number} | chance.choice(({}, {}, *OPEN))
            row["is_planned"] = chance.random() < 0.2
            row["qualifier"] = chance.choice(("about", "exact"))
    return rows | {"core.metric_observations": marked(rows["core.metric_observations"], rows["raw.articles"])}


@EXAMPLES
@given(rows=st.builds(with_small_numbers, lakes(), st.randoms(use_true_random=False)))
def test_participants_per_program(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        found = warehouse.table("participants_per_program")
        expected = pl.DataFrame(list(cohorts(warehouse)), schema={name: found.schema[name] for name in COHORT})
        assert_same(found, expected, SPELLED)


COHORT = [*SPELLED, "observation_id", "claim_count", "listed_count", "participant_count", "comparison"]
COHORT += ["article_count", "source_count"]


def cohorts(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The rows of participants_per_program, program by program."""
    articles = warehouse.table("dim_articles")
    sources = dict(articles.select("article_id", "source_name").rows())
    published = dict(articles["article_id", "published_on"].rows())
    evidence = warehouse.table("fct_evidence").filter(pl.col("fact_type") == "program_organization")
    links = warehouse.table("fct_program_organizations").filter(pl.col("role") == "participant").to_dicts()
    observations = warehouse.table("fct_metric_observations").filter(
        pl.col("subject_type") == "program", pl.col("measure").is_in([*ORGANIZATIONS, *PEOPLE])
    )
    rows = []
    for program in warehouse.table("dim_programs")["program_id"]:
        joined = [link for link in links if link["program_id"] == program]
        members = {link["program_organization_id"]: link["organization_id"] for link in joined}
        named = {
            (members[fact], article) for fact, article in evidence["fact_id", "article_id"].rows() if fact in members
        }
        groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for claim in observations.filter(pl.col("subject_id") == program).to_dicts():
            year = claim["as_of"].year if claim["as_of"] else None
            groups.setdefault((year, claim["measure"], claim["unit"], claim["is_planned"]), []).append(claim)
        if members and not groups:
            groups[None, None, None, None] = []
        for spelled, claims in groups.items():
            best = min(
                claims,
                key=lambda each: (not each["is_best"], *preference(each, published), each["observation_id"]),
                default=None,
            )
            told = {article for _, article in named} | {claim["article_id"] for claim in claims}
            listed = {member for member, article in named if best and article == best["article_id"]}
            rows.append(
                dict(zip(SPELLED, (program, *spelled), strict=True))
                | {
                    "observation_id": best and best["observation_id"],
                    "claim_count": len(claims),
                    "listed_count": len(listed),
                    "participant_count": len(set(members.values())),
                    "comparison": comparison(best, len(listed) or len(set(members.values()))),
                    "article_count": len(told),
                    "source_count": len({sources[article] for article in told}),
                }
            )
    return rows


def preference(claim: dict[str, Any], published: dict[str, date | None]) -> tuple[int, int, int]:
    """The place among the claims of its time; of several times the latest first, and of one first day the finest."""
    day = published[claim["article_id"]]
    on = claim["as_of"] or (day and day.replace(month=1, day=1))
    fineness = FINENESS.index(claim["as_of_precision"] or "year")
    return claim["rank_at_time"], -on.toordinal() if on else 0, fineness


def comparison(claim: dict[str, Any] | None, named: int) -> str:
    """What participants_per_program says of a number and so many names."""
    if claim is None:
        return "not_stated"
    if claim["is_planned"] or claim["unit"] == "people":
        return "not_comparable"
    slack = 0.1 if claim["qualifier"] == "about" else 0.0
    if named == 0:
        return "none_named"
    if claim["value_low"] is not None and named < claim["value_low"] * (1 - slack):
        return "fewer_named"
    if claim["value_high"] is not None and named > claim["value_high"] * (1 + slack):
        return "more_named"
    return "agrees"


@EXAMPLES
@given(rows=lakes())
def test_city_profile(models: Models, rows: Rows) -> None:
    with Warehouse(models, rows) as warehouse:
        assert_same(warehouse.table("city_profile"), profiles(warehouse), ["city_id"])


def profiles(warehouse: Warehouse) -> pl.DataFrame:
    """City by city, from the tables of facts."""
    articles = {row["article_id"]: row for row in warehouse.table("dim_articles").to_dicts()}
    told: dict[tuple[str, str], set[str]] = {}
    for fact_type, fact, article in warehouse.table("fct_evidence")["fact_type", "fact_id", "article_id"].rows():
        told.setdefault((fact_type, fact), set()).add(article)
    parties = warehouse.table("fct_partnership_parties")["organization_id", "partnership_id"].rows()
    observations = warehouse.table("fct_metric_observations").filter(pl.col("subject_type") == "city")
    runs = warehouse.table("fct_program_organizations").filter(pl.col("role") == "operator")
    names = dict(warehouse.table("dim_organizations")["organization_id", "name"].rows())
    rows = []
    for city in warehouse.table("dim_cities").to_dicts():
        of_city = pl.col("city_id") == city["city_id"]
        bodies = set(warehouse.table("dim_organizations").filter(of_city)["organization_id"])
        programs = set(warehouse.table("dim_programs").filter(of_city)["program_id"])
        agreements = {partnership for body, partnership in parties if body in bodies}
        metrics = set(observations.filter(pl.col("subject_id") == city["city_id"])["observation_id"])
        facts = [("organization", each) for each in bodies] + [("program", each) for each in programs]
        facts += [("partnership", each) for each in agreements] + [("metric", each) for each in metrics]
        stating = {article for fact in facts for article in told.get(fact, ())}
        days = sorted(articles[each]["published_on"] for each in stating if articles[each]["published_on"])
        operated = runs.filter(pl.col("program_id").is_in(sorted(programs)))["organization_id"].to_list()
        ranked = sorted((-operated.count(each), names[each]) for each in set(operated))
        rows.append(
            {
                "city_id": city["city_id"],
                "population": city["population"],
                "organization_count": len(bodies),
                "program_count": len(programs),
                "partnership_count": len(agreements),
                "metric_count": len(metrics),
                "article_count": len(stating),
                "source_count": len({articles[each]["source_name"] for each in stating}),
                "first_seen_on": days[0] if days else None,
                "last_seen_on": days[-1] if days else None,
                "operator_names": [name for _, name in ranked[:5]],
            }
        )
    schema = warehouse.table("city_profile").schema
    columns = list(rows[0]) if rows else ["city_id", "population", "program_count"]
    return pl.DataFrame(rows, schema={name: schema[name] for name in columns}).with_columns(per_million())
