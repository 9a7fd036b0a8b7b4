"""Building the marts of a past day: dbt reads the copied tables and writes a file of its own.

Here: running dbt's target `as_of`, and which of the files that it built are kept. Not here: what dbt reads
(`snapshots`), the candidate that a refresh builds (`assets`): its folders are not touched, so both may run at once.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import duckdb

from orchestration.errors import LedgerError
from orchestration.publish.standing_alone import leave_out_staging
from orchestration.settings import PROJECT_DIR

KEPT_FILES = 5
"""Past warehouses that stay; each is as large as the published one, and is built again in half a minute."""
PROJECT = PROJECT_DIR / "dbt_project"
MODELS = ("models", "macros", "plugins")
CODE = {".sql", ".yml", ".py"}


def file_of(folder: Path, refresh_id: str) -> Path:
    """Return the file of a publication, as the models of today tell it: others give another file."""
    digest = hashlib.sha256()
    files = [path for name in MODELS for path in (PROJECT / name).rglob("*") if path.suffix in CODE]
    for path in sorted([PROJECT / "dbt_project.yml", *files]):
        digest.update(f"\x1e{path.relative_to(PROJECT)}\x1f".encode() + path.read_bytes())
    return folder / f"{refresh_id}-{digest.hexdigest()[:8]}.duckdb"


def run_dbt(past: Path, target: Path) -> None:
    """Let dbt build all models from the tables in `past` into the file `target`; they were tested when published.

    Raises:
        LedgerError: dbt failed.
    """
    target.unlink(missing_ok=True)
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target", "as_of"]
    parsed = str(target.parent.with_name("dbt"))  # outlives the work, so that dbt parses only what changed
    logs = ["--target-path", parsed, "--log-path", parsed]
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", "--no-use-colors", "build", *places, *logs]
    left_out = ["--exclude-resource-type", "test", "unit_test"]
    paths = {"ECOSYSTEM_NEXT_PATH": str(target), "ECOSYSTEM_PAST_PATH": str(past)}
    done = subprocess.run(  # noqa: S603  our own dbt, on our own project
        [*command, *left_out], env=os.environ | paths, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LedgerError(f"The models of this release can't be built from it: {_reason(done.stdout + done.stderr)}")
    with duckdb.connect(str(target)) as connection:
        leave_out_staging(connection)


def tidy(folder: Path, refresh_ids: Collection[str] | None = None) -> int:
    """Delete all but the files that were asked for last, and all of other publications; return how many went.

    Whoever reads a file that goes keeps it open until the end.
    """
    files = sorted(folder.glob("*-*.duckdb"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    gone = [
        path
        for number, path in enumerate(files)
        if number >= KEPT_FILES or (refresh_ids is not None and path.name.rsplit("-", 1)[0] not in refresh_ids)
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _reason(said: str) -> str:
    return " ".join(said.split())[:600] or "dbt said nothing"
