"""The sample articles of raw/: nothing lost, every quote in its place, and the traps that they set."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.conftest import Refreshed
from tests.support.places import GOLD, RAW, REPOSITORY, articles
from tests.support.refreshes import warehouse_after
from tests.support.scores import f1, score
from tests.support.warehouses import one, query, statements_about_the_world

FLOORS = yaml.safe_load((Path(__file__).parent / "floors.yml").read_text(encoding="utf-8"))


def test_every_file_is_an_article_a_meta_file_or_rejected(raw_refresh: Refreshed) -> None:
    found = [path for path in RAW.rglob("*") if path.is_file()]
    meta_files = [path for path in found if path.name.endswith(".meta.yml")]
    count = one(raw_refresh.warehouse, "select count(*) from marts.dim_articles")
    assert query(raw_refresh.warehouse, "from marts.data_issues where stage = 'load'") == []
    assert count == len(articles(RAW)) == len(found) - len(meta_files) >= 20


@pytest.mark.parametrize("name", ["raw_refresh", "seeds_refresh"])
def test_every_quote_stands_where_it_is_said_to(name: str, request: pytest.FixtureRequest) -> None:
    warehouse = request.getfixturevalue(name).warehouse
    texts = dict(query(warehouse, "select article_id, text from marts.articles_text"))
    evidence = query(warehouse, "select article_id, char_start, char_end, quote from marts.fct_evidence")
    assert evidence
    assert [row for row in evidence if texts[row[0]][row[1] : row[2]] != row[3]] == []


def test_every_fact_has_evidence(raw_refresh: Refreshed) -> None:
    keys = {
        "organization": "organization_id from marts.dim_organizations",
        "partnership": "partnership_id from marts.fct_partnerships",
        "program": "program_id from marts.dim_programs",
        "program_organization": "program_organization_id from marts.fct_program_organizations",
        "metric": "observation_id from marts.fct_metric_observations",
        "person_role": "person_role_id from marts.fct_person_roles",
    }
    for fact_type, key in keys.items():
        proven = f"select distinct fact_id from marts.fct_evidence where fact_type = '{fact_type}'"
        facts, proofs = query(raw_refresh.warehouse, f"select {key}"), query(raw_refresh.warehouse, proven)
        assert sorted(facts) == sorted(proofs), fact_type
        assert facts, fact_type


def test_order_time_and_place_of_files_change_no_table(raw_refresh: Refreshed, tmp_path: Path) -> None:
    raw = tmp_path / "another place" / "articles"
    files = sorted((path for path in RAW.rglob("*") if path.is_file()), key=lambda path: path.name[::-1])
    for number, path in enumerate(files):
        target = raw / path.relative_to(RAW)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (1_000_000_000 + number, 1_000_000_000 + number))
    shuffled = warehouse_after(raw, tmp_path / "data")
    assert statements_about_the_world(shuffled) == statements_about_the_world(raw_refresh.warehouse)


def test_a_denied_deal_is_no_partnership(raw_refresh: Refreshed) -> None:
    stated = _partnerships_of(raw_refresh.warehouse, "fjordlys-denies-merger-talks")
    assert any("Vestland Institute for Ocean Data" in parties for parties in stated), "the true agreement is missing"
    assert [parties for parties in stated if "Halvard Energi" in parties] == []
    assert [parties for parties in stated if "Kvantekilden" in " ".join(parties)] == [], "a teaser is another story"


def test_one_agreement_in_two_articles_is_one_partnership(raw_refresh: Refreshed) -> None:
    release = _partnership_ids(raw_refresh.warehouse, "ilaa-himi-memorandum")
    wire = _partnership_ids(raw_refresh.warehouse, "himi-opens-road-to-lyon")
    shared = release & wire
    assert len(shared) == 1, (release, wire)
    sql = f"select article_count from marts.fct_partnerships where partnership_id = '{shared.pop()}'"
    assert one(raw_refresh.warehouse, sql) == 2


@pytest.mark.parametrize(
    ("articles_that_disagree", "measure"),
    [
        (("kilele-third-class", "ngong-works-kigali-swap"), "startups"),
        (("ilaa-himi-memorandum", "himi-opens-road-to-lyon"), "researchers"),
        pytest.param(
            ("swedish-desk-in-montreal", "seven-startups-montreal-residency"),
            "researchers",
        ),
    ],
)
def test_articles_that_disagree_give_two_numbers_and_one_best(
    raw_refresh: Refreshed, articles_that_disagree: tuple[str, str], measure: str
) -> None:
    rows = query(
        raw_refresh.warehouse,
        f"""
        select subject_id, count(distinct article_id), count(distinct (value_low, value_high)),
            count(*) filter (is_best)
        from marts.fct_metric_observations join marts.dim_articles using (article_id)
        where measure = '{measure}' and regexp_matches(source_uri, '{"|".join(articles_that_disagree)}')
            and not is_planned
        group by subject_id, unit having count(distinct article_id) = 2
        """,
    )
    assert [(stated_in >= 2, values >= 2, best) for _, stated_in, values, best in rows] == [(True, True, 1)], rows


@pytest.mark.parametrize(
    ("article", "announced_on"),
    [
        ("one-lab-two-houses", date(2021, 5, 10)),
        ("da-nang-marble-mountains-hub", date(2025, 9, 9)),
        pytest.param(
            "edge-intelligence-centre-hyderabad",
            date(2024, 7, 22),
        ),
    ],
)
def test_a_weekday_and_a_day_decide_the_date(raw_refresh: Refreshed, article: str, announced_on: date) -> None:
    dates = query(
        raw_refresh.warehouse,
        "select announced_on from marts.fct_partnerships join marts.fct_evidence on fact_id = partnership_id "
        f"join marts.dim_articles using (article_id) where source_uri like '%/{article}.%'",
    )
    assert (announced_on,) in dates, dates


def test_samples_score_no_worse_than_before(raw_refresh: Refreshed, scorer: Path) -> None:
    reached = f1(score(raw_refresh.warehouse, GOLD))
    assert {family: value for family, value in reached.items() if value < FLOORS[family]} == {}, reached


def _partnership_ids(warehouse: Path, stem: str) -> set[str]:
    sql = (
        "select distinct fact_id from marts.fct_evidence join marts.dim_articles using (article_id) "
        f"where fact_type = 'partnership' and source_uri like '%/{stem}.%'"
    )
    return {fact_id for (fact_id,) in query(warehouse, sql)}


def _partnerships_of(warehouse: Path, stem: str) -> list[tuple[str, ...]]:
    found = []
    for partnership_id in sorted(_partnership_ids(warehouse, stem)):
        sql = (
            "select name from marts.fct_partnership_parties join marts.dim_organizations using (organization_id) "
            f"where partnership_id = '{partnership_id}' order by name"
        )
        found.append(tuple(name for (name,) in query(warehouse, sql)))
    return found


def test_the_rows_of_the_readme_are_those_of_the_warehouse(raw_refresh: Refreshed) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in readme.splitlines() if "|" in line]
    shown = [row for row in rows if len(row) == 7 and row[0] not in {"program", "---"}]
    programs = query(
        raw_refresh.warehouse,
        "select name, program_kind, city, country_code, status, year::varchar, year_basis from marts.dim_programs",
    )
    assert len(shown) == 3
    assert set(shown) <= set(programs)
    agreements = query(
        raw_refresh.warehouse,
        "select string_agg(distinct name, ', ' order by name), any_value(kind), any_value(announced_on)::varchar "
        "from marts.fct_partnerships join marts.fct_partnership_parties using (partnership_id) "
        "join marts.dim_organizations using (organization_id) group by partnership_id",
    )
    stated = [row for row in rows if len(row) == 4 and row[2][:3] == "202"]
    assert len(stated) == 3
    for parties, kind, announced, _ in stated:
        assert any((parties, kind) == (p, k) and day.startswith(announced[:7]) for p, k, day in agreements if day)


def test_the_reports_of_the_readme_are_those_of_the_warehouse(raw_refresh: Refreshed) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    rows = {tuple(cell.strip() for cell in line.strip("|").split("|")) for line in readme.splitlines() if "|" in line}
    compared = query(
        raw_refresh.warehouse,
        "select program_name, measure, stated_low::int::varchar, listed_count::varchar, comparison "
        "from marts.participants_per_program where stated_low is not null",
    )
    money = query(
        raw_refresh.warehouse,
        "select subject_name, measure, format('{} {:,}', currency, value_low::bigint), year::varchar, "
        "if(is_counted, 'yes', 'no'), counting from marts.money_claims where value_low is not null",
    )
    assert len(rows & set(compared)) == 2
    assert len(rows & set(money)) == 2
