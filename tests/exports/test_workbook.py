"""The workbook: texts stay texts, limits are told, and LibreOffice shows what the CSV files say."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from orchestration.exports import Terms
from orchestration.exports.sheet_names import sheet_names
from orchestration.exports.source import reading
from orchestration.exports.workbook import LONGEST_TEXT, WORKBOOK, Book, _writer, write_xlsx
from tests.dbt.helpers import PROJECT
from tests.exports.warehouses import changed, export_one, reports, rows_of

HOSTILE = "=cmd|' /C calc'!A0"
SHEETS = sheet_names(reports())
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Comma, quotes, UTF-8, cells as they are shown, one file per sheet."""


def test_header_stays_filters_are_set_and_columns_are_explained(exported: Path) -> None:
    book = openpyxl.load_workbook(exported / "xlsx" / WORKBOOK)
    assert book.sheetnames == ["about", "columns", *SHEETS.values()]
    for name in SHEETS.values():
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet["A1"].font.bold
    explained = {(row[0], row[1]): row[4] for row in book["columns"].iter_rows(min_row=2, values_only=True)}
    for name in reports():
        for cell in book[SHEETS[name]][1]:
            assert explained[SHEETS[name], cell.value], (name, cell.value)


def test_the_first_sheet_tells_refresh_licence_citation_and_questions(exported: Path) -> None:
    about = openpyxl.load_workbook(exported / "xlsx" / WORKBOOK)["about"]
    told = "\n".join(str(value) for row in about.iter_rows(values_only=True) for value in row if value is not None)
    assert "refresh_0000000000000001" in told
    assert "CC-BY-4.0" in told
    assert "Statistics of Nordhavn (2026)" in told
    assert "Who works with whom" in told


def test_a_report_that_is_too_long_for_a_sheet_says_so(published: Path, tmp_path: Path) -> None:
    with reading(published, PROJECT, Terms()) as source:
        write_xlsx(source, tmp_path, most_rows=3)
    book = openpyxl.load_workbook(tmp_path / WORKBOOK)
    assert book["organization_profile"].max_row == 3
    rows = {row[0]: row for row in book["about"].iter_rows(values_only=True)}
    assert rows["organization_profile"][1] == 5
    assert "Only the first 2 rows fit: take the CSV file." in rows["organization_profile"][2]
    assert "fit" not in rows["refreshes"][2]


@pytest.mark.parametrize("name", ["=1+1", HOSTILE, "@SUM(1)", "<r><t>x</t></r>", "{=1}", "https://e.org"])
def test_hostile_names_are_texts(published: Path, tmp_path: Path, name: str) -> None:
    quoted = name.replace("'", "''")
    warehouse = changed(published, tmp_path, f"update marts.organization_profile set name = '{quoted}'")
    export_one("xlsx", warehouse, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "xlsx" / WORKBOOK)["organization_profile"]
    for row in range(2, sheet.max_row + 1):
        assert sheet.cell(row, 2).data_type == "s"
        assert str(sheet.cell(row, 2).value).removeprefix("'") == name
        assert not str(sheet.cell(row, 2).value).startswith(("=", "@"))


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1))
@example(texts=["a\ufffeb\uffff", "<r><t>x</t></r>", "<r>&", "  blanks  "])
def test_any_text_makes_a_workbook_that_opens(tmp_path: Path, texts: list[str]) -> None:
    from datetime import UTC, datetime

    book = Book(tmp_path / "any.xlsx", datetime(2026, 1, 1, tzinfo=UTC))
    sheet = book.sheet("texts", ("text",), (20,))
    write = _writer(book, sheet, "VARCHAR")
    for row, text in enumerate(texts, start=1):
        write(row, 0, text)
    book.book.close()
    read = openpyxl.load_workbook(tmp_path / "any.xlsx")["texts"]
    for row, text in enumerate(texts, start=1):
        seen = read.cell(row + 1, 1)
        assert seen.data_type != "f" or not seen.value
        assert (seen.value or "").removeprefix("'") == "".join(c for c in text if c not in "\ufffe\uffff").removeprefix(
            "'"
        )


def test_what_a_cell_cannot_hold_becomes_a_text_or_is_cut(published: Path, tmp_path: Path) -> None:
    warehouse = changed(
        published,
        tmp_path,
        "update marts.organization_profile set first_seen_on = '1850-05-04', metric_count = 9007199254740993",
        "update marts.data_issues set message = repeat('x', 40000)",
    )
    export_one("xlsx", warehouse, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "xlsx" / WORKBOOK)
    header = [cell.value for cell in book["organization_profile"][1]]
    assert book["organization_profile"].cell(2, header.index("first_seen_on") + 1).value == "1850-05-04"
    assert book["organization_profile"].cell(2, header.index("metric_count") + 1).value == "9007199254740993"
    header = [cell.value for cell in book["data_issues"][1]]
    message = str(book["data_issues"].cell(2, header.index("message") + 1).value)
    assert (len(message), message[-1]) == (LONGEST_TEXT, "…")


def test_names_of_sheets_are_short_distinct_and_free() -> None:
    long = "partnerships_by_country_pair_and_year"
    names = sheet_names(["history", "programs", f"{long}_a", f"{long}_b"])
    assert list(names) == ["history", "programs", f"{long}_a", f"{long}_b"]
    assert names["programs"] == "programs"
    assert "history" not in names.values()
    assert len(set(names.values())) == 4
    assert max(map(len, names.values())) <= 31


def test_libreoffice_shows_what_the_csv_says(published: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc-nogui")
    warehouse = changed(
        published, tmp_path, "update marts.organization_profile set name = '=1+1' where name = 'Epsilon'"
    )
    for form in ("csv", "xlsx"):
        export_one(form, warehouse, tmp_path / "exports")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", AS_SHOWN, "--outdir", str(tmp_path / "shown")]
    book = tmp_path / "exports" / "xlsx" / WORKBOOK
    subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=300)
    for name in reports():
        shown = _cells(tmp_path / "shown" / f"reports-{SHEETS[name]}.csv")
        stated = _cells(tmp_path / "exports" / "csv" / f"{name}.csv")
        assert shown == stated, name
    ((count,),) = rows_of(warehouse, "select count(*) from marts.organization_profile where name = '=1+1'")
    assert count == 1
    assert "'=1+1" in (tmp_path / "shown" / "reports-organization_profile.csv").read_text(encoding="utf-8")


def _cells(path: Path) -> list[list[str]]:
    """The cells of a CSV file in one form: numbers to six digits, truth in small letters, moments to the second."""
    with path.open(encoding="utf-8", newline="") as file:
        return [[_plain(cell) for cell in row] for row in csv.reader(file)]


def _plain(cell: str) -> str:
    if cell in ("TRUE", "FALSE"):
        return cell.lower()
    if cell.endswith("Z") and cell[10:11] == "T":
        return cell[:19].replace("T", " ")
    try:
        return f"{float(cell):.6g}"
    except ValueError:
        return cell
