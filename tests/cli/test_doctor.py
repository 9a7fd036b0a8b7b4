"""`make doctor` as a person and as a program calls it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from orchestration.cli.doctor import judge_settings
from tests.support.refreshes import run

DOCTOR = [sys.executable, "-m", "orchestration", "doctor"]


def test_a_fresh_checkout_is_well_and_stays_empty(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "pact.txt").write_text("A pact")
    done = run([*DOCTOR, "--json"], tmp_path / "raw", tmp_path / "data", ui_port=9)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["state"] == "warning"
    assert {finding["state"] for finding in answer["findings"]} == {"ok", "warning"}
    assert set(answer["findings"][0]) == {"state", "subject", "says", "advice"}
    assert not (tmp_path / "data").exists()


def test_what_is_wrong_has_status_1_and_comes_with_advice(tmp_path: Path) -> None:
    done = run(DOCTOR, tmp_path / "raw", tmp_path / "data", ui_port=9)
    assert done.returncode == 1
    assert "wrong   raw " in done.stdout
    assert "> Create it, or set ECOSYSTEM_RAW_DIR." in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 thing is wrong")


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_a_refused_setting_is_a_finding(tmp_path: Path, arguments: list[str]) -> None:
    done = run([*DOCTOR, *arguments], tmp_path / "raw", tmp_path / "data", refresh_timezone="Mars")
    assert done.returncode == 1
    assert "ECOSYSTEM_REFRESH_TIMEZONE" in done.stdout
    assert not arguments or json.loads(done.stdout)["state"] == "wrong"


def test_a_setting_that_does_not_exist_is_told_with_the_one_that_is_meant() -> None:
    finding = judge_settings({"ECOSYSTEM_FRESHNES_HOURS": "3", "ECOSYSTEM_DAGSTER_DIR": "x", "HOME": "y"})
    assert finding.state == "warning"
    assert finding.says.startswith("ECOSYSTEM_FRESHNES_HOURS: no such setting")
    assert finding.advice == "Perhaps ECOSYSTEM_FRESHNESS_HOURS is meant."
    assert judge_settings({"ECOSYSTEM_ENGINE": "llm"}).state == "ok"


@pytest.mark.parametrize("wrong", ["ECOSYSTEM_LAKE_CATALOGUE", "ECOSYSTEM_LAKE_FILE", "ECOSYSTEM_DAGSTER_DATABSE"])
def test_settings_of_shared_lakes_are_known_by_their_names(wrong: str) -> None:
    finding = judge_settings({wrong: "x", "ECOSYSTEM_NEXT_PATH": "y", "ECOSYSTEM_DAGSTER_DIR": "z"})
    assert (finding.state, finding.says.split(":")[0]) == ("warning", wrong)
