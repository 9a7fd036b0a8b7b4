"""How a column of the warehouse leaves it: SQL expressions that shorten quotes and keep spreadsheets from computing.

Here: the rules for texts, once for all formats. Not here: which rows leave it (`licences` for the texts of articles).
"""

from __future__ import annotations

import re

from orchestration.exports.catalog import Column, Table

LONGEST_QUOTE = 300
"""Code points of a quote, its ellipsis among them: enough to judge a fact, too little to replace the article."""

QUOTED = re.compile(r"(^|_)(quote|quotes|sentence|sentences|text|texts)(_|$)")
"""Columns that hold words of articles. A new one is named so, or is added here; a test looks for longer ones."""

WHOLE = frozenset({("articles_text", "text")})
"""Columns of a table that hold whole articles: their rows are those whose licence allows it (`licences`)."""

DANGEROUS = r"^''*([\s\p{Z}\p{C}]*[=+\-@＝＋－＠]|[\t\r\n])"
"""Texts that a spreadsheet may take for a formula: OWASP's list, also behind blanks and invisible characters.

Apostrophes in front count too, so that removing the one that `guarded` adds gives back every text.
"""

LIST_SEPARATOR = "; "
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


def exact_select(table: Table) -> str:
    """Return the select list that keeps types and values; only quotes are shortened, not texts of free articles."""
    return ", ".join(
        f'"{column.name}"' if (table.name, column.name) in WHOLE else f'{_exact(column)} as "{column.name}"'
        for column in table.columns
    )


def sheet_select(table: Table, *, has_moments: bool) -> str:
    """Return the select list for CSV and spreadsheets: lists as text, dangerous texts guarded.

    Args:
        table: The table whose columns are listed.
        has_moments: Whether the format knows moments; else they are texts in UTC.
    """
    return ", ".join(f'{_in_a_sheet(column, has_moments)} as "{column.name}"' for column in table.columns)


def capped(text: str) -> str:
    """Return the expression of a quote of at most `LONGEST_QUOTE` code points, with an ellipsis where it was cut."""
    cut = f"rtrim(left({text}, {LONGEST_QUOTE - 1})) || '…'"
    return f"case when length({text}) > {LONGEST_QUOTE} then {cut} else {text} end"


def guarded(text: str) -> str:
    """Return the expression of a text with an apostrophe in front where a spreadsheet might compute it."""
    return f"case when regexp_matches({text}, '{DANGEROUS}') then '''' || {text} else {text} end"


def _exact(column: Column) -> str:
    name = f'"{column.name}"'
    if not QUOTED.search(column.name):
        return name
    if column.type == "VARCHAR":
        return capped(name)
    return f"list_transform({name}, lambda one: {capped('one')})" if column.type == "VARCHAR[]" else name


def _in_a_sheet(column: Column, has_moments: bool) -> str:
    exact = _exact(column)
    if column.type == "VARCHAR":
        return guarded(f"({exact})")
    if column.type.endswith("[]"):
        return guarded(f"array_to_string({exact}, '{LIST_SEPARATOR}')")
    if column.type == "TIMESTAMP WITH TIME ZONE":
        in_utc = f"({exact} at time zone 'UTC')"
        return in_utc if has_moments else f"strftime({in_utc}, '{MOMENT}')"
    return exact
