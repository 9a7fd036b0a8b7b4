"""The warehouse of a million agreements: from the lake to the published file, beside the same SQL in DuckDB alone.

A lake is generated, built and published; DuckDB runs the same SQL alone; the reports answer; ten articles come, and the
warehouse is built again. All in one run, so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import duckdb
from rich.table import Table

from bench.commands import Cost, python_module
from bench.figures import Figure
from bench.generated_lake import TEN_ARTICLES, Counts, generate
from bench.warehouse_steps import SECONDS
from orchestration.assets.dbt import start_parsing
from orchestration.settings import Settings

MOST_OF_DUCKDB, MOST_MEMORY_GB, MOST_OF_REPORT, MOST_OF_FULL = 1.3, 6.0, 1.5, 0.25
SCALE = float(os.environ.get("BENCH_SCALE", "1"))
SHOWN, LEAST_SECONDS = 12, 0.05
"""A report whose bare aggregate takes less than this is at most that slow: its ratio would measure noise."""


@dataclass(frozen=True)
class Answer:
    """Seconds in which the published table of a report answers, and in which its SQL does over the published marts."""

    report: str
    seconds: float
    bare_seconds: float

    @property
    def ratio(self) -> float:
        """How many times longer than the bare aggregate."""
        return self.seconds / max(self.bare_seconds, LEAST_SECONDS)


def measure_warehouse() -> tuple[list[Figure], Table]:
    """Build the generated lake in all ways; return the figures, and the seconds of the slowest statements."""
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as name:
        settings = Settings(raw_dir=Path(name) / "raw", data_dir=Path(name) / "data")
        settings.raw_path.mkdir()
        counts = Counts().scaled(SCALE)
        _say(f"Generating {counts.partnerships:,} partnerships ...")
        generate(settings.data_path / "lake", counts)
        _say("Building the warehouse ...")
        _parse(settings)
        full = _step(settings, "build")
        _say(f"{full.seconds:.0f} s. The same SQL in DuckDB alone ...")
        bare = _step(settings, "alone", str(Path(name) / "alone"))
        alone = json.loads((Path(name) / "alone" / SECONDS).read_text(encoding="utf-8"))
        answers = list(_answers(settings))
        _say(f"{sum(alone.values()):.0f} s. Ten more articles ...")
        generate(settings.data_path / "lake", counts.plus(TEN_ARTICLES), counts)
        more = _step(settings, "build")
        spent = _spent(settings)
    worst = max(answers, key=lambda answer: answer.ratio)
    figures = [
        Figure("lake to published marts / the same SQL in DuckDB", full.seconds / sum(alone.values()), MOST_OF_DUCKDB),
        Figure("the same in seconds of the processor", full.processor_seconds / bare.processor_seconds, MOST_OF_DUCKDB),
        Figure("peak memory of all processes of it", max(full.memory_gb, more.memory_gb), MOST_MEMORY_GB, " GB"),
        Figure(f"slowest report ({worst.report}) / its bare aggregate", worst.ratio, MOST_OF_REPORT),
        Figure("ten more articles / full build", more.seconds / full.seconds, MOST_OF_FULL),
    ]
    costs = {"full build": full, "ten more articles": more, "DuckDB alone": bare}
    return figures, _table(costs, alone, spent)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _parse(settings: Settings) -> None:
    """Let dbt parse, as it does beside the steps before when a data folder is new."""
    settings.data_path.mkdir(parents=True, exist_ok=True)
    if process := start_parsing(settings):
        process.wait()


def _step(settings: Settings, *arguments: str) -> Cost:
    folders = {"ECOSYSTEM_RAW_DIR": str(settings.raw_path), "ECOSYSTEM_DATA_DIR": str(settings.data_path)}
    return python_module("bench.warehouse_steps", *arguments, environment=folders)


def _answers(settings: Settings) -> Iterator[Answer]:
    """Ask each report, as a user does, and run its SQL over the published marts."""
    nodes = json.loads((settings.data_path / "dbt" / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    sys.path.append(str(settings.dbt_project_path / "plugins"))
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as connection:
        import_module("graph_functions").register(connection)
        for node in nodes:
            if node["resource_type"] == "model" and node["fqn"][1] == "reports" and _needs_marts_only(node):
                bare = _seconds(connection, node["compiled_code"].replace('"next".', ""))
                yield Answer(node["name"], _seconds(connection, f"from marts.{node['name']}"), bare)


def _needs_marts_only(node: dict[str, object]) -> bool:
    """Return whether a report can be computed from what is published; those of the lake's own tables can't."""
    return '"staging"' not in str(node["compiled_code"]) and "stg_" not in str(node["compiled_code"])


def _seconds(connection: duckdb.DuckDBPyConnection, sql: str) -> float:
    for _ in range(2):  # the first time is for warmth, so that the disk counts for neither
        started = time.perf_counter()
        for _ in connection.execute(sql).fetch_record_batch():
            pass
        spent = time.perf_counter() - started
    return spent


def _spent(settings: Settings) -> dict[str, float]:
    """Return the seconds of each model and test of the last build, as dbt counts them."""
    results = json.loads((settings.data_path / "dbt" / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {result["unique_id"].split(".")[2]: result["execution_time"] for result in results}


def _table(costs: dict[str, Cost], alone: dict[str, float], spent: dict[str, float]) -> Table:
    """Show the whole, and the statements that take DuckDB longest; dbt runs two at a time."""
    table = Table("", "seconds", "of the processor", title=f"from the lake to published marts, scale {SCALE:g}")
    for name, cost in costs.items():
        table.add_row(name, f"{cost.seconds:.1f}", f"{cost.processor_seconds:.1f}")
    table.add_section()
    table.add_row("", "in dbt", "in DuckDB alone")
    slowest = sorted((each for each in alone if each in spent), key=lambda name: -alone[name])[:SHOWN]
    for name in slowest:
        table.add_row(name, f"{spent[name]:.1f}", f"{alone[name]:.1f}")
    expectations = sum(seconds for name, seconds in alone.items() if name.startswith("expectation "))
    table.add_row("expectations", "", f"{expectations:.1f}")
    return table
