"""The expectations that suites may use: those of Great Expectations that run as SQL inside DuckDB.

Here: each type with its arguments. Each has a test in which it fails on bad data; add a type together with that test.
Not here: the expectations themselves (`expectations.yml`). Kept apart from Great Expectations, whose import takes
seconds, so that a mistake in the suites shows when Dagster loads its definitions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RANGE = frozenset({"min_value", "max_value", "strict_min", "strict_max"})
SHARE = frozenset({"mostly"})


@dataclass(frozen=True)
class ExpectationType:
    """Arguments of one expectation type."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()

    @property
    def has_range(self) -> bool:
        """True when the type takes min_value and max_value."""
        return self.optional >= RANGE


def _type(*required: str, optional: frozenset[str] = frozenset()) -> ExpectationType:
    return ExpectationType(frozenset(required), optional)


QUERY = "unexpected_rows_expectation"
COLUMNS = "expect_table_columns_to_match_set"
TYPES: dict[str, ExpectationType] = {
    "expect_column_values_to_not_be_null": _type("column", optional=SHARE),
    "expect_column_values_to_be_unique": _type("column", optional=SHARE),
    "expect_compound_columns_to_be_unique": _type("column_list", optional=SHARE),
    "expect_column_values_to_be_between": _type("column", optional=RANGE | SHARE),
    "expect_column_value_lengths_to_be_between": _type("column", optional=RANGE | SHARE),
    "expect_column_values_to_be_in_set": _type("column", "value_set", optional=SHARE),
    "expect_column_values_to_not_be_in_set": _type("column", "value_set", optional=SHARE),
    "expect_column_pair_values_a_to_be_greater_than_b": _type(
        "column_A", "column_B", optional=SHARE | {"or_equal", "ignore_row_if"}
    ),
    "expect_table_row_count_to_be_between": _type(optional=RANGE),
    QUERY: _type("unexpected_rows_query"),
}
UNSUPPORTED_HINTS = {
    "regex": "Great Expectations has no regular expressions for DuckDB: write an unexpected_rows_expectation "
    "with regexp_full_match(...)",
    "proportion": "it fails on an empty table: write expect_column_values_to_not_be_null with `mostly`",
}


def snake_case(name: str) -> str:
    """Return the snake_case spelling of an expectation type."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def unsupported_message(name: str) -> str:
    """Say why a type is not in the list, and what to use instead."""
    for part, hint in UNSUPPORTED_HINTS.items():
        if part in name:
            return f"{name} does not work here: {hint}"
    return f"{name} is not one of the supported types: {', '.join(TYPES)}"
