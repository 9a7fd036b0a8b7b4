"""Values that a suite names instead of repeating: `$next_year`, and lists such as `$COUNTRIES` and `$STATUSES`.

Here: what may follow a dollar sign, as a whole argument or inside a query. Not here: the values of the lists
(`schemas.terms`, `language`, `normalize/lookups`), the clock (the caller of `run_expectations` says which year is
next).
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

from orchestration.language.vocabularies import vocabulary
from orchestration.schemas import terms

NEXT_YEAR = "$next_year"
COUNTRIES = "$COUNTRIES"
CURRENCIES = "$CURRENCIES"
COUNTRIES_PATH = Path(__file__).parents[1] / "normalize" / "lookups" / "countries.csv"
TERMS: dict[str, tuple[str, ...]] = {
    f"${name}": value for name, value in vars(terms).items() if name.isupper() and isinstance(value, tuple)
}
KNOWN = (NEXT_YEAR, COUNTRIES, CURRENCIES, *TERMS)
NAME = re.compile(r"\$\w+")


def check(value: Any) -> None:
    """Raise ValueError when a value refers to something unknown."""
    for each in value.values() if isinstance(value, dict) else [value]:
        for name in NAME.findall(each) if isinstance(each, str) else ():
            if name not in KNOWN:
                raise ValueError(f"{name} is unknown; known are {', '.join(KNOWN)}")


def with_terms(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Replace the names of closed lists by the lists, inside queries by their values in quotes."""
    return {key: _with_terms(value) if isinstance(value, str) else value for key, value in kwargs.items()}


def with_next_year(kwargs: dict[str, Any], next_year: int) -> dict[str, Any]:
    """Replace `$next_year`."""
    return {key: _with_year(value, next_year) if isinstance(value, str) else value for key, value in kwargs.items()}


def _with_year(value: str, next_year: int) -> str | int:
    return next_year if value == NEXT_YEAR else value.replace(NEXT_YEAR, str(next_year))


def _with_terms(value: str) -> str | list[str]:
    lists = _lists()
    if value in lists:
        return list(lists[value])
    return NAME.sub(lambda name: _as_sql(lists.get(name[0])) or name[0], value)


def _as_sql(values: tuple[str, ...] | None) -> str:
    return ", ".join(f"'{value}'" for value in values or ())


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return TERMS | {COUNTRIES: _country_codes(), CURRENCIES: tuple(vocabulary("currencies")["codes"])}


def _country_codes() -> tuple[str, ...]:
    """Return the ISO codes of the lookup; read as a file, because no step of the refresh imports another."""
    lines = COUNTRIES_PATH.read_text(encoding="utf-8").splitlines()
    return tuple(row["country_code"] for row in csv.DictReader(line for line in lines if not line.startswith("#")))
