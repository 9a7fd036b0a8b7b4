"""What dbt_project.yml and docs/reports.md list is what the rest of the project has."""

from __future__ import annotations

import csv
from pathlib import Path

import yaml

from tests.dbt.frames import LEAST_POPULATION
from tests.dbt.helpers import PROJECT, REPOSITORY

LOOKUPS = REPOSITORY / "orchestration" / "normalize" / "lookups"
VARS = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]["ecosystem_ledger"]


def canonical_measures(path: Path) -> set[str]:
    """The names that all spellings of a measure share."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["canonical_measure"] for row in csv.DictReader(lines)}


def test_measures_of_participants_are_measures() -> None:
    assert set(VARS["participant_measures"]) <= canonical_measures(LOOKUPS / "measures.csv")


def test_the_smallest_population_is_the_one_that_the_documents_name() -> None:
    assert VARS["least_population_for_rates"] == LEAST_POPULATION
    assert f"below {LEAST_POPULATION:,}" in (REPOSITORY / "docs" / "reports.md").read_text(encoding="utf-8")


def test_every_report_is_on_the_page_of_reports() -> None:
    page = (REPOSITORY / "docs" / "reports.md").read_text(encoding="utf-8").splitlines()
    listed = [line.split("`")[1] for line in page if line.startswith("| `")]
    assert sorted(listed) == sorted(path.stem for path in PROJECT.glob("models/reports/*.sql"))
