"""Format xlsx: one workbook with a sheet per report, a sheet about it and a sheet that explains each column.

By XlsxWriter, a row at a time (constant_memory). Texts are written as texts, whatever they look like; where a sheet
would hold more rows than a sheet can, it ends there and says so on the first sheet.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from orchestration.exports import about
from orchestration.exports.catalog import Table
from orchestration.exports.columns import sheet_select
from orchestration.exports.plain_xml import xml_text
from orchestration.exports.sheet_names import sheet_names
from orchestration.exports.source import Source

WORKBOOK = "reports.xlsx"
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year: the days before are off by one, those before 1900 are not dates."""
LARGEST_INTEGER = 2**53
WIDTHS = {"VARCHAR": 30, "VARCHAR[]": 30, "DATE": 12, "TIMESTAMP WITH TIME ZONE": 20}
CONTENTS = f"{WORKBOOK} holds a sheet per report, a sheet about it, and a sheet that explains each column."


class Book:
    """A workbook that is being written, with its styles."""

    def __init__(self, path: Path, created: datetime) -> None:
        """Open the file; its only clock is that of the refresh."""
        options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        self.book = xlsxwriter.Workbook(str(path), options | {"tmpdir": str(path.parent)})
        self.book.set_properties({"title": about.TITLE, "created": created.replace(tzinfo=None)})
        self.header = self.book.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "top"})
        self.date = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = self.book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str, header: tuple[str, ...], widths: tuple[int, ...]) -> Worksheet:
        """Begin a sheet with a header that stays in sight; in constant_memory the one before is closed by that."""
        sheet = self.book.add_worksheet(name)
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        sheet.freeze_panes(1, 0)
        for number, title in enumerate(header):
            sheet.write_string(0, number, title, self.header)
        return sheet


def write_xlsx(source: Source, folder: Path, *, most_rows: int = MOST_ROWS) -> None:
    """Write the workbook and the readme; `most_rows` is the length of a sheet with its header."""
    book = Book(folder / WORKBOOK, source.refresh.refreshed_at)
    names = sheet_names([table.name for table in source.reports])
    _write_about(book, source, names, most_rows)
    _write_columns(book, source, names)
    for table in source.reports:
        _write_report(book, source, table, names[table.name], most_rows)
    book.book.close()
    readme = about.readme(source, CONTENTS, is_for_spreadsheets=True)
    (folder / about.README).write_text(readme, encoding="utf-8")


def _write_about(book: Book, source: Source, names: dict[str, str], most_rows: int) -> None:
    sheet = book.sheet("about", (about.TITLE, "", ""), (32, 14, 110))
    row = 0
    for line in about.readme(source, CONTENTS, is_for_spreadsheets=True).splitlines()[2:]:
        row += 1
        sheet.write_string(row, 0, line)
    for number, title in enumerate(("sheet", "rows", "question it answers")):
        sheet.write_string(row + 2, number, title, book.header)
    row += 3
    for table in source.reports:
        found = source.row_count(table)
        cut = f" Only the first {most_rows - 1} rows fit: take the CSV file." if found >= most_rows else ""
        sheet.write_url(row, 0, f"internal:'{names[table.name]}'!A1", string=names[table.name])
        sheet.write_number(row, 1, found)
        sheet.write_string(row, 2, table.description + cut, book.wrapped)
        row += 1


def _write_columns(book: Book, source: Source, names: dict[str, str]) -> None:
    sheet = book.sheet("columns", ("sheet", "column", "type", "unit", "meaning"), (32, 32, 26, 14, 110))
    row = 0
    for table in source.reports:
        for column in table.columns:
            row += 1
            cells = names[table.name], column.name, column.type.lower(), column.unit or "", column.description
            for number, text in enumerate(cells):
                sheet.write_string(row, number, text, book.wrapped)
    sheet.autofilter(0, 0, row, 4)


def _write_report(book: Book, source: Source, table: Table, name: str, most_rows: int) -> None:
    header = tuple(column.name for column in table.columns)
    widths = tuple(max(WIDTHS.get(column.type, 10), len(column.name) + 4) for column in table.columns)
    sheet = book.sheet(name, header, widths)
    writers = [_writer(book, sheet, column.type) for column in table.columns]
    row = 0
    for row, values in _numbered(source, table, most_rows):
        for number, value in enumerate(values):
            if value is not None:
                writers[number](row, number, value)
    sheet.autofilter(0, 0, row, len(header) - 1)


def _numbered(source: Source, table: Table, most_rows: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sql, parameters = source.select(table, sheet_select(table, has_moments=True))
    return zip(range(1, most_rows), source.rows(sql, parameters), strict=False)


def _writer(book: Book, sheet: Worksheet, kind: str) -> Callable[[int, int, Any], object]:
    """Return how the values of a type are written; what a cell can't hold as such becomes a text."""

    def text(row: int, number: int, value: object) -> None:
        sheet.write_string(row, number, _cell_text(str(value)))

    def moment(row: int, number: int, value: date) -> None:
        style: Format = book.moment if isinstance(value, datetime) else book.date
        is_known = date(value.year, value.month, value.day) >= FIRST_DAY
        sheet.write_datetime(row, number, value, style) if is_known else text(row, number, value.isoformat())

    def figure(row: int, number: int, value: float) -> None:
        fits = math.isfinite(value) and (isinstance(value, float) or abs(value) <= LARGEST_INTEGER)
        sheet.write_number(row, number, value) if fits else text(row, number, value)

    if kind == "BOOLEAN":
        return sheet.write_boolean
    if kind in ("DATE", "TIMESTAMP WITH TIME ZONE"):
        return moment
    return figure if kind in ("INTEGER", "BIGINT", "DOUBLE") else text


def _cell_text(value: str) -> str:
    """Return what a cell holds: no longer than a cell, and never what XlsxWriter would take for its own markup."""
    clean = xml_text(value)
    clean = f"'{clean}" if clean.startswith("<r>") and clean.endswith("</r>") else clean
    return clean if len(clean) <= LONGEST_TEXT else f"{clean[: LONGEST_TEXT - 1]}…"
