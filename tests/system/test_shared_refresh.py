"""A refresh with its lake in PostgreSQL and a bucket, and its runs in PostgreSQL: by settings alone, the same rows."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from orchestration.lake_lock import lake_lock
from tests.conftest import Refreshed
from tests.support.objects import KEY, Objects
from tests.support.places import RAW
from tests.support.postgres import PASSWORD, USER, Server
from tests.support.refreshes import refresh_command, run
from tests.support.shared import SharedLake
from tests.support.warehouses import statements_about_the_world

SECRETS = [word.encode() for word in (PASSWORD, quote(PASSWORD, safe=""), quote(PASSWORD), KEY, quote(KEY, safe=""))]
RUNS = "dagster"
NOTHING_INLINED = "import sys, orchestration.lake as lake, orchestration.cli as cli; lake.INLINED_ROWS = 0; "
"""The sample articles are so few that all their rows would fit into the catalog, and none would reach the bucket."""


@dataclass(frozen=True)
class Shared:
    """A refresh with everything on servers."""

    refreshed: Refreshed
    lake: SharedLake
    settings: dict[str, str]

    def again(self, data: Path, *options: str) -> subprocess.CompletedProcess[str]:
        """The same refresh on a machine with another data folder."""
        return run([*refresh_command(), *options], self.refreshed.raw, data, **self.settings)


@pytest.fixture(scope="module")
def shared(postgres: Server, objects: Objects, tmp_path_factory: pytest.TempPathFactory) -> Shared:
    lake, data = SharedLake.create(postgres, objects), tmp_path_factory.mktemp("shared") / "data"
    settings = lake.settings | {"dagster_database": postgres.create_database(RUNS)}
    command = [sys.executable, "-c", f"{NOTHING_INLINED} sys.exit(cli.main(['refresh']))"]
    said = run(command, RAW, data, **settings)
    assert said.returncode == 0, said.stdout + said.stderr
    return Shared(Refreshed(RAW, data, said), lake, settings)


def test_it_ends_with_the_rows_of_a_refresh_in_a_folder(
    shared: Shared, raw_refresh: Refreshed, objects: Objects
) -> None:
    assert statements_about_the_world(shared.refreshed.warehouse) == statements_about_the_world(raw_refresh.warehouse)
    assert not (shared.refreshed.data / "lake").exists()
    assert len(objects.keys(shared.lake.bucket)) > 20


def test_runs_and_their_events_are_in_the_database(shared: Shared, postgres: Server) -> None:
    assert postgres.ask("select pipeline_name, status from runs", RUNS) == "refresh|SUCCESS"
    assert int(postgres.ask("select count(*) from event_logs", RUNS)) > 100
    assert not (shared.refreshed.data / "dagster" / "history").exists()


def test_no_secret_is_in_any_file_nor_in_what_is_said_or_recorded(shared: Shared, postgres: Server) -> None:
    files = [path for path in shared.refreshed.data.rglob("*") if path.is_file()]
    assert {"refresh.log", "warehouse.duckdb", "dbt.log", "manifest.json"} <= {path.name for path in files}
    dump = [str(postgres.programs / "pg_dump"), "-h", "127.0.0.1", "-p", str(postgres.port), "-U", USER]
    dumped = [
        subprocess.run([*dump, name], env=os.environ | {"PGPASSWORD": PASSWORD}, capture_output=True, check=True).stdout
        for name in (RUNS, shared.lake.database)
    ]
    said = shared.refreshed.said
    assert said
    shown = {"said": (said.stdout + said.stderr).encode(), "runs": dumped[0], "catalog": dumped[1]}
    found = shown | {str(path): path.read_bytes() for path in files}
    assert [name for name, content in found.items() if any(secret in content for secret in SECRETS)] == []


def test_another_machine_waits_for_its_turn_and_then_publishes_the_same(shared: Shared, tmp_path: Path) -> None:
    with lake_lock(shared.lake.address):
        said = shared.again(tmp_path / "data")
    assert said.returncode == 2
    assert "Refused: Another refresh is writing to postgresql://127.0.0.1" in said.stderr
    said = shared.again(tmp_path / "data")
    assert said.returncode == 0, said.stdout + said.stderr
    assert "0 new" in said.stdout
    there = statements_about_the_world(tmp_path / "data" / "warehouse.duckdb")
    assert there == statements_about_the_world(shared.refreshed.warehouse)
