"""Running the expectations on a built warehouse: one outcome for every declared check, whatever the file holds.

Here: what can be said without Great Expectations (is there a file, which tables and columns), and the order of the
outcomes. Not here: the run itself (`validation`, imported only when there is something to run), pages (`site`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from orchestration.quality import evidence, references
from orchestration.quality.outcomes import CheckOutcome, QualityError
from orchestration.quality.suites import COLUMNS_CHECK, Check, Suites, all_checks, columns_of, describe

Shape = Mapping[str, frozenset[str]]


def run_expectations(warehouse: Path, suites: Suites, docs_dir: Path, next_year: int) -> list[CheckOutcome]:
    """Check a DuckDB file, write the site of pages, and return one outcome per check, in the order of the suites.

    Args:
        warehouse: The file that dbt built; it is opened read-only and released at the end.
        suites: What `load_suites` returned.
        docs_dir: Folder of the site (`index.html`); replaced as a whole.
        next_year: The year after the current one; the latest year that a fact may have.

    Raises:
        QualityError: When the file cannot be read or the site cannot be written.
    """
    shape = _shape(warehouse)
    checks = [_with_year(check, next_year) for check in all_checks(suites)]
    unready = {_key(check): outcome for check in checks if (outcome := _unready(check, shape))}
    ready = [check for check in checks if _key(check) not in unready]
    # Lazy: importing Great Expectations takes 3 to 9 seconds, which only a run is worth.
    from orchestration.quality.failures import write_failures
    from orchestration.quality.site import new_site
    from orchestration.quality.validation import validate

    with new_site(docs_dir) as folder:
        found = {(each.table, each.name): each for each in validate(warehouse, suites, ready, folder)}
        outcomes = [unready.get(_key(check)) or found[_key(check)] for check in checks]
        outcomes = evidence.add_quotes(warehouse, suites, outcomes, "fct_evidence" in shape and "dim_articles" in shape)
        write_failures(folder, outcomes)
    return outcomes


def preload() -> Thread:
    """Import Great Expectations in the background, while dbt builds in a process of its own: it saves 3 seconds."""
    thread = Thread(target=import_module, args=["orchestration.quality.validation"], daemon=True)
    thread.start()
    return thread


def _key(check: Check) -> tuple[str, str]:
    return check.table, check.name


def _with_year(check: Check, next_year: int) -> Check:
    kwargs = references.with_next_year(dict(check.kwargs), next_year)
    return Check(check.table, check.name, check.type, kwargs, check.severity, check.reason)


def _shape(warehouse: Path) -> Shape:
    """Return the columns of each table of schema marts."""
    import duckdb

    if not warehouse.is_file():
        raise QualityError(f"There is no warehouse at {warehouse}: run `make refresh`, which builds it with dbt first.")
    query = "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            rows = connection.execute(query).fetchall()
    except duckdb.IOException as error:
        raise QualityError(
            f"{warehouse} cannot be opened: close the program that writes to it, or, when it is damaged, delete it; "
            f"then run `make refresh` again. DuckDB says: {str(error).splitlines()[0]}"
        ) from error
    except duckdb.ConnectionException as error:
        raise QualityError(
            f"{warehouse} is open for writing in this process: close that connection before the checks run."
        ) from error
    tables: dict[str, set[str]] = {}
    for table, column in rows:
        tables.setdefault(table, set()).add(column)
    return {table: frozenset(columns) for table, columns in tables.items()}


def _unready(check: Check, shape: Shape) -> CheckOutcome | None:
    """Return the outcome of a check that cannot run because of its table or its columns; exactly one check stops."""
    columns = shape.get(check.table)
    if columns is None and check.name == COLUMNS_CHECK:
        return _failed(check, f"Table marts.{check.table} is missing: build it with dbt, or remove its suite.")
    if columns is None:
        return _failed(check, f"Not run: table marts.{check.table} is missing.", severity="warn")
    missing = [column for column in columns_of(check.kwargs) if column not in columns]
    if missing and check.name != COLUMNS_CHECK:
        return _failed(check, f"Not run: column {', '.join(missing)} is missing.", severity="warn")
    return None


def _failed(check: Check, message: str, **changes: Any) -> CheckOutcome:
    outcome = CheckOutcome(
        table=check.table,
        name=check.name,
        passed=False,
        severity=check.severity,
        reason=check.reason,
        description=f"{message} {describe(check)}",
        observed_value=message,
    )
    return replace(outcome, **changes)
