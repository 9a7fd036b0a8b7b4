"""From a question to SQL on the published warehouse, with MetricFlow.

Here: what MetricFlow is given, and the columns of the answer. Not here: running the SQL; DuckDB's shell does that, so
that nothing but DuckDB opens the file (`cli.metrics`). MetricFlow is imported late: no refresh needs it, and only
`make metric` installs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.errors import LedgerError
from orchestration.semantic.definitions import Definitions, Dimension
from orchestration.semantic.question import Question, read_question

DATABASE = "next"
"""The database that the SQL names: dbt's manifest knows the warehouse by the file that dbt builds."""


@dataclass(frozen=True)
class SqlClient:
    """All that MetricFlow asks of a database to write SQL for it."""

    sql_engine_type: Any
    sql_plan_renderer: Any


def sql_of(text: str, definitions: Definitions, manifest: Path) -> str:
    """Return the SQL that answers a question, on a DuckDB connection that knows the warehouse as `next`.

    Args:
        text: the question, such as "partnerships by year, kind where year >= 2020".
        definitions: the metrics and what they can be asked by.
        manifest: dbt's semantic_manifest.json.

    Raises:
        LedgerError: the question has no answer, or MetricFlow is missing; the message says what to do.
    """
    question = read_question(text, definitions)
    return _named(question, _metricflow_sql(question, manifest))


def _metricflow_sql(question: Question, manifest: Path) -> str:
    try:
        from metricflow.engine.metricflow_engine import MetricFlowQueryRequest
        from metricflow_semantics.errors.error_classes import InformativeUserError
    except ImportError as error:
        raise LedgerError("MetricFlow is not installed: `make metric` installs it.") from error
    request = MetricFlowQueryRequest.create(
        metric_names=[metric.name for metric in question.metrics],
        group_by_names=[dimension.path for dimension in question.by],
        where_constraints=[question.where] if question.where else None,
    )
    try:
        return str(_engine(manifest).explain(request).sql_statement.sql)
    except InformativeUserError as error:
        raise LedgerError(f"MetricFlow can't answer that. {' '.join(str(error).split())}") from error


def _engine(manifest: Path) -> Any:
    from metricflow.engine.metricflow_engine import MetricFlowEngine
    from metricflow.protocols.sql_client import SqlEngine
    from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
    from metricflow_semantics.model.dbt_manifest_parser import parse_manifest_from_dbt_generated_manifest
    from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

    if not manifest.exists():
        raise LedgerError(f"{manifest} is missing: `make setup` lets dbt write it.")
    semantic_manifest = parse_manifest_from_dbt_generated_manifest(manifest.read_text(encoding="utf-8"))
    client = SqlClient(SqlEngine.DUCKDB, DuckDbSqlPlanRenderer())
    return MetricFlowEngine(SemanticManifestLookup(semantic_manifest), client)


def _named(question: Question, sql: str) -> str:
    """Give the columns the names of the question, years as numbers, in its order; what is unknown comes last."""
    columns = [*map(_column, question.by), *(metric.name for metric in question.metrics)]
    order = ", ".join(f"{place} nulls last" for place, _ in enumerate(question.by, start=1))
    ordered = f"\norder by {order}" if order else ""
    return f"select {', '.join(columns)}\nfrom (\n{sql}\n){ordered}"


def _column(dimension: Dimension) -> str:
    return (
        f"year({dimension.path}) as {dimension.name}" if dimension.is_time else f"{dimension.path} as {dimension.name}"
    )
