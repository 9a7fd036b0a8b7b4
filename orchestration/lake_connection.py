"""A DuckDB connection with the lake attached as database `lake`, wherever catalog and files are.

Here: DuckDB's extensions, its secrets, the ATTACH, and errors without secrets; dbt's plugin uses the same. Not here:
where the lake is (`lake_address`), tables and rows (`lake`), who may write (`lake_lock`). Passwords and keys go into
DuckDB's secrets, which live in memory and are shown as "redacted": an attach string ends up in logs.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from orchestration.errors import LedgerError
from orchestration.lake_address import Bucket, LakeAddress, PostgresDatabase
from orchestration.sql_text import literal

CONFIG: Mapping[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_persistent_secrets": False,
}
DEAD_AFTER = {"keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}
"""A machine that is switched off says no goodbye: each side of a connection notices after 30 + 3 * 10 seconds."""
COMMIT_RETRIES = 50
"""DuckLake counts its snapshots, so of two commits at once one has to take the next number: it tries again by itself.
Its own limit of 10 was reached when two processes did nothing but commit; a try costs 20 ms to 0.2 s."""


def extension_path(name: str) -> Path:
    """Return the file of a DuckDB extension in its wheel: loaded by path, it needs no network and no home folder."""
    package = importlib.util.find_spec(f"duckdb_extension_{name}")
    if package is None or not package.submodule_search_locations:
        raise LedgerError(f"The package duckdb-extension-{name.replace('_', '-')} is missing: run `make setup`.")
    folder = Path(package.submodule_search_locations[0])
    return folder / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"


@contextmanager
def connected(address: LakeAddress, *options: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection of its own with the lake attached; options are those of ATTACH.

    Raises:
        LedgerError: the lake can't be opened.
    """
    connection = duckdb.connect(config=dict(CONFIG))
    try:
        attach(connection, address, *options)
        yield connection
    finally:
        connection.close()


def attach(connection: duckdb.DuckDBPyConnection, address: LakeAddress, *options: str) -> None:
    """Attach the lake as database `lake`; the connection may be dbt's.

    Raises:
        LedgerError: the lake can't be opened; the message holds no secret.
    """
    try:
        _load(connection, address)
        for statement in (*_secrets(address), _lake_secret(address)):
            connection.execute(statement)
        if address.is_shared:
            connection.execute(f"set ducklake_max_retry_count = {COMMIT_RETRIES}")
            connection.execute("set ducklake_retry_backoff = 1.1")
        # A folder may be moved, so its place is stated each time. Elsewhere the catalog knows where the files are, and
        # DuckLake refuses whoever believes something else.
        override = ("override_data_path true",) if address.is_in_one_folder else ()
        chosen = ", ".join([*override, *options])
        connection.execute(f"attach 'ducklake:lake' as lake{f' ({chosen})' if chosen else ''}")
    except duckdb.Error as error:
        raise LedgerError(_explained(address, without_secrets(str(error), address))) from None


def is_created(address: LakeAddress) -> bool:
    """Return whether there is a lake at an address.

    Raises:
        LedgerError: the catalog can't be reached.
    """
    if isinstance(address.catalog, Path):
        return address.catalog.exists()
    with duckdb.connect(config=dict(CONFIG)) as connection:
        attach_catalog(connection, address)
        asked = "select 1 from duckdb_tables() where database_name = 'catalog' and table_name = 'ducklake_metadata'"
        return connection.execute(asked).fetchone() is not None


def attach_catalog(connection: duckdb.DuckDBPyConnection, address: LakeAddress) -> None:
    """Attach the PostgreSQL database that holds the catalog, as database `catalog`.

    Raises:
        LedgerError: the database can't be reached.
    """
    try:
        connection.execute(f"load {literal(extension_path('postgres_scanner'))}")
        connection.execute(next(_secrets(address)))
        connection.execute("attach '' as catalog (type postgres, secret lake_catalog)")
    except duckdb.Error as error:
        raise LedgerError(_explained(address, without_secrets(str(error), address))) from None


