"""datapackage.json: what the files of a folder hold, by the Data Package standard, version 2.0 (Frictionless).

It lies in the folder that it describes, so both are replaced at once and its hashes hold. Everything in it is known to
readers of version 1 too, other than `$schema` and `type`, which those skip. Not here: descriptions (`dbt_project`).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from orchestration.exports import about
from orchestration.exports.catalog import Column, Table
from orchestration.exports.columns import LIST_SEPARATOR
from orchestration.exports.source import Source

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0"
FIELD_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def write_package(source: Source, tables: tuple[Table, ...], folder: Path, form: str) -> None:
    """Describe the files of the tables, which are written already."""
    names = {table.name for table in tables}
    descriptor = _package(source) | {"resources": [_resource(table, names, folder, form) for table in tables]}
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")


def _package(source: Source) -> dict[str, Any]:
    found = {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": "ecosystem-ledger",
        "id": source.refresh.refresh_id,
        "title": about.TITLE,
        "description": f"{about.ABOUT} {about.QUOTES}",
        "created": about.moment(source),
        "citation": about.citation(source),
        "sources": _sources(source),
    }
    if source.terms.licence:  # without licences, nothing is allowed but to look
        found["licenses"] = [_licence(source)]
    if source.terms.publisher:
        found["contributors"] = [{"title": source.terms.publisher, "roles": ["publisher"]}]
    return found


def _licence(source: Source) -> dict[str, str]:
    known, stated = source.terms.known, source.terms.licence
    if known:
        return {"name": known.id, "title": known.title, "path": known.address}
    if stated.startswith(("https://", "http://")):
        return {"path": stated, "title": stated}
    is_name = stated.isascii() and all(letter.isalnum() or letter in "-._" for letter in stated)
    return {"name": stated if is_name else "other", "title": stated}


def _sources(source: Source) -> list[dict[str, str]]:
    """Return who published the articles, and where the cities come from."""
    publishers = source.rows("select distinct source_name from marts.dim_articles order by 1")
    cities = {"title": "GeoNames, CC BY 4.0", "path": "https://www.geonames.org"}
    return [{"title": name} for (name,) in publishers] + [cities]


def _resource(table: Table, names: set[str], folder: Path, form: str) -> dict[str, Any]:
    path = folder / f"{table.name}.{form}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.name,
        "type": "table",
        "path": path.name,
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        **({"encoding": "utf-8"} if form == "csv" else {}),
        "description": table.description,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table, names, form),
    }


def _schema(table: Table, names: set[str], form: str) -> dict[str, Any]:
    found: dict[str, Any] = {"fields": [_field(column, form) for column in table.columns]}
    if table.key:
        found["primaryKey"] = list(table.key)
    references = [(column.name, column.reference) for column in table.columns if column.reference]
    keys = [
        {"fields": [name], "reference": {"resource": to.table, "fields": [to.column]}}
        for name, to in references
        if to.table in names
    ]
    return found | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, form: str) -> dict[str, Any]:
    is_list = column.type.endswith("[]")
    kind = FIELD_TYPES.get(column.type, "any")
    if is_list:
        kind = "string" if form == "csv" else "array"
    found: dict[str, Any] = {"name": column.name, "type": kind, "description": column.description}
    if is_list and form == "csv":
        found["description"] += f" Several are joined with '{LIST_SEPARATOR}'."
    if column.unit:
        found["unit"] = column.unit
    constraints: dict[str, Any] = {}
    # An empty list is an empty cell of a CSV file, and that is no value.
    if column.is_required and not (is_list and form == "csv"):
        constraints["required"] = True
    if column.values and not is_list:
        constraints["enum"] = list(column.values)
    return found | ({"constraints": constraints} if constraints else {})
