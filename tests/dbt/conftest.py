"""One `dbt build` of the tiny lake, shared by the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.dbt.compiled import Models
from tests.dbt.helpers import Built, build, tiny_rows


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny lake, built; the path holds a space and an apostrophe."""
    return build(tmp_path_factory.mktemp("o'brien tiny"), tiny_rows())


@pytest.fixture
def warehouse(tiny: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the tiny warehouse, without any extension."""
    with duckdb.connect(str(tiny.path), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def models(tiny: Built) -> Models:
    """The models as dbt has compiled them, for `compiled.Warehouse`."""
    return Models.of(tiny.folder / "target")
