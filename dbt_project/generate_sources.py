"""Writes the YAML of dbt's sources and of the staging models from `orchestration/schemas`.

Here: what dbt must know about the lake, so that a column is described once. Not here: the staging SQL, and the
contracts of marts and reports, which are written by hand. Run `python dbt_project/generate_sources.py` after a change
in `orchestration/schemas`; a test compares the files with what this module would write.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parent
STAGING = PROJECT / "models" / "staging"
HEADER = "# Written by generate_sources.py from orchestration/schemas: change those and run it again.\n"
SCHEMAS = {
    "feeds": "What is known of the feeds that are polled, and of the pages that they list.",
    "raw": "Articles as read from files, which of them are copies, and what could not be read.",
    "facts": "What single articles state, in their own words.",
    "core": "Facts after normalization: entities across articles, dates, numbers and places as values.",
    "operations": "What the system did.",
}
# Dagster's asset keys where they are not ["core", <table>]: the assets are named after what they hold.
ASSET_KEYS = {
    "feeds.polls": ["feed_polls"],
    "feeds.fetches": ["fetches"],
    "feeds.rejected_feeds": ["rejected_feeds"],
    "raw.articles": ["articles"],
    "raw.article_copies": ["article_copies"],
    "raw.files": ["raw_files"],
    "raw.rejected_articles": ["rejected_articles"],
    "facts.selections": ["selections"],
    "facts.organizations": ["organization_facts"],
    "facts.partnerships": ["partnership_facts"],
    "facts.programs": ["program_facts"],
    "facts.program_organizations": ["program_organization_facts"],
    "facts.metrics": ["metric_facts"],
    "facts.person_roles": ["person_role_facts"],
    "facts.rejected_facts": ["rejected_facts"],
    "facts.extractions": ["extractions"],
    "operations.refreshes": ["refresh_history"],
}


def lake_tables() -> tuple[Any, ...]:
    """The tables of the lake; imported here so that the script runs from any folder without an installation."""
    if str(PROJECT.parent) not in sys.path:
        sys.path.insert(0, str(PROJECT.parent))
    from orchestration.schemas import LAKE_TABLES

    return LAKE_TABLES


def description(table: Any) -> str:
    """The docstring of a table in one line."""
    return " ".join(str(table.__doc__).split())


def columns(table: Any) -> list[dict[str, str]]:
    """Name and description of each column, in order."""
    return [{"name": name, "description": str(column.description)} for name, column in table.columns().items()]


def source(schema: str) -> dict[str, Any]:
    """One dbt source: a schema of the lake with its tables."""
    tables = [table for table in lake_tables() if table.lake_schema == schema]
    return {
        "name": schema,
        "description": SCHEMAS[schema],
        "database": "lake",
        "schema": schema,
        "tables": [source_table(table) for table in tables],
    }


def source_table(table: Any) -> dict[str, Any]:
    """One table of a dbt source, with the key of the Dagster asset that writes it."""
    key = ASSET_KEYS.get(table.qualified_name(), [table.lake_schema, table.lake_name])
    return {
        "name": table.lake_name,
        "description": description(table),
        "config": {"meta": {"dagster": {"asset_key": key}}},
        "columns": columns(table),
    }


def staging_model(table: Any) -> dict[str, Any]:
    """The properties of the staging model of a table."""
    name = f"stg_{table.lake_schema}__{table.lake_name}"
    return {"name": name, "description": description(table), "columns": columns(table)}


def as_yaml(content: dict[str, Any]) -> str:
    """A properties file of dbt."""
    return HEADER + yaml.safe_dump({"version": 2, **content}, sort_keys=False, allow_unicode=True, width=118)


def expected_files() -> dict[Path, str]:
    """Each file that this module owns, with its content; a staging model has one when its SQL exists."""
    written = {STAGING / "_sources.yml": as_yaml({"sources": [source(schema) for schema in SCHEMAS]})}
    for table in lake_tables():
        model = staging_model(table)
        if (STAGING / f"{model['name']}.sql").exists():
            written[STAGING / f"{model['name']}.yml"] = as_yaml({"models": [model]})
    return written


if __name__ == "__main__":
    for path, text in expected_files().items():
        path.write_text(text, encoding="utf-8")
