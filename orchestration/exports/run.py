"""One export: is it up to date, and if not, write it and put it into its place.

Here: which format is written by what, and when writing it again would give the same bytes. Not here: the formats.
"""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.exports.folders import replace_folder
from orchestration.exports.source import Refresh, Source, Terms, reading

if TYPE_CHECKING:
    from collections.abc import Callable

WRITERS = {
    "parquet": ("parquet_files", "write_parquet"),
    "csv": ("csv_files", "write_csv"),
    "xlsx": ("workbook", "write_xlsx"),
    "graphml": ("graph_files", "write_graphml"),
    "gexf": ("graph_files", "write_gexf"),
    "jsonld": ("linked_data", "write_jsonld"),
}
STAMP = ".made_from"
LIBRARIES = ("duckdb", "pyarrow", "xlsxwriter")


@dataclass(frozen=True)
class Export:
    """An export that lies in its place."""

    folder: Path
    refresh_id: str
    is_new: bool
    file_count: int
    byte_count: int


def export(form: str, warehouse: Path, dbt_project: Path, exports: Path, terms: Terms) -> Export:
    """Write one format of the published warehouse to its folder below `exports`, unless that is up to date.

    Raises:
        LedgerError: nothing is published yet.
    """
    target = exports / form
    with reading(warehouse, dbt_project, terms) as source:
        stamp = _stamp(source.refresh, terms, dbt_project)
        is_new = not is_complete(exports, form) or (target / STAMP).read_text(encoding="utf-8") != stamp
        if is_new:
            replace_folder(target, lambda folder: _write(form, source, folder, stamp))
    sizes = [path.stat().st_size for path in target.iterdir() if path.name != STAMP]
    return Export(target, source.refresh.refresh_id, is_new, len(sizes), sum(sizes))


def is_complete(exports: Path, form: str) -> bool:
    """Return whether an export lies in its place, of whichever refresh."""
    return (exports / form / STAMP).is_file()


def _write(form: str, source: Source, folder: Path, stamp: str) -> None:
    # Imported late: each format needs one library, and some of them take half a second.
    module, name = WRITERS[form]
    write: Callable[[Source, Path], None] = getattr(importlib.import_module(f"{__package__}.{module}"), name)
    write(source, folder)
    (folder / STAMP).write_text(stamp, encoding="utf-8")


def _stamp(refresh: Refresh, terms: Terms, dbt_project: Path) -> str:
    """Return a hash of all that an export is made from: the publication, the terms, the code and its libraries."""
    return hashlib.sha256(repr((refresh, terms, _code(dbt_project))).encode()).hexdigest()


@cache
def _code(dbt_project: Path) -> str:
    own = Path(__file__).parent
    digest = hashlib.sha256(repr([version(library) for library in LIBRARIES]).encode())
    for path in sorted([*own.glob("*.py"), *own.glob("*.yml"), *(dbt_project / "models").glob("*/*.yml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
