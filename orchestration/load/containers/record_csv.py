"""CSV to records: finds the delimiter, the kind of escaping and the header, and refuses rows that do not fit it.

Python's csv module rather than polars: it tells a row that is broken from one that is sound, while polars fills short
rows with nulls, and either cuts long rows silently or refuses the whole file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from orchestration.load.containers.record_fields import FIELDS, LARGEST_RECORD, FieldNames, listing
from orchestration.load.containers.record_page import no_text_field
from orchestration.load.decoding import decode
from orchestration.load.models import Problem

# Where a single emoji makes every character four bytes, the text and its reader's copy take eight times the bytes.
LARGEST_TABLE = 64 * 1024 * 1024
DELIMITERS = ",;\t|"
LOOK_AT = 64 * 1024

TOO_LARGE = Problem(
    "too_large", f"The table is larger than {LARGEST_TABLE >> 20} MB. Save it as .parquet or .jsonl, or split it."
)
NO_HEADER = (
    "The first line names no known column; it holds: {columns}. Add a line with the names of the columns "
    "(text, title, url, date ...), or say in the meta file which column is the text: `fields: {{text: <name>}}`."
)


def read_csv(content: bytes, names: FieldNames) -> Iterator[Any] | Problem:
    """The rows of a table as records."""
    if len(content) > LARGEST_TABLE:
        return TOO_LARGE
    text = decode(content)
    if isinstance(text, Problem):
        return text
    text = text.lstrip("\ufeff")
    rows = _rows(text, names)
    header = next(rows, None)
    if header is None or isinstance(header, Problem):
        return header or iter(())
    columns = [column.strip() for column in header]
    if not names.any_in(columns, *FIELDS):
        return Problem("no_header", NO_HEADER.format(columns=listing(columns)))
    return (
        _records(columns, rows) if names.any_in(columns, "text") else no_text_field(list(filter(None, columns)), names)
    )


def _records(columns: list[str], rows: Iterator[list[str] | Problem]) -> Iterator[Any]:
    for row in rows:
        if isinstance(row, Problem):
            yield row
        elif len(row) != len(columns):
            yield _unequal(row, columns)
        else:  # backwards, so that of two columns with one name the first stays
            yield {column: value for column, value in zip(columns[::-1], row[::-1], strict=True) if column}


def _rows(text: str, names: FieldNames) -> Iterator[list[str] | Problem]:
    """The rows that hold anything; a row that breaks the rules of quoting is a problem."""
    stated, start = _stated_delimiter(text)
    # The limit is one for the whole process; its default of 128 KB is less than a long read with its markup.
    csv.field_size_limit(max(LARGEST_RECORD, csv.field_size_limit()))
    reader = _reader(io.StringIO(text[start:], newline=""), stated or _delimiter(text[:LOOK_AT], names), text)
    above = 1 if start else 0  # the line that states the delimiter
    while True:
        first = above + reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _broken(error, first, above + reader.line_num)
            continue
        if any(value.strip() for value in row):
            yield row


def _reader(lines: Any, delimiter: str, text: str) -> Any:
    # Spark and MySQL write a quote inside of a value as \", everyone else as "". Before a delimiter or a line's end it
    # may as well be a value that ends with a backslash.
    sample = text[:LOOK_AT]
    inside = re.findall(rf'\\"(?![{re.escape(delimiter)}\r\n]|\Z)', sample)
    backslash = len(inside) > sample.count('""')
    return csv.reader(
        lines, delimiter=delimiter, strict=True, doublequote=not backslash, escapechar="\\" if backslash else None
    )


def _stated_delimiter(text: str) -> tuple[str | None, int]:
    """The delimiter of a first line as Excel writes it (sep=;), and where the table begins."""
    first, newline, _ = text[:10].partition("\n")
    stated = first.strip("\r\"' ")[4:] if first.lower().lstrip("\"'").startswith("sep=") else ""
    return (stated, len(first) + len(newline)) if len(stated) == 1 else (None, 0)


def _delimiter(sample: str, names: FieldNames) -> str:
    """The one with which most columns of the header are known, then the one that makes most columns."""

    def score(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), [])
        return sum(names.any_in([column], *FIELDS) for column in header), len(header)

    return max(DELIMITERS, key=score)


def _unequal(row: list[str], columns: list[str]) -> Problem:
    message = (
        f"The row has {len(row)} fields, the header has {len(columns)}. "
        "Put values with a delimiter or a line break in quotes, and export the table again."
    )
    return Problem("broken_record", message, "|".join(row)[:200])


def _broken(error: csv.Error, first: int, last: int) -> Problem:
    """A quote that is not closed takes lines along that may have been rows of their own."""
    where = f"on line {first}" if first == last else f"that begins on line {first}"
    lost = "" if first == last else f" Nothing from there to line {last} was read."
    message = f"The row {where} cannot be read ({error}). Check its quotes, and export it again.{lost}"
    return Problem("broken_record", message)
