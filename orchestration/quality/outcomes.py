"""What one check came to, and the error for a run that could not take place.

Here: plain values without Great Expectations, so that the assets can import them at once. Not here: how they are
found (`run`, `validation`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from orchestration.errors import LedgerError

Severity = Literal["stop", "warn"]
Value = str | int | float | bool | None
Row = Mapping[str, Value]


class QualityError(LedgerError):
    """The expectations could not be read or run; the message says what to do."""


@dataclass(frozen=True)
class CheckOutcome:
    """The result of one check of one table; with its failing rows, at most twenty."""

    table: str
    name: str
    passed: bool
    severity: Severity
    reason: str
    description: str
    observed_value: Value = None
    unexpected_count: int | None = None
    failing_rows: tuple[Row, ...] = ()

    @property
    def stops_refresh(self) -> bool:
        """True when the warehouse must not be published because of this check."""
        return not self.passed and self.severity == "stop"
