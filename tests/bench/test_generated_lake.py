"""The generated lake is one that a refresh could have left: valid tables, which build into a warehouse that passes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from bench.generated_lake import TEN_ARTICLES, Counts, generate
from orchestration.lake import open_lake
from orchestration.quality import load_suites, run_expectations
from orchestration.schemas import LAKE_TABLES
from orchestration.schemas.core import Evidence, Partnerships
from orchestration.schemas.raw import Articles
from tests.dbt.helpers import run_dbt

TINY = Counts().scaled(0.0004)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lake of two waves: a tiny one, and ten articles more."""
    folder = tmp_path_factory.mktemp("generated")
    generate(folder / "lake", TINY)
    generate(folder / "lake", TINY.plus(TEN_ARTICLES), TINY)
    return folder


def test_the_full_size_is_a_million_agreements_and_one_and_a_half_million_pieces_of_evidence() -> None:
    counts = asdict(Counts())
    assert (counts["partnerships"], counts["organizations"]) == (1_000_000, 200_000)
    without_evidence = {"articles", "cities", "merged_ids"}
    assert sum(count for name, count in counts.items() if name not in without_evidence) == 1_500_000


def test_every_table_keeps_its_schema(folder: Path) -> None:
    with open_lake(folder / "lake") as lake:
        broken = [table.qualified_name() for table in LAKE_TABLES if not table.is_valid(lake.read(table))]
        counted = lake.read(Partnerships).height, lake.read(Articles).height
    assert broken == []
    assert counted == (TINY.partnerships + 20, TINY.articles + 10)


def test_the_same_numbers_give_the_same_rows(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path / "lake", TINY)
    generate(tmp_path / "lake", TINY.plus(TEN_ARTICLES), TINY)
    with open_lake(folder / "lake") as one, open_lake(tmp_path / "lake") as other:
        assert one.read(Articles).equals(other.read(Articles))
        assert one.read(Evidence).equals(other.read(Evidence))


def test_a_few_organizations_have_many_agreements(folder: Path) -> None:
    with open_lake(folder / "lake") as lake:
        shares = lake._connection.sql(
            """select max(degree) / avg(degree) from (
                select organization_id, count(*) as degree from lake.core.partnership_parties group by all)"""
        ).fetchone()
    assert shares is not None
    assert shares[0] > 3


def test_its_warehouse_passes_all_tests_and_expectations(folder: Path) -> None:
    result = run_dbt(folder, {"ECOSYSTEM_DATA_DIR": str(folder)}, "build", "--exclude-resource-type", "unit_test")
    assert result.returncode == 0, result.stdout[-3000:]
    outcomes = run_expectations(folder / "next.duckdb", load_suites(), folder / "quality", next_year=2027)
    assert [(each.table, each.name, each.observed_value) for each in outcomes if not each.passed] == []
