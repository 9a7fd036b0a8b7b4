"""What the UI shows of the line: groups, owners, kinds, descriptions and columns of assets; what starts by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.assets.exports import exports
from orchestration.assets.groups import CORE, EXPORTS, FACTS, FEEDS, MARTS, PUBLISHED, RAW, REPORTS, STAGING
from orchestration.schemas import LAKE_TABLES
from orchestration.settings import Settings

KEYS = Path(__file__).with_name("asset_keys.txt")
GROUPS = {FEEDS, RAW, FACTS, CORE, STAGING, MARTS, REPORTS, PUBLISHED, EXPORTS}
WITH_COLUMNS = {FEEDS, RAW, FACTS, CORE, MARTS, REPORTS}


@pytest.fixture(scope="module")
def defs() -> dg.Definitions:
    from orchestration.definitions import defs

    return defs


@pytest.fixture(scope="module")
def specs(defs: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}


def _own(specs: dict[str, dg.AssetSpec], groups: set[str]) -> Iterator[tuple[str, dg.AssetSpec]]:
    yield from ((key, spec) for key, spec in specs.items() if spec.group_name in groups)


def test_asset_keys_are_those_that_others_know(specs: dict[str, dg.AssetSpec]) -> None:
    """Other people's automations name these keys; change the file only on purpose."""
    assert sorted(specs) == KEYS.read_text(encoding="utf-8").split()


def test_every_asset_has_group_owner_kinds_and_description(specs: dict[str, dg.AssetSpec]) -> None:
    for key, spec in specs.items():
        assert spec.group_name in GROUPS, key
        assert spec.owners, key
        assert spec.kinds, key
        assert spec.description, key
        assert len(spec.description) > 20, key
    assert {spec.group_name for spec in specs.values()} == GROUPS


def test_tables_show_their_columns_with_descriptions(specs: dict[str, dg.AssetSpec]) -> None:
    for key, spec in _own(specs, WITH_COLUMNS):
        if key == "refresh_history":
            continue
        schema = spec.metadata["dagster/column_schema"]
        assert schema.columns, key
        assert [column.name for column in schema.columns if not column.description] == [], key


def test_every_table_of_the_lake_that_a_step_writes_is_an_asset(specs: dict[str, dg.AssetSpec]) -> None:
    shown = {spec.metadata.get("dagster/table_name") for spec in specs.values()}
    written = {f"lake.{table.qualified_name()}" for table in LAKE_TABLES if table.lake_schema != "operations"}
    assert written <= shown


def test_start_middle_and_end_of_the_line_are_watched_for_freshness(specs: dict[str, dg.AssetSpec]) -> None:
    watched = {key for key, spec in specs.items() if spec.freshness_policy}
    assert watched == {"feed_polls", "articles", "published_warehouse"}


def test_published_warehouse_waits_for_every_mart(specs: dict[str, dg.AssetSpec]) -> None:
    waits_for = {dep.asset_key.to_user_string() for dep in specs["published_warehouse"].deps}
    assert waits_for == {key for key, _ in _own(specs, {MARTS, REPORTS})}


def test_exports_wait_for_the_published_warehouse_alone(specs: dict[str, dg.AssetSpec]) -> None:
    """What they are made from is public already, so one that fails takes nothing back."""
    for key, spec in _own(specs, {EXPORTS}):
        assert [dep.asset_key.to_user_string() for dep in spec.deps] == ["published_warehouse"], key


@pytest.mark.parametrize(("chosen", "made"), [("none", []), ("csv, jsonld", ["exports/csv", "exports/jsonld"])])
def test_an_export_that_is_not_chosen_is_no_asset(chosen: str, made: list[str]) -> None:
    assert [asset.key.to_user_string() for asset in exports(Settings(exports=chosen))] == made


def test_schedule_and_sensor_run_from_the_first_start(defs: dg.Definitions) -> None:
    repository = defs.get_repository_def()
    schedule = repository.get_schedule_def("scheduled_refresh")
    sensor = repository.get_sensor_def("raw_files_changed")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING
    assert {schedule.job_name, sensor.job_name} == {"refresh"}


def test_the_job_makes_everything(defs: dg.Definitions, specs: dict[str, dg.AssetSpec]) -> None:
    job = defs.resolve_job_def("refresh")
    made = {key.to_user_string() for key in job.asset_layer.executable_asset_keys}
    assert made == set(specs) - {"refresh_history"}


def test_checks_that_stop_block_what_follows(defs: dg.Definitions) -> None:
    checks = list(defs.resolve_asset_graph().asset_check_keys)
    blocking = {check for check in checks if defs.resolve_asset_graph().get(check).blocking}
    tables = {check.asset_key.path[-1] for check in blocking}
    assert {"dim_articles", "fct_evidence", "fct_partnerships", "dim_programs"} <= tables
    graph = defs.resolve_asset_graph()
    judged = {check for check in checks if check.name in {"expectations", "warnings"}}
    assert len(judged) > 15
    assert {check for check in judged if graph.get(check).blocking} == {c for c in judged if c.name == "expectations"}
