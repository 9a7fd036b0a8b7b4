"""Values inside SQL text, for statements that take no parameters: ATTACH, LOAD, COPY, CREATE SECRET.

Here: quoting. Not here: statements; where DuckDB takes parameters, they are used.
"""

from __future__ import annotations


def literal(value: object) -> str:
    """Return a value as a string literal of SQL."""
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"
