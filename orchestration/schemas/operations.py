"""Schema `operations`: what the system did."""

from __future__ import annotations

from typing import ClassVar

import dataframely as dy

from orchestration.schemas.base import LakeTable, identifier, one_of
from orchestration.schemas.terms import ENTITY_TYPES


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


class PublishedIds(LakeTable):
    """Every id that was ever published, with what it was known by then. Grain: one row per id."""

    lake_schema: ClassVar[str] = "operations"
    lake_name: ClassVar[str] = "published_ids"

    published_id = identifier("Id of an organization, a program or an agreement.", primary_key=True)
    entity_type = dy.String(check=one_of(ENTITY_TYPES), description="organization, program or partnership.")
    name = dy.String(description="Name; of an agreement its parties, kind and year.")
    spellings = dy.List(dy.String(), description="Name and aliases; empty for an agreement.")
    city_id = dy.String(nullable=True, description="GeoNames id of its seat or place.")
    party_ids = dy.List(dy.String(), description="Ids of the parties of an agreement.")
    kind = dy.String(nullable=True, description="Kind of an agreement.")
    year = dy.Int32(nullable=True, description="Year of an agreement.")
    article_ids = dy.List(dy.String(), description="Articles that stated it.")
    sentences = dy.List(dy.String(), description="Hashes of the quotes that stated it (`schemas.ids`).")
    merged_into = identifier("Where it led when it had no row in the last publication.", nullable=True)
    first_published_at = dy.Datetime(time_zone="UTC", description="The first publication that is known to have it.")
    last_published_at = dy.Datetime(
        time_zone="UTC", nullable=True, description="The last publication that had it; null while it is published."
    )


OPERATIONS_TABLES: tuple[type[LakeTable], ...] = (Refreshes, Layout, PublishedIds)
