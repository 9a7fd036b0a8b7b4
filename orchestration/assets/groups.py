"""What the assets share in the UI: group names in the order of the line, owners, and specs made from lake tables."""

from __future__ import annotations

from typing import Any

import dagster as dg
import polars as pl

from orchestration.schemas import LakeTable

OWNERS = ["team:ecosystem-ledger"]
FEEDS, RAW, FACTS, CORE, STAGING, MARTS, REPORTS, PUBLISHED, EXPORTS = (
    "step_0_feeds",
    "step_1_raw",
    "step_2_facts",
    "step_3_core",
    "step_4_staging",
    "step_5_marts",
    "step_6_reports",
    "step_7_published",
    "step_8_exports",
)


def lake_asset(
    table: type[LakeTable], key: list[str], group: str, kinds: set[str], deps: list[dg.AssetKey]
) -> dg.AssetSpec:
    """Return the spec of an asset that is a table of the lake: description, columns and key come from its schema."""
    return dg.AssetSpec(
        key,
        description=table.__doc__,
        group_name=group,
        owners=OWNERS,
        kinds={"ducklake", *kinds},
        deps=deps,
        metadata={
            "dagster/column_schema": column_schema(table),
            "dagster/table_name": f"lake.{table.qualified_name()}",
        },
    )


def column_schema(table: type[LakeTable]) -> dg.TableSchema:
    """Return a lake table's columns as Dagster shows them."""
    keys, empty = set(table.primary_key()), table.create_empty()
    return dg.TableSchema(
        [
            dg.TableColumn(
                name,
                type=str(empty.schema[name]),
                description=column.description,
                constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=keys == {name}),
            )
            for name, column in table.columns().items()
        ]
    )


def lake_result(
    key: list[str], frame: pl.DataFrame, **metadata: dg.MetadataValue[Any] | str | int
) -> dg.MaterializeResult[None]:
    """Return the materialization of a lake table: its row count and whatever the step adds."""
    return dg.MaterializeResult(asset_key=key, metadata={"dagster/row_count": frame.height, **metadata})
