"""Names of sheets: at most 31 characters, distinct whatever their case, none that a spreadsheet keeps for itself."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 31
TAKEN = ("about", "columns", "history")  # Excel keeps the last one for itself


def sheet_names(tables: Iterable[str]) -> dict[str, str]:
    """Return the name of each table's sheet; those that are too long end in ~1, ~2 ..."""
    found: dict[str, str] = {}
    taken = set(TAKEN)
    for table in tables:
        name, number = table[:LONGEST], 0
        while name.casefold() in taken or (number == 0 and len(table) > LONGEST):
            number += 1
            end = f"~{number}"
            name = f"{table[: LONGEST - len(end)]}{end}"
        taken.add(name.casefold())
        found[table] = name
    return found
