"""A tiny lake for the tests of the dbt project, and dbt as a user or Dagster runs it: in a process of its own.

Here: writing the rows of tiny_lake.yml into a real lake, running dbt. Not here: what the models must answer, see the
tests beside. This folder has no __init__.py, because a package named `dbt` would hide the real one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import yaml

from orchestration.lake import open_lake
from orchestration.schemas import LAKE_TABLES, LakeTable
from orchestration.schemas.ids import stable_id

REPOSITORY = Path(__file__).resolve().parents[2]
PROJECT = REPOSITORY / "dbt_project"
BY_NAME = {table.qualified_name(): table for table in LAKE_TABLES}
Rows = dict[str, list[dict[str, Any]]]


def tiny_rows() -> Rows:
    """The rows of tiny_lake.yml by qualified table name, with offsets and ids of the evidence worked out."""
    content = yaml.safe_load((Path(__file__).parent / "tiny_lake.yml").read_text(encoding="utf-8"))
    quotes = content.pop("evidence")
    texts = {article["article_id"]: article["text"] for article in content["raw.articles"]}
    content["core.evidence"] = [
        evidence_row(article_id, texts[article_id], quote, *fact.split())
        for article_id, facts_of_quote in quotes.items()
        for quote, facts in facts_of_quote.items()
        for fact in facts
    ]
    proofs = {(row["fact_id"], row["article_id"]): row["evidence_id"] for row in content["core.evidence"]}
    for claim in content["core.attribute_claims"]:
        claim["evidence_id"] = proofs.get((claim["entity_id"], claim.get("article_id")))
    return dict(content)


def evidence_row(article_id: str, text: str, quote: str, fact_type: str, fact_id: str) -> dict[str, Any]:
    """One row of core.evidence; Python's str counts code points, as the contract does."""
    start = text.index(quote)
    return {
        "evidence_id": stable_id("evidence", fact_type, fact_id, article_id, quote),
        "fact_type": fact_type,
        "fact_id": fact_id,
        "article_id": article_id,
        "char_start": start,
        "char_end": start + len(quote),
        "quote": quote,
        "engine": "student",
        "engine_version": "1",
        "confidence": 0.9,
    }


def write_lake(folder: Path, rows: Rows) -> dict[str, str]:
    """Create a lake with every table of the schemas, and return what dbt reads from the environment to find it."""
    with open_lake(folder / "lake") as lake:
        lake.replace({table: complete(table, rows[name]) for name, table in BY_NAME.items() if name in rows})
    return {"ECOSYSTEM_DATA_DIR": str(folder)}


def complete(table: type[LakeTable], rows: list[dict[str, Any]]) -> pl.DataFrame:
    """A frame with all columns of a table; what the rows leave out is null."""
    frame = pl.DataFrame(rows, infer_schema_length=None)
    missing = [pl.lit(None).alias(name) for name in table.column_names() if name not in frame.columns]
    return table.validate(frame.with_columns(missing), cast=True)


def run_dbt(folder: Path, lake: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run dbt from a foreign folder, without a home folder to read or write, into `folder`/next.duckdb."""
    own = {
        "ECOSYSTEM_NEXT_PATH": str(folder / "next.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "HOME": str(folder / "no home"),
    }
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    command = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments, *places]
    environment = os.environ | lake | own
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


class Built(NamedTuple):
    """A folder in which dbt has built next.duckdb, and the environment that finds the lake."""

    folder: Path
    lake: dict[str, str]

    @property
    def path(self) -> Path:
        """The file that dbt built."""
        return self.folder / "next.duckdb"


def build(folder: Path, rows: Rows, *arguments: str) -> Built:
    """Write a lake with these rows and build the warehouse from it."""
    lake = write_lake(folder / "the lake's folder", rows)
    result = run_dbt(folder, lake, "build", *arguments)
    assert result.returncode == 0, result.stdout[-5000:]
    return Built(folder, lake)
