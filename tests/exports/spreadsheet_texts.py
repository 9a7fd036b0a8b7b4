"""What a cell of a CSV file must hold, worked out apart from the code that writes it."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

STARTS = tuple("=+-@＝＋－＠")
QUOTES = ("quote", "text")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might compute it; apostrophes in front count as none."""
    bare = text.lstrip("'")
    seen = bare
    while seen and (seen[0].isspace() or unicodedata.category(seen[0])[0] in "ZC"):
        seen = seen[1:]
    return bare[:1] in ("\t", "\r", "\n") or seen.startswith(STARTS)


def cell(column: str, value: object) -> str:
    """The text of a value; a number is compared as a number elsewhere."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    text = "; ".join(value) if isinstance(value, list) else str(value)
    if column in QUOTES and len(text) > 300:
        text = text[:299].rstrip(" ") + "…"
    return f"'{text}" if is_dangerous(text) else text
