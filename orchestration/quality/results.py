"""From a result of Great Expectations to an outcome.

Here: where each kind of expectation keeps its numbers and its failing rows. Not here: running them (`validation`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from orchestration.quality.catalog import COLUMNS
from orchestration.quality.outcomes import CheckOutcome, Row, Value
from orchestration.quality.suites import Check, describe

MAX_ROWS = 20


def outcome_of(check: Check, validation: Any) -> CheckOutcome:
    """Return the outcome of one check; one that raised an error failed, and says which."""
    result: Mapping[str, Any] = validation.result or {}
    error = _error(validation.exception_info)
    return CheckOutcome(
        table=check.table,
        name=check.name,
        passed=bool(validation.success),
        severity=check.severity,
        reason=check.reason,
        description=f"Could not run: {error}. {describe(check)}" if error else describe(check),
        observed_value=f"Could not run: {error}" if error else _observed(check, result),
        unexpected_count=_unexpected_count(result),
        failing_rows=() if validation.success else _failing_rows(result),
    )


def _error(info: Mapping[str, Any] | None) -> str | None:
    """Return the first line of an error; they come alone or by metric."""
    if not info:
        return None
    entries = [info] if "raised_exception" in info else list(info.values())
    message = next((each["exception_message"] for each in entries if each["raised_exception"]), None)
    return message and str(message).strip().splitlines()[0].removeprefix("(_duckdb.CatalogException) ")


def _observed(check: Check, result: Mapping[str, Any]) -> Value:
    if check.type == COLUMNS:
        missing = _missing_columns(result)
        return f"missing: {', '.join(missing)}" if missing else "all present"
    if "observed_value" in result:
        return _plain(result["observed_value"])
    return f"{result.get('unexpected_count')} of {result.get('element_count')} rows"


def _missing_columns(result: Mapping[str, Any]) -> list[str]:
    return sorted(result.get("details", {}).get("mismatched", {}).get("missing", ()))


def _unexpected_count(result: Mapping[str, Any]) -> int | None:
    details = result.get("details", {})
    if "unexpected_rows" in details:
        return int(result["observed_value"])
    if "mismatched" in details:
        return len(_missing_columns(result))
    return result.get("unexpected_count")


def _failing_rows(result: Mapping[str, Any]) -> tuple[Row, ...]:
    details = result.get("details", {})
    if missing := _missing_columns(result):
        return tuple({"missing_column": column} for column in missing)
    found = details.get("unexpected_rows") or result.get("unexpected_index_list") or result.get("unexpected_list") or ()
    return _first(row for row in found if isinstance(row, Mapping))


def _first(found: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Return distinct rows in a fixed order; Great Expectations hands over the first 20 or 200, by expectation."""
    rows = {json.dumps(row, default=str): row for row in ({k: _plain(v) for k, v in each.items()} for each in found)}
    return tuple(rows[key] for key in sorted(rows)[:MAX_ROWS])


def _plain(value: Any) -> Value:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if isinstance(value, date) else json.dumps(value, default=str)
