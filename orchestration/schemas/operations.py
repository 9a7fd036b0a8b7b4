"""Schema `operations`: what the system did."""

from __future__ import annotations

from typing import ClassVar

import dataframely as dy

from orchestration.schemas.base import LakeTable, identifier


class Refreshes(LakeTable):
    """Publications of the warehouse. Grain: one row per refresh that changed what is published."""

    lake_schema: ClassVar[str] = "operations"
    lake_name: ClassVar[str] = "refreshes"

    refresh_id = identifier("Hash of the moment and the run.", primary_key=True)
    refreshed_at = dy.Datetime(time_zone="UTC", description="When the warehouse was published.")
    lake_snapshot_id = dy.Int64(description="Snapshot of the lake that the warehouse was built from.")
    article_count = dy.Int64(description="Articles in the warehouse.")
    new_article_count = dy.Int64(description="Articles that the previous publication did not have.")
    rejected_file_count = dy.Int64(description="Files that could not be read.")
    fact_count = dy.Int64(description="Rows of fct_evidence.")
    issue_count = dy.Int64(description="Rows of data_issues.")
    checks_passed_count = dy.Int64(description="dbt tests and expectations that held.")
    checks_warned_count = dy.Int64(description="Those that warned; none that stop a refresh failed.")
    ledger_version = dy.String(description="Version of Ecosystem Ledger.")
    format_version = dy.Int64(description="Version of the lake's and the warehouse's layout.")
    engine = dy.String(description="Extraction engine.")
    engine_version = dy.String(description="Version of the extraction engine.")


class Layout(LakeTable):
    """The layout that the lake was written with. Grain: one row."""

    lake_schema: ClassVar[str] = "operations"
    lake_name: ClassVar[str] = "layout"

    format_version = dy.Int64(
        primary_key=True, description="settings.FORMAT_VERSION of the release that wrote it last."
    )
    ledger_version = dy.String(description="Version of that release.")


OPERATIONS_TABLES: tuple[type[LakeTable], ...] = (Refreshes, Layout)
