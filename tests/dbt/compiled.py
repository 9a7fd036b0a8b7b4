"""The compiled SQL of the models, run on given lakes in DuckDB alone: dbt's seconds are paid once, not per example.

Here: running a model and whatever it is built on. Not here: dbt itself (`helpers`), lakes to run on (`generated`),
what a report must answer (the tests).

    def test_it(models: Models, rows: Rows) -> None:
        with Warehouse(models, rows) as warehouse:
            found = warehouse.table("partnerships_by_year")     # a Polars frame, in the order of the report
            parties = warehouse.table("fct_partnership_parties")
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import polars as pl
from graph_functions import register

from tests.dbt.helpers import BY_NAME, Rows, complete


@dataclass(frozen=True)
class Models:
    """What dbt has compiled: the nodes of its manifest, by unique id."""

    nodes: dict[str, dict[str, Any]] = field(repr=False)  # a megabyte

    @classmethod
    def of(cls, target: Path) -> Models:
        """Read the target folder of a `dbt build` or `dbt compile`."""
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        return cls(manifest["nodes"] | manifest["sources"])

    def named(self, name: str) -> str:
        """The unique id of a model."""
        return f"model.ecosystem_ledger.{name}"


class Warehouse:
    """An in-memory database in which tables come to be once they are asked for; close it, or use it in `with`."""

    def __init__(self, models: Models, rows: Rows) -> None:
        self.models = models
        self.rows = rows
        self.built: set[str] = set()
        self.connection = duckdb.connect(":memory:", config={"threads": 1})
        for database in ("lake", "next"):
            self.connection.execute(f"attach ':memory:' as {database}")
        register(self.connection)  # as dbt's plugin does

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def table(self, name: str) -> pl.DataFrame:
        """All rows of a model, in its order; the model and what it is built on are built first."""
        self.build(self.models.named(name))
        return self.connection.table(self.models.nodes[self.models.named(name)]["relation_name"]).pl()

    def failures(self) -> dict[str, pl.DataFrame]:
        """The rows that each failing data test of dbt finds, by the name of the test."""
        tests = [node for node in self.models.nodes.values() if node["resource_type"] == "test"]
        return {test["name"]: rows for test in tests if (rows := self._rows(test)).height}

    def build(self, unique_id: str) -> None:
        """Build a model or a source of the lake, unless it is there."""
        if unique_id in self.built:
            return
        node = self.models.nodes[unique_id]
        for upstream in node.get("depends_on", {}).get("nodes", []):
            self.build(upstream)
        if node["resource_type"] == "source":
            self._load(node)
        elif node["config"]["materialized"] != "ephemeral":  # those are part of the SQL of the models that use them
            self._create(node, node["compiled_code"])
        self.built.add(unique_id)

    def _rows(self, test: dict[str, Any]) -> pl.DataFrame:
        for upstream in test["depends_on"]["nodes"]:
            self.build(upstream)
        return self.connection.sql(test["compiled_code"]).pl()

    def _load(self, source: dict[str, Any]) -> None:
        name = f"{source['schema']}.{source['identifier']}"
        frame = complete(BY_NAME[name], self.rows.get(name, []))
        self.connection.register("rows_of_the_lake", frame)
        self._create(source, "select * from rows_of_the_lake")
        self.connection.unregister("rows_of_the_lake")

    def _create(self, node: dict[str, Any], sql: str) -> None:
        self.connection.execute(f'create schema if not exists "{node["database"]}"."{node["schema"]}"')
        self.connection.execute(f"create table {node['relation_name']} as {sql}")
