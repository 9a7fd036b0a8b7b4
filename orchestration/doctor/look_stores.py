"""Looks at the lake, through a copy of its catalog, and at the published file. What follows from it is in `stores`."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from orchestration.doctor.stores import LakeFacts, WarehouseFacts
from orchestration.history.snapshots import opened
from orchestration.lake_connection import is_created
from orchestration.publish import refuse_newer_warehouse
from orchestration.publish.contents import one_row, row_counts
from orchestration.settings import Settings

MODELS = ("marts", "reports")


def look_at_lake(settings: Settings) -> LakeFacts:
    """Open a copy of the lake's catalog.

    Not while its journal lies beside it: then somebody is in the middle of a commit, or was killed there, and to open
    it would take the change back.

    Raises:
        LedgerError: the lake is damaged or of a newer release.
    """
    lake = settings.lake
    if not is_created(lake):
        return LakeFacts()
    taken = sum(_bytes(place) for place in (lake.files, lake.catalog) if isinstance(place, Path))
    if isinstance(lake.catalog, Path) and lake.catalog.with_name(f"{lake.catalog.name}-journal").exists():
        return LakeFacts(is_there=True, bytes=taken, is_half_written=True)
    with tempfile.TemporaryDirectory() as folder, opened(lake, Path(folder)) as snapshots:
        ((articles, newest),) = snapshots.ask("select count(*), max(loaded_at) from lake.raw.articles")
        return LakeFacts(True, len(snapshots.snapshot_ids), articles, newest, taken)


def look_at_warehouse(settings: Settings) -> WarehouseFacts:
    """Open the published file read-only, count its rows, and tell when it was published.

    Raises:
        LedgerError: it is no warehouse, of a newer release, or open for writing elsewhere.
    """
    path = settings.warehouse_path
    if not path.exists():
        return WarehouseFacts()
    refuse_newer_warehouse(path)
    counts = row_counts(path)
    return WarehouseFacts(
        True,
        path.stat().st_size,
        counts,
        _newest(path, "marts.refreshes", "refreshed_at") if "refreshes" in counts else None,
        _newest(path, "marts.dim_articles", "loaded_at") if "dim_articles" in counts else None,
    )


def contract(settings: Settings) -> frozenset[str]:
    """Return the tables that this release publishes: its models of schema marts."""
    folders = (settings.dbt_project_path / "models" / name for name in MODELS)
    return frozenset(path.stem for folder in folders for path in folder.glob("*.sql"))


def _newest(path: Path, table: str, column: str) -> datetime | None:
    (moment,) = one_row(path, f"select max({column}) from {table}")
    return moment


def _bytes(place: Path) -> int:
    """Return the size of a file, or of all files below a folder; one that goes meanwhile counts as nothing."""
    if place.is_file():
        return place.stat().st_size
    files = (Path(folder) / name for folder, _, names in os.walk(place) for name in names)
    return sum(path.stat().st_size for path in files if path.exists())
