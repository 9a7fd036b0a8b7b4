"""Runs that several tests look at; Great Expectations is slow enough to run once per kind of warehouse."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from orchestration.quality import CheckOutcome, load_suites, run_expectations

from . import warehouses
from .bad_rows import BAD

NEXT_YEAR = 2027


@dataclass(frozen=True)
class Run:
    """A warehouse, its pages and its outcomes by table and check."""

    warehouse: Path
    docs: Path
    outcomes: dict[tuple[str, str], CheckOutcome]

    @property
    def failed(self) -> dict[tuple[str, str], CheckOutcome]:
        """The outcomes that did not pass."""
        return {key: each for key, each in self.outcomes.items() if not each.passed}

    def copy(self, folder: Path) -> Run:
        """The same elsewhere, for tests that change the file or the pages."""
        warehouse = Path(shutil.copy2(self.warehouse, folder / "next.duckdb"))
        return Run(warehouse, Path(shutil.copytree(self.docs, folder / "quality")), self.outcomes)


def run(folder: Path, *spoil: str, rows: bool = True) -> Run:
    """Build a warehouse and check it with the suites of the project."""
    warehouse = warehouses.build(folder / "next.duckdb", *spoil, rows=rows)
    outcomes = run_expectations(warehouse, load_suites(), folder / "quality", NEXT_YEAR)
    return Run(warehouse, folder / "quality", {(each.table, each.name): each for each in outcomes})


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("good $HOME 100%"))


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("bad"), *(statement for statement, _ in BAD.values()))
