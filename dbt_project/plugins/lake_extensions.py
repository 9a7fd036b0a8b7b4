"""A dbt-duckdb plugin that loads the extensions which the lake needs, from their installed packages.

Here: loading by path, so that dbt needs neither a network nor DuckDB's extension folder in the home folder
(`extensions:` in the profile would run INSTALL, which downloads). Not here: attaching the lake, see `profiles.yml`.
"""

from __future__ import annotations

from importlib.resources import files

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

# The catalog's driver comes first: DuckLake looks for it when a lake is attached.
EXTENSIONS = ("sqlite_scanner", "ducklake")


class Plugin(BasePlugin):
    """Loads the extensions once per connection, before dbt-duckdb attaches the lake."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Load each extension from the wheel `duckdb-extension-<name>` of the same version as DuckDB."""
        for name in EXTENSIONS:
            folder = files(f"duckdb_extension_{name}") / "extensions" / f"v{duckdb.__version__}"
            path = str(folder / f"{name}.duckdb_extension").replace("'", "''")
            conn.execute(f"LOAD '{path}'")
