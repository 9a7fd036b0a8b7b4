"""Generated lakes are as lakes are: every data test of dbt holds on them, so that a report may be judged by them."""

from __future__ import annotations

from random import Random

import pytest

from tests.dbt.compiled import Models, Warehouse
from tests.dbt.generated import lake


@pytest.mark.parametrize(("seed", "size"), [(0, 0), (1, 1), (2, 4), (3, 12), (4, 60), (5, 60)])
def test_generated_lake_passes_the_tests_of_dbt(models: Models, seed: int, size: int) -> None:
    with Warehouse(models, lake(Random(seed), size)) as warehouse:
        assert warehouse.failures() == {}


def test_generated_lake_is_rich(models: Models) -> None:
    rows = lake(Random(0), 60)
    assert {name for name, of_table in rows.items() if not of_table} == set()
    with Warehouse(models, rows) as warehouse:
        kinds = warehouse.table("fct_partnerships").select("is_cross_border").unique().height
        assert kinds == 3  # true, false and unknown
