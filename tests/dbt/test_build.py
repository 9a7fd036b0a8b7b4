"""The build: from an empty lake, into a file that stands alone, with tests that can fail."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.lake import open_lake
from orchestration.schemas import LAKE_TABLES
from tests.dbt.helpers import Built, build, run_dbt, tiny_rows


def test_empty_lake_builds(tmp_path: Path) -> None:
    built = build(tmp_path, {}, "--exclude-resource-type", "unit_test")
    with duckdb.connect(str(built.path), read_only=True) as connection:
        assert connection.sql("select sum(estimated_size) from duckdb_tables()").fetchall() == [(0,)]


def test_file_stands_alone(tiny: Built, tmp_path: Path) -> None:
    moved = shutil.copy(tiny.path, tmp_path / "warehouse.duckdb")
    with duckdb.connect(str(moved), read_only=True) as connection:
        assert connection.sql("select view_name from duckdb_views() where schema_name = 'marts'").fetchall() == []
        assert connection.sql("select count(*) from marts.fct_evidence").fetchall() == [(23,)]
    assert b"the lake's folder" not in moved.read_bytes()


def test_nothing_is_written_into_the_home_folder(tiny: Built) -> None:
    assert not (tiny.folder / "no home").exists()


def test_staging_has_every_column_of_its_table(tiny: Built) -> None:
    with duckdb.connect(str(tiny.path), read_only=True) as connection:
        staged = dict(
            connection.sql("""select table_name, list(column_name order by column_index)
            from duckdb_columns() where schema_name = 'staging' group by table_name""").fetchall()
        )
    columns = {f"stg_{table.lake_schema}__{table.lake_name}": table.column_names() for table in LAKE_TABLES}
    assert staged == {name: columns[name] for name in staged}


def test_a_key_that_repeats_fails_the_build(tmp_path: Path) -> None:
    built = build(tmp_path, tiny_rows(), "--select", "stg_core__cities", "stg_core__partnership_parties")
    with open_lake(built.folder / "the lake's folder" / "lake") as lake:
        for table in ("cities", "partnership_parties"):
            lake._connection.execute(f"insert into lake.core.{table} (from lake.core.{table} limit 1)")
    result = run_dbt(tmp_path, built.lake, "run", "--select", "dim_cities", "fct_partnership_parties")
    assert result.returncode != 0
    assert "the key (city_id) of" in result.stdout
    assert "the key (partnership_id, organization_id) of" in result.stdout


DAMAGE = {
    "evidence_and_facts_match": "delete from fct_evidence where fact_type = 'metric'",
    "marts_hold_every_row_of_the_lake": "delete from dim_cities where city = 'Montreal'",
    "reports_add_up": "delete from programs_per_city where city is null",
    "activity_adds_up": "update partnership_activity_by_year set planned_partnership_count = 7 where year = 2025",
    "dates_agree_with_their_precision": "update dim_articles set published_on = '2025-01-02' where title = 'Again'",
    "years_agree_with_their_dates": "update dim_programs set year = 2023 where year is not null",
    "metrics_have_one_best_claim": "update fct_metric_observations set is_best = true",
    "metric_subjects_exist": "update fct_metric_observations set subject_id = 'x' where subject_type = 'city'",
    "conflicts_are_mutual": "update metric_history set conflict_count = 0 where is_best",
    "agreeing_sources_are_counted": "update fct_metric_observations set agreeing_source_count = 2",
}


@pytest.fixture(scope="module")
def failures(tiny: Built, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the singular tests that fail once every damage is done to a copy of the tiny warehouse."""
    folder = tmp_path_factory.mktemp("damaged")
    with duckdb.connect(shutil.copy(tiny.path, folder / "next.duckdb")) as connection:
        connection.execute("use next.marts")
        for sql in DAMAGE.values():
            connection.execute(sql)
    run_dbt(folder, tiny.lake, "test", "--select", "test_type:singular")
    results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {result["unique_id"].split(".")[2] for result in results if result["status"] == "fail"}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found(failures: set[str], name: str) -> None:
    assert name in failures