def without_secrets(text: str, address: LakeAddress) -> str:
    """Return a text in which the passwords and keys of an address are stars."""
    for secret in address.secrets:
        text = text.replace(secret, "***")
    return text


def extensions_of(address: LakeAddress) -> tuple[str, ...]:
    """Return the extensions that DuckDB needs for a lake, in the order in which they are loaded.

    The catalog's driver comes first: DuckLake looks for it when a lake is attached.
    """
    driver = "postgres_scanner" if address.is_shared else "sqlite_scanner"
    return (driver, "httpfs", "ducklake") if isinstance(address.files, Bucket) else (driver, "ducklake")


def _load(connection: duckdb.DuckDBPyConnection, address: LakeAddress) -> None:
    for name in extensions_of(address):
        connection.execute(f"load {literal(extension_path(name))}")


def _secrets(address: LakeAddress) -> Iterator[str]:
    """Yield the statements that tell DuckDB the passwords and keys, that of the catalog first."""
    if isinstance(address.catalog, PostgresDatabase):
        yield _secret("lake_catalog", "postgres", _postgres_options(address.catalog))
    if isinstance(address.files, Bucket):
        yield _secret("lake_files", "s3", _s3_options(address.files))


def _lake_secret(address: LakeAddress) -> str:
    if isinstance(address.catalog, PostgresDatabase):
        path, parameters = "", "map {'TYPE': 'postgres', 'SECRET': 'lake_catalog'}"
    else:
        path, parameters = str(address.catalog), "map {'TYPE': 'sqlite'}"
    return (
        f"create or replace secret lake (type ducklake, metadata_path {literal(path)}, "
        f"data_path {literal(address.files_url)}, metadata_parameters {parameters})"
    )


def _postgres_options(database: PostgresDatabase) -> dict[str, str]:
    return {
        "host": database.host,
        "port": str(database.port),
        "dbname": database.database,
        "user": database.user,
        "password": database.password,
        "application_name": "ecosystem-ledger",
        "connect_timeout": "15",
        "options": " ".join(f"-c tcp_{name}={value}" for name, value in DEAD_AFTER.items()),
        **DEAD_AFTER,
        **dict(database.parameters),
    }


def _s3_options(bucket: Bucket) -> dict[str, str]:
    found = {
        "scope": bucket.url,
        "key_id": bucket.access_key_id,
        "secret": bucket.secret_access_key,
        "session_token": bucket.session_token,
        "region": bucket.region,
        "url_style": bucket.url_style,
    }
    if bucket.endpoint:
        found |= {"endpoint": bucket.endpoint.host, "use_ssl": str(bucket.endpoint.has_tls).lower()}
    return {name: value for name, value in found.items() if value}


def _secret(name: str, kind: str, options: Mapping[str, str]) -> str:
    stated = ", ".join(f"{key} {literal(value)}" for key, value in options.items())
    return f"create or replace secret {name} (type {kind}, {stated})"


def _explained(address: LakeAddress, error: str) -> str:
    first_line = error.splitlines()[0]
    if "DATA_PATH" in error:
        return (
            f"The files of the lake at {address.catalog} are not where ECOSYSTEM_LAKE_FILES says, in {address.files} "
            f"({first_line}): set it to the place that the catalog names. A lake elsewhere begins anew with a catalog "
            "of its own: set ECOSYSTEM_LAKE_CATALOG or ECOSYSTEM_DATA_DIR too."
        )
    if not isinstance(address.catalog, PostgresDatabase):
        folder = address.catalog.parent
        return (
            f"The lake's catalog {address.catalog} can't be opened ({first_line}): "
            f"move the folder {folder} away, and the next refresh reads all articles anew."
        )
    reason = first_line.rpartition('"Unable to connect to Postgres at "": ')[2]
    return (
        f"The lake's catalog {address.catalog} can't be reached ({reason}): start the server, or correct "
        "ECOSYSTEM_LAKE_CATALOG."
    )
