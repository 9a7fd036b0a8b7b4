"""Format csv: the reports, written by DuckDB: UTF-8 without a byte order mark, RFC 4180, one header line."""

from __future__ import annotations

from pathlib import Path

from orchestration.exports import about
from orchestration.exports.columns import sheet_select
from orchestration.exports.data_package import write_package
from orchestration.exports.source import Source
from orchestration.sql_text import literal

CONTENTS = (
    "One CSV file per report, in UTF-8; a missing value is empty, moments are in UTC.\n"
    "datapackage.json describes files and columns (Data Package 2.0, https://datapackage.org)."
)


def write_csv(source: Source, folder: Path) -> None:
    """Write every report, the descriptor and the readme."""
    for table in source.reports:
        sql, parameters = source.select(table, sheet_select(table, has_moments=False))
        path = literal(folder / f"{table.name}.csv")
        source.connection.execute(f"copy ({sql}) to {path} (format csv, header)", parameters)
    write_package(source, source.reports, folder, "csv")
    readme = about.readme(source, CONTENTS, is_for_spreadsheets=True)
    (folder / about.README).write_text(readme, encoding="utf-8")
