"""A dbt-duckdb plugin that attaches the lake, read-only, as the steps of a refresh do.

Here: handing dbt's connection to the package. Not here: where the lake is and how DuckDB reaches it
(`orchestration/settings.py`, `orchestration/lake_connection.py`). dbt-duckdb's own `extensions:` would run INSTALL,
which downloads, and its `attach:` would put what the place needs to be kept secret into the profile.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

CHECKOUT = str(Path(__file__).resolve().parents[2])


class Plugin(BasePlugin):
    """Attaches the lake once per process, before dbt builds."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Attach the lake that the settings name."""
        if CHECKOUT not in sys.path:  # dbt runs as a program of its own, from any folder
            sys.path.append(CHECKOUT)
        from orchestration.lake_connection import attach
        from orchestration.settings import Settings

        attach(conn, Settings().lake, "read_only")
