"""A data folder with an empty lake, made once and copied: making its forty tables takes longer than most tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.lake import open_lake
from orchestration.settings import Settings


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with every table, empty."""
    folder = tmp_path_factory.mktemp("empty") / "lake"
    with open_lake(folder):
        return folder


@pytest.fixture
def settings(empty_lake: Path, tmp_path: Path) -> Settings:
    """Settings of a data folder with an empty lake; its path holds a space and an apostrophe."""
    made = Settings(data_dir=tmp_path / "o'brien data", raw_dir=tmp_path / "raw")
    shutil.copytree(empty_lake, made.data_path / "lake")
    return made
