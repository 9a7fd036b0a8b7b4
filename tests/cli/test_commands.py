"""The command line answers at once where there is nothing to load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import REPOSITORY
from tests.support.refreshes import environment

SLOW = ("dagster", "onnxruntime", "great_expectations", "dbt", "duckdb", "polars")


def modules_after(statement: str, tmp_path: Path) -> set[str]:
    """The packages that a fresh Python has imported after a statement."""
    code = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        env=environment(tmp_path / "raw", tmp_path / "data"),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_loads_nothing_slow(tmp_path: Path) -> None:
    help_page = "from orchestration.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    assert modules_after(help_page, tmp_path).isdisjoint(SLOW)


def test_definitions_load_no_step_s_tools(tmp_path: Path) -> None:
    loaded = modules_after("import orchestration.definitions", tmp_path)
    assert loaded.isdisjoint({"onnxruntime", "tokenizers", "great_expectations", "dbt.cli.main", "trafilatura"})


@pytest.mark.parametrize("arguments", [[], ["fresh"]])
def test_an_unknown_command_says_which_exist(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "orchestration", *arguments]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "refresh" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("command", "status"), [("metrics", 0), ("doctor", 1)])
def test_a_reader_that_goes_away_changes_no_status(tmp_path: Path, command: str, status: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    places = os.environ | {"ECOSYSTEM_DATA_DIR": str(tmp_path), "ECOSYSTEM_RAW_DIR": str(tmp_path / "nothing")}
    line = [sys.executable, "-m", "orchestration", command]
    said = subprocess.run(line, stdout=writer, stderr=subprocess.PIPE, text=True, env=places, check=False)
    os.close(writer)
    assert (said.returncode, said.stderr) == (status, "")
