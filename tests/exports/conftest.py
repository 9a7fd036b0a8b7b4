"""One published warehouse and its exports, which the tests of this folder only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.warehouses import build_published, export_all


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse; the path holds a space and an apostrophe."""
    return build_published(tmp_path_factory.mktemp("o'brien exports"))


@pytest.fixture(scope="session")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all its exports."""
    return export_all(published, tmp_path_factory.mktemp("o'brien's files") / "exports")
