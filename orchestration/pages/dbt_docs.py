"""dbt's documentation as one file: models, columns, tests and the graph between them.

Here: dbt's own page filled with the manifest of the last build and with a catalog of the published file, as `dbt docs
generate --static` fills it. Not here: descriptions (the YAML files of dbt_project). That command would start dbt again
and open the warehouse for writing, 7 seconds of work beside 0.3; its page asks a tracker where statistics are on.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from orchestration.errors import LedgerError
from orchestration.pages.writing import OFFLINE, SCRIPTS, write_page

MANIFEST, CATALOG = '"MANIFEST.JSON INLINE DATA"', '"CATALOG.JSON INLINE DATA"'
ICON = """<link rel="shortcut icon" href="${require('./assets/favicons/favicon.ico')}"/>"""
"""An address that dbt's own build left unresolved."""
CATALOG_VERSION = "https://schemas.getdbt.com/dbt/catalog/v1.json"
# Differ from run to run, and tell nothing about the project.
PASSING = ("generated_at", "invocation_id", "invocation_started_at", "run_started_at", "user_id", "env")
WORKPLACES = ("compiled_path", "build_path")
"""Where dbt worked on this machine, which is nobody's business."""
TABLES = """
    select schema_name, table_name, estimated_size, coalesce(comment, '') as comment
    from duckdb_tables() where not internal
"""
COLUMNS = """
    select schema_name, table_name, column_name, column_index, data_type, coalesce(comment, '') as comment
    from duckdb_columns() where not internal
"""


def write_dbt_docs(manifest_path: Path, warehouse: Path, page: Path) -> bool:
    """Write the page from dbt's manifest and the tables of a warehouse; tell whether it changed.

    Raises:
        LedgerError: dbt's page is not the one that this fills, or the page cannot be written.
    """
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    manifest["metadata"] = {key: value for key, value in manifest["metadata"].items() if key not in PASSING}
    manifest["metadata"]["send_anonymous_usage_stats"] = False
    for node in manifest["nodes"].values():
        for place in WORKPLACES:
            node.pop(place, None)
    html = _template().replace(ICON, "")
    html = html.replace(MANIFEST, _inline(manifest)).replace(CATALOG, _inline(_catalog(manifest, warehouse)))
    return write_page(page, html.replace("<head>", f"<head>{OFFLINE.format(more=SCRIPTS)}", 1))


def _template() -> str:
    spec = find_spec("dbt.task.docs")
    path = Path(spec.origin).with_name("index.html") if spec and spec.origin else None
    html = path.read_text(encoding="utf-8") if path and path.is_file() else ""
    if not all(html.count(part) == 1 for part in (MANIFEST, CATALOG, "<head>")):
        raise LedgerError("The page of dbt's documentation has changed: install the packages of requirements.lock.")
    return html


def _inline(content: dict[str, Any]) -> str:
    """Return JSON that may stand inside a script: no description can end the script."""
    return json.dumps(content, sort_keys=True, default=str).replace("<", "\\u003c")


def _catalog(manifest: dict[str, Any], warehouse: Path) -> dict[str, Any]:
    """Return what dbt's page shows of tables as they are: types, comments, rows."""
    import duckdb

    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = {(schema, name): (size, comment) for schema, name, size, comment in connection.sql(TABLES).fetchall()}
        columns: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
        for schema, table, name, index, kind, comment in connection.sql(COLUMNS).fetchall():
            columns.setdefault((schema, table), {})[name] = _column(name, index, kind, comment)
    nodes = {
        unique_id: _table(unique_id, node, *tables[place], columns[place])
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and (place := (node["schema"], node["alias"])) in tables
    }
    return {"metadata": {"dbt_schema_version": CATALOG_VERSION}, "nodes": nodes, "sources": {}, "errors": None}


def _column(name: str, index: int, kind: str, comment: str) -> dict[str, Any]:
    return {"name": name, "index": index, "type": kind, "comment": comment}


def _table(unique_id: str, node: dict[str, Any], size: int, comment: str, columns: dict[str, Any]) -> dict[str, Any]:
    named = {"type": "BASE TABLE", "schema": node["schema"], "name": node["alias"], "database": "", "owner": ""}
    rows = {"id": "row_count", "label": "Rows", "value": size, "include": True, "description": "Rows of the table"}
    told = {"id": "has_stats", "label": "Has Stats?", "value": True, "include": False, "description": "As published"}
    return {
        "unique_id": unique_id,
        "metadata": named | {"comment": comment},
        "columns": columns,
        "stats": {"has_stats": told, "row_count": rows},
    }
