"""Refreshes that many tests look at, each run once a process; the tests only read what they left.

`make test` runs tests in several processes. What uses one expensive fixture stays in one of them, and what takes
longest begins first.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import objects as object_storage
from tests.support import postgres as postgres_server
from tests.support.places import RAW, SCORER, SEEDS
from tests.support.refreshes import run, warehouse_after

TOGETHER = ("dbt", "exports", "history", "quality")  # folders whose tests share a warehouse
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test the group of tests that one process runs, and put those of the whole system first."""
    for item in items:
        place = item.path.relative_to(HERE)
        group = place.parts[0] if place.parts[0] in TOGETHER else str(place)
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.path.relative_to(HERE).parts[0] != "system")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument (and pytest numbers them): packed ones differ from process to process."""
    return argname if isinstance(val, bytes) else None


@dataclass(frozen=True)
class Refreshed:
    """A raw folder, the data folder of its refresh, and what the command said."""

    raw: Path
    data: Path
    said: subprocess.CompletedProcess[str] | None = None

    @property
    def warehouse(self) -> Path:
        """The published file."""
        return self.data / "warehouse.duckdb"

    def copy(self, folder: Path) -> Refreshed:
        """The same elsewhere, for tests that go on with it."""
        raw, data = folder / "raw", folder / "data"
        shutil.copytree(self.raw, raw)
        shutil.copytree(self.data, data, ignore=shutil.ignore_patterns("dagster"))
        return Refreshed(raw, data)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of real articles."""
    if not SEEDS.is_dir():
        pytest.skip(f"the real articles are not on this machine: {SEEDS} is missing")
    return SEEDS


@pytest.fixture(scope="session")
def scorer() -> Path:
    """The shared scorer."""
    if not SCORER.is_file():
        pytest.skip(f"the shared scorer is not on this machine: {SCORER} is missing")
    return SCORER


@pytest.fixture(scope="session")
def seeds_refresh(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """`make refresh` of the real articles, as the README says it."""
    data = tmp_path_factory.mktemp("seeds") / "data"
    said = run(["make", "--no-print-directory", "refresh"], seeds, data)
    assert said.returncode == 0, said.stdout + said.stderr
    return Refreshed(seeds, data, said)


@pytest.fixture(scope="session")
def raw_refresh(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    """A refresh of the sample articles."""
    data = tmp_path_factory.mktemp("samples") / "data"
    warehouse_after(RAW, data)
    return Refreshed(RAW, data)


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Server]:
    """A PostgreSQL server, where the distribution has one."""
    with postgres_server.server() as running:
        yield running


@pytest.fixture(scope="session")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object_storage.Objects]:
    """S3-compatible storage."""
    with object_storage.objects(tmp_path_factory.mktemp("objects")) as running:
        yield running
