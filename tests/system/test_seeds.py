"""The first bar: a refresh of real articles, and what the scorer says of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.extract.engines import load_engine
from orchestration.extract.run import extract_articles
from orchestration.lake import open_lake
from orchestration.normalize.corrections import Corrections
from orchestration.normalize.lookup_tables import Lookups
from orchestration.normalize.run import normalize
from orchestration.schemas.facts import KIND_OF_FACT
from orchestration.schemas.raw import Articles
from tests.conftest import Refreshed
from tests.support.places import SEEDS_GOLD
from tests.support.refreshes import DEFAULT_ENGINE, refresh_command, run
from tests.support.scores import f1, score
from tests.support.warehouses import identity, tables

LOWEST_F1 = 0.7
LOWEST_RIGHT_YEARS = 4
"""Of the six years that the gold files state; the scorer's share counts only partnerships that were found."""
LARGEST_FALL = 0.03
REPORTED = ["Articles", "Facts", "Rejected", "Checks", "Published", "Warehouse", "Quality docs", "Ask it", "Watch it"]


def test_a_refresh_says_what_happened(seeds_refresh: Refreshed) -> None:
    assert seeds_refresh.said is not None
    lines = seeds_refresh.said.stdout.splitlines()
    assert [line[:14].strip() for line in lines if line[:14].strip() in REPORTED] == REPORTED
    said = {line[:14].strip(): line[14:].strip() for line in lines}
    assert said["Articles"] == "5 new, 0 unchanged, 5 files found, 5 files read, 0 meta files, 0 files rejected"
    assert said["Checks"].endswith(" 0 failed")
    assert Path(said["Warehouse"]).is_file()
    assert Path(said["Quality docs"]).is_file()
    assert "Traceback" not in seeds_refresh.said.stderr


def test_every_family_reaches_its_bar(seeds_refresh: Refreshed, scorer: Path) -> None:
    report = score(seeds_refresh.warehouse, SEEDS_GOLD)
    assert {family: value for family, value in f1(report).items() if value < LOWEST_F1} == {}
    assert report["attributes"]["partnership year"]["right"] >= LOWEST_RIGHT_YEARS


@pytest.mark.parametrize("option", [[], ["--force"]], ids=["asked", "forced"])
def test_a_second_refresh_changes_nothing(seeds_refresh: Refreshed, option: list[str]) -> None:
    before, file_before = tables(seeds_refresh.warehouse), identity(seeds_refresh.warehouse)
    said = run([*refresh_command(), *option], seeds_refresh.raw, seeds_refresh.data)
    assert said.returncode == 0, said.stderr
    assert "0 new, 5 unchanged" in said.stdout
    assert "nothing new" in said.stdout
    assert tables(seeds_refresh.warehouse) == before
    assert identity(seeds_refresh.warehouse) == file_before


def test_the_bars_do_not_hang_on_lists_of_organizations(seeds_refresh: Refreshed, scorer: Path, tmp_path: Path) -> None:
    lake = shutil.copytree(seeds_refresh.data / "lake", tmp_path / "lake")
    with open_lake(lake) as opened:
        articles = opened.read(Articles)
    published = f1(score(seeds_refresh.warehouse, SEEDS_GOLD))
    extracted = extract_articles(load_engine(DEFAULT_ENGINE), articles)
    facts = {kind: extracted[kind] for kind in KIND_OF_FACT}
    with_list, without_list = (
        f1(score(_core_as_marts(tmp_path / f"{name}.duckdb", articles, facts, lookups), SEEDS_GOLD))
        for name, lookups in (("with", Lookups.load()), ("without", Lookups.load().without_organizations()))
    )
    assert with_list == published, "the short cut of this test no longer says what the line says"
    fallen = {family: published[family] - without_list[family] for family in published}
    assert {family: fall for family, fall in fallen.items() if fall > LARGEST_FALL} == {}


def _core_as_marts(path: Path, articles: pl.DataFrame, facts: dict[str, pl.DataFrame], lookups: Lookups) -> Path:
    """Normalize in memory, and write the columns that the scorer reads."""
    core = normalize(articles, facts, lookups, Corrections.load())
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema core; create schema marts")
        for name, frame in (core | {"articles": articles}).items():
            connection.register("frame", frame)
            connection.execute(f"create table core.{name} as from frame")
        connection.execute(SCORED)
    return path


SCORED = """
create table marts.dim_articles as select article_id, source_uri from core.articles;
create table marts.fct_evidence as from core.evidence;
create table marts.dim_organizations as select organization_id, name, aliases from core.organizations;
create table marts.dim_programs as
    select program_id, name, aliases, program_kind, city, country_code, year
    from core.programs left join (select city_id, city from core.cities) using (city_id);
create table marts.fct_partnerships as select partnership_id, kind, year from core.partnerships;
create table marts.fct_partnership_parties as from core.partnership_parties;
create table marts.fct_program_organizations as from core.program_organizations;
create table marts.fct_metric_observations as from core.metric_observations;
create table marts.fct_person_roles as from core.person_roles;
"""
