"""Refreshes: as a user starts them (a process of their own), or in this process, which pays for the imports once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import dagster as dg

from orchestration.settings import Settings
from tests.support.places import REPOSITORY

NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9")
"""Proxies at a closed port: whatever asks for the network fails at once."""
DEFAULT_ENGINE = Settings.model_fields["engine"].default
LIMIT_SECONDS = 600
"""A refresh of five articles takes under 20 s on two idle cores; on a crowded machine ten times that."""


def environment(raw: Path, data: Path, **settings: object) -> dict[str, str]:
    """The environment of a user who has set these and nothing else; there is no network but this machine's."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ECOSYSTEM_", "DBT_", "DAGSTER_"))
    }
    named = {f"ECOSYSTEM_{name.upper()}": str(value) for name, value in settings.items()}
    folders = {"ECOSYSTEM_RAW_DIR": str(raw), "ECOSYSTEM_DATA_DIR": str(data)}
    return kept | NO_NETWORK | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"} | folders | named


def refresh_command() -> list[str]:
    """What `make refresh` runs."""
    return [sys.executable, "-m", "orchestration", "refresh"]


def run(
    command: list[str], raw: Path, data: Path, cwd: Path = REPOSITORY, **settings: object
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, as a user does."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(raw, data, **settings),
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )


def refresh_here(raw: Path, data: Path) -> dg.ExecuteInProcessResult:
    """Run the job `refresh` in this process."""
    from orchestration.definitions import defs

    before = dict(os.environ)
    workspace = {"raw_dir": str(raw), "data_dir": str(data), "engine": DEFAULT_ENGINE}
    config = {
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        "resources": {"workspace": {"config": workspace}},
    }
    try:
        with dg.DagsterInstance.ephemeral() as instance:
            return defs.resolve_job_def("refresh").execute_in_process(
                instance=instance, raise_on_error=False, run_config=config
            )
    finally:
        os.environ.clear()
        os.environ.update(before)


def warehouse_after(raw: Path, data: Path) -> Path:
    """Refresh in this process, and return the published file."""
    result = refresh_here(raw, data)
    assert result.success, [event.message for event in result.all_events if event.is_failure]
    return data / "warehouse.duckdb"


def add_article(source: Path, into: Path, below: Path) -> None:
    """Copy an article and its meta file into a raw folder, at the same relative path."""
    for path in (source, source.with_suffix(".meta.yml")):
        if path.exists():
            target = into / path.relative_to(below)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def write_article(
    folder: Path, name: str = "harbour.txt", title: str = "Harbour Lab and Nordhavn College sign"
) -> Path:
    """Write a small article of our own: one agreement, one program, one number, one person."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(
        f"{title}\n\nOSLO, May 6, 2024 — Harbour Lab and Nordhavn College agreed on joint research in Oslo. "
        f"{name} was told that Harbour Lab employs 120 researchers. "
        "Both will open the Fjord Robotics Center in Oslo in 2025. "
        '"We have waited for this," said Ingrid Dahl, director of Harbour Lab.\n',
        encoding="utf-8",
    )
    return folder / name
