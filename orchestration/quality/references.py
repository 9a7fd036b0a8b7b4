"""Values that a suite names instead of repeating: `$next_year` and the closed lists of `schemas.terms`.

Here: what may follow a dollar sign. Not here: the values of the lists (`schemas.terms`), the clock (the caller of
`run_expectations` says which year is next).
"""

from __future__ import annotations

from typing import Any

from orchestration.schemas import terms

NEXT_YEAR = "$next_year"
TERMS: dict[str, tuple[str, ...]] = {
    f"${name}": value for name, value in vars(terms).items() if name.isupper() and isinstance(value, tuple)
}


def check(value: Any) -> None:
    """Raise ValueError when a value refers to something unknown."""
    for each in value.values() if isinstance(value, dict) else [value]:
        if isinstance(each, str) and each.startswith("$") and each != NEXT_YEAR and each not in TERMS:
            raise ValueError(f"{each} is unknown; known are {', '.join([NEXT_YEAR, *TERMS])}")


def with_terms(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Replace the names of closed lists by the lists."""
    return {key: list(TERMS[value]) if _is_term(value) else value for key, value in kwargs.items()}


def with_next_year(kwargs: dict[str, Any], next_year: int) -> dict[str, Any]:
    """Replace `$next_year`."""
    return {key: next_year if value == NEXT_YEAR else value for key, value in kwargs.items()}


def _is_term(value: Any) -> bool:
    return isinstance(value, str) and value in TERMS
