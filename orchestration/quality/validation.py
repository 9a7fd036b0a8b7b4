"""The run in Great Expectations: one validation per table, over one read-only connection.

Here: checks to expectations, their results to outcomes. Not here: DuckDB for Great Expectations (`engine`), pages
(`site`). Import this module only when a run starts; it takes seconds.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read once, when great_expectations is imported

import great_expectations as gx
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.registry import get_expectation_impl

from orchestration.quality.engine import DuckDBDatasource
from orchestration.quality.outcomes import CheckOutcome
from orchestration.quality.results import outcome_of
from orchestration.quality.site import SITE_NAME, site_config
from orchestration.quality.suites import Check, Suites, describe

GX_SEVERITIES = {"stop": "critical", "warn": "warning"}


def validate(warehouse: Path, suites: Suites, checks: list[Check], folder: Path) -> list[CheckOutcome]:
    """Run checks whose tables and columns exist, and write their pages to a folder."""
    context = _context(folder)
    datasource = context.data_sources.add_duckdb(
        "warehouse",
        connection_string="duckdb://",
        kwargs={"connect_args": {"database": str(warehouse), "read_only": True}},
        create_temp_table=False,
    )
    try:
        outcomes = [
            outcome
            for table, suite in suites.tables.items()
            if (own := [check for check in checks if check.table == table])
            for outcome in _validate_table(context, datasource, own, suite.key, _modified(warehouse))
        ]
    finally:
        _release(datasource)
    context.build_data_docs(site_names=[SITE_NAME])
    return outcomes


def _context(folder: Path) -> EphemeralDataContext:
    return gx.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
            data_docs_sites={SITE_NAME: site_config(folder)},
            progress_bars=ProgressBarsConfig(globally=False),
            analytics_enabled=False,
        ),
    )


def _modified(warehouse: Path) -> datetime:
    """The time that the pages show: that of the file, so that the same file gives the same addresses."""
    return datetime.fromtimestamp(warehouse.stat().st_mtime, tz=UTC)


def _release(datasource: DuckDBDatasource) -> None:
    """Close both of the engines that a data source makes; an open one would keep the file from being replaced."""
    datasource.get_execution_engine().close()
    datasource.get_engine().dispose()


def _validate_table(
    context: EphemeralDataContext, datasource: DuckDBDatasource, checks: list[Check], key: tuple[str, ...], at: datetime
) -> list[CheckOutcome]:
    table = checks[0].table
    batch = datasource.add_table_asset(table, table_name=table).add_batch_definition_whole_table(table)
    suite = context.suites.add(gx.ExpectationSuite(name=table, expectations=[_expectation(each) for each in checks]))
    definition = gx.ValidationDefinition(name=table, data=batch, suite=suite)
    result = context.validation_definitions.add(definition).run(
        run_id=RunIdentifier(run_name="refresh", run_time=at),
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": list(key)},
    )
    found: Mapping[str, Any] = {each.expectation_config.meta["check"]: each for each in result.results}
    return [outcome_of(check, found[check.name]) for check in checks]


def _expectation(check: Check) -> Expectation:
    expectation: Expectation = get_expectation_impl(check.type)(
        **check.kwargs,
        # Without a description, pages show the whole query, or the bounds, and neither the severity nor the reason.
        # Escaped, because pages take it for markup.
        description=escape(f"{check.name} ({check.severity}): {describe(check)}", quote=False),
        severity=GX_SEVERITIES[check.severity],
        meta={"check": check.name},
    )
    return expectation
