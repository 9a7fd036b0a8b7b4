"""What `bench.warehouse` measures, each in a process of its own: `python -m bench.warehouse_steps build|alone`.

Here: the warehouse steps of a refresh (dbt build with its tests, expectations, publication), as Dagster runs them, and
the SQL that they sent, run again by DuckDB alone. Not here: the lake (`generated_lake`), ratios (`warehouse`).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from orchestration.settings import Settings

STATEMENTS, SECONDS = "expectations.jsonl", "alone.json"


def build(settings: Settings) -> None:
    """Run the steps from the lake to the published file, and note the SQL of the expectations."""
    import dagster as dg

    from orchestration.cli.instance import prepare_dagster

    prepare_dagster(settings)
    (settings.data_path / "dagster").mkdir(parents=True, exist_ok=True)
    from orchestration.assets.warehouse import warehouse
    from orchestration.definitions import defs

    note = (settings.data_path / STATEMENTS).open("w", encoding="utf-8")
    _listen(lambda statement, values: print(json.dumps([statement, values], default=str), file=note))
    wanted = [*warehouse.keys, dg.AssetKey("published_warehouse")]
    with dg.DagsterInstance.get() as instance, note:
        result = defs.resolve_job_def("refresh").execute_in_process(
            instance=instance,
            asset_selection=wanted,
            raise_on_error=True,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
    evaluations = result.get_asset_check_evaluations()
    assert evaluations, "no test or expectation ran"
    assert all(each.passed or each.severity == dg.AssetCheckSeverity.WARN for each in evaluations), evaluations


def _listen(note: Callable[[str, Any], None]) -> None:
    """Hand on what SQLAlchemy sends to DuckDB for the expectations."""
    from sqlalchemy import Engine, event

    @event.listens_for(Engine, "before_cursor_execute")
    def sent(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _executemany: bool
    ) -> None:
        if "marts." in statement:
            note(statement, parameters)


def alone(settings: Settings, folder: Path) -> None:
    """Run the SQL of the last build in one connection, with the same memory; write the seconds of each statement."""
    folder.mkdir(exist_ok=True)
    (folder / "next.duckdb").unlink(missing_ok=True)
    spent: dict[str, float] = {}
    connection = duckdb.connect(str(folder / "next.duckdb"), config={"memory_limit": settings.warehouse_memory})
    _load_plugins(settings.dbt_project_path / "plugins", connection)
    for schema in ("staging", "marts", "semantic"):
        connection.execute(f"create schema {schema}")
    for name, sql in [*_dbt(settings), *_expectations(settings)]:
        started = time.perf_counter()
        connection.execute(*sql).fetchall()
        spent[name] = time.perf_counter() - started
    started = time.perf_counter()
    connection.close()  # writes what is not yet in the file
    spent["checkpoint"] = time.perf_counter() - started
    (folder / SECONDS).write_text(json.dumps(spent), encoding="utf-8")


def _load_plugins(folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Give the connection what dbt's plugins give it: the lake, and functions that models call."""
    sys.path.append(str(folder))
    for path in sorted(folder.glob("*.py")):
        module = import_module(path.stem)
        if hasattr(module, "Plugin"):
            module.Plugin(path.stem, {}).configure_connection(connection)


def _dbt(settings: Settings) -> Iterator[tuple[str, tuple[str]]]:
    """Yield what dbt ran, in its order: each model, the checks of its key and rows, the count of each test."""
    target = settings.data_path / "dbt"
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    for result in json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]:
        node, sql = nodes.get(result["unique_id"]), result["compiled_code"]
        if node and node["resource_type"] == "model":
            kind = node["config"]["materialized"]
            table, keys = f"{node['schema']}.{node['name']}", ", ".join(_key(node))
            yield node["name"], (f"create {kind} {table} as ({sql}\n)",)
            if keys:  # as the macro check_key asks it
                yield f"key of {table}", (f"select count(*) - count(distinct hash({keys})) from {table}",)
            yield f"rows of {table}", (f"select count(*) from {table}",)
        elif node and node["resource_type"] == "test":
            yield node["name"], (f"select count(*) from ({sql}\n)",)


def _key(node: dict[str, Any]) -> Iterator[str]:
    """Yield the columns of the primary key that a model declares."""
    for name, column in node["columns"].items():
        if any(each["type"] == "primary_key" for each in column["constraints"]):
            yield name
    for constraint in node["constraints"]:
        if constraint["type"] == "primary_key":
            yield from constraint["columns"]


def _expectations(settings: Settings) -> Iterator[tuple[str, tuple[str] | tuple[str, Any]]]:
    lines = (settings.data_path / STATEMENTS).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        statement, values = json.loads(line)
        yield f"expectation {number}", (statement, values) if values else (statement,)


def main(step: str, *arguments: str) -> None:
    """Run a step on the data folder that the environment names."""
    settings = Settings()
    if step == "build":
        build(settings)
    else:
        alone(settings, Path(*arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
