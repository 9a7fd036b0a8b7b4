"""`make metrics` and `make metric` as a person runs them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.semantic import read_definitions
from orchestration.semantic.page import FOLDER
from tests.cli.test_commands import modules_after
from tests.dbt.helpers import Built
from tests.support.places import REPOSITORY
from tests.support.refreshes import environment


@pytest.fixture
def data(tiny: Built, tmp_path: Path) -> Path:
    """A data folder with a published warehouse; its path holds an apostrophe."""
    folder = tmp_path / "o'brien"
    folder.mkdir()
    shutil.copy(tiny.path, folder / "warehouse.duckdb")
    return folder


def ask(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the package on a data folder."""
    command = [sys.executable, "-m", "orchestration", *arguments]
    places = environment(data.parent / "raw", data)
    return subprocess.run(command, cwd=REPOSITORY, env=places, capture_output=True, text=True, timeout=120, check=False)


def test_metrics_are_listed_without_a_warehouse(tmp_path: Path) -> None:
    listed = ask(tmp_path, "metrics").stdout
    for metric in read_definitions(FOLDER).metrics:
        assert f"{metric.name} ({metric.label})" in listed
        assert f"does not count {metric.does_not_count}" in listed


def test_question_is_answered_from_what_is_published_and_writes_nothing(data: Path) -> None:
    before = (data / "warehouse.duckdb").read_bytes()
    done = ask(data, "metric", "partnerships, cross_border_share by year, kind")
    assert done.returncode == 0, done.stderr
    assert "│  2024 │ agreement │            1 │                1.0 │" in done.stdout
    assert (data / "warehouse.duckdb").read_bytes() == before
    assert not list(data.glob("warehouse.duckdb.*"))


def test_sql_can_be_taken_elsewhere(data: Path) -> None:
    done = ask(data, "metric", "partnerships by year", "--sql")
    assert done.stdout.startswith("attach '")
    assert "(read_only)" in done.stdout
    assert 'from "next"."marts"."fct_partnerships"' in done.stdout.replace("FROM", "from")


def test_unknown_metric_and_missing_warehouse_say_what_to_do(tmp_path: Path) -> None:
    unknown, missing = ask(tmp_path, "metric", "partnership"), ask(tmp_path, "metric", "partnerships")
    assert (unknown.returncode, missing.returncode) == (2, 2)
    assert "did you mean partnerships" in unknown.stderr
    assert "run 'make refresh' first" in missing.stderr


def test_no_refresh_loads_metricflow(tmp_path: Path) -> None:
    statement = "import orchestration.definitions, orchestration.cli.refresh, orchestration.cli.metrics"
    assert modules_after(statement, tmp_path).isdisjoint({"metricflow", "metricflow_semantics"})
