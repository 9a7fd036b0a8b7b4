"""Which Dagster instance a command uses: the checkout's own, or the one whose storage is in PostgreSQL.

Here: the environment that `dagster.yaml` and `deploy/dagster/dagster.yaml` read. Not here: what the instance does; the
two files say it, because a file of Dagster's settings can't choose between two storages by itself.
"""

from __future__ import annotations

import importlib.util
import os

from orchestration.errors import LedgerError
from orchestration.lake_address import PostgresDatabase
from orchestration.settings import PROJECT_DIR, Settings


def prepare_dagster(settings: Settings) -> None:
    """Set where the instance stores its runs: in the database that the settings name, else in the data folder.

    Raises:
        LedgerError: a database is named, but its driver is not installed.
    """
    home, database = PROJECT_DIR, settings.dagster_database.get_secret_value()
    if database:
        home /= "deploy/dagster"
        os.environ["ECOSYSTEM_DAGSTER_DATABASE_URL"] = _with_driver(database)
    os.environ["DAGSTER_HOME"] = str(home)
    os.environ["ECOSYSTEM_DAGSTER_DIR"] = str(settings.data_path / "dagster")
    os.environ["ECOSYSTEM_DAGSTER_LOG_DIR"] = str(settings.data_path / "dagster" / "logs")


def _with_driver(database: str) -> str:
    if importlib.util.find_spec("dagster_postgres") is None:
        raise LedgerError(
            "The package dagster-postgres is missing: run `make setup` while ECOSYSTEM_DAGSTER_DATABASE is set."
        )
    return PostgresDatabase.read(database).address("postgresql+psycopg2")
