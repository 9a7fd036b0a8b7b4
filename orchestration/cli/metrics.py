"""`make metrics` and `make metric Q="..."`: list the metrics, or answer a question in DuckDB's shell.

Here: handing the SQL over. Not here: what a question means (`semantic`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from orchestration.errors import LedgerError
from orchestration.semantic import read_definitions, sql_of
from orchestration.semantic.answer import DATABASE
from orchestration.semantic.page import FOLDER, lines
from orchestration.settings import Settings
from orchestration.sql_text import literal

SHELL = str(Path(sys.executable).with_name("duckdb"))


def run_metrics() -> int:
    """Print each metric with what it counts, what it does not, and by what it can be asked. Returns 0."""
    print(*lines(read_definitions(FOLDER)), sep="\n")
    return 0


def run_metric(settings: Settings, question: str, *, is_sql: bool) -> int:
    """Become DuckDB's shell, which prints the answer from the published warehouse; or print the SQL and return 0.

    Raises:
        LedgerError: nothing is published yet, or the question has no answer; the message says what to do.
    """
    manifest = settings.dbt_project_path / "target" / "semantic_manifest.json"
    sql = sql_of(question, read_definitions(FOLDER), manifest)
    statements = f"attach {literal(settings.warehouse_path)} as {DATABASE} (read_only);\n{sql};"
    if not is_sql:
        if not settings.warehouse_path.exists():
            raise LedgerError("There is no warehouse yet: run 'make refresh' first.")
        # The shell takes this process's place, so that Ctrl-C is the shell's.
        os.execv(SHELL, [SHELL, "-c", statements])  # noqa: S606
    print(statements)
    return 0
