"""What the doctor says about lake and warehouse, from facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.doctor.finding import State
from orchestration.doctor.stores import LakeFacts, WarehouseFacts, judge_lake, judge_order, judge_warehouse
from tests.doctor.expectation import expect

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(days=1)
LAKE = LakeFacts(True, 12, 1_234, NOW, 5 * 10**6)
COUNTS = {"dim_articles": 1_234, "fct_evidence": 99, "refreshes": 3}
WAREHOUSE = WarehouseFacts(True, 10**7, COUNTS, EARLIER, NOW)


@pytest.mark.parametrize(
    ("lake", "is_writing", "state", "says"),
    [
        (LakeFacts(), False, "ok", "none yet"),
        (LAKE, False, "ok", "1,234 articles, 12 snapshots, 5.0 MB"),
        (replace(LAKE, is_half_written=True), False, "warning", "was killed while it wrote"),
        (replace(LAKE, is_half_written=True), True, "ok", "is writing to it"),
    ],
)
def test_lake(lake: LakeFacts, is_writing: bool, state: State, says: str) -> None:
    expect(judge_lake(lake, is_writing), state, says)


@pytest.mark.parametrize(
    ("warehouse", "state", "says"),
    [
        (WarehouseFacts(), "warning", "Nothing is published"),
        (WAREHOUSE, "ok", r"published 24 hours ago \(10.0 MB\): 1,234 rows in dim_articles, 99 rows in fct_evidence"),
        (
            replace(WAREHOUSE, row_counts={"dim_articles": 1}),
            "wrong",
            "lacks 2 tables of this release, such as marts.fct_e",
        ),
        (replace(WAREHOUSE, row_counts=COUNTS | {"dim_articles": 0}), "warning", "no article"),
    ],
)
def test_warehouse(warehouse: WarehouseFacts, state: State, says: str) -> None:
    (finding,) = judge_warehouse(warehouse, set(COUNTS), NOW)
    expect(finding, state, says)


@pytest.mark.parametrize(
    ("lake", "warehouse", "is_writing", "state"),
    [
        (LAKE, WAREHOUSE, False, "ok"),
        (LAKE, replace(WAREHOUSE, newest_load_at=EARLIER), False, "warning"),
        (LAKE, replace(WAREHOUSE, newest_load_at=None), False, "warning"),
        (LAKE, replace(WAREHOUSE, newest_load_at=EARLIER), True, None),
        (LakeFacts(), WAREHOUSE, False, None),
        (LAKE, WarehouseFacts(), False, None),
    ],
)
def test_articles_that_were_not_published(
    lake: LakeFacts, warehouse: WarehouseFacts, is_writing: bool, state: State | None
) -> None:
    finding = judge_order(lake, warehouse, is_writing)
    assert (finding.state if finding else None) == state
