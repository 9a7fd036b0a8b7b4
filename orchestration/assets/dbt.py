"""How Dagster calls dbt."""

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from dagster_dbt import DbtCliResource
from packaging.version import Version

from orchestration.settings import Settings

DBT = str(Path(sys.executable).with_name("dbt"))
"""The dbt beside this Python, whatever is on the PATH."""


def start_parsing(settings: Settings) -> subprocess.Popen[bytes] | None:
    """Let dbt parse beside the first steps where it has never parsed for this data folder: it saves 4 seconds."""
    target = settings.data_path / "dbt"
    if (target / "partial_parse.msgpack").exists():
        return None
    project, folder = str(settings.dbt_project_path), str(target)
    return subprocess.Popen(  # noqa: S603  our own dbt, on our own project
        [
            *(DBT, "--quiet", "parse", "--project-dir", project, "--profiles-dir", project),
            *("--target-path", folder, "--log-path", folder),
        ],
        env=os.environ | settings.dbt_environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class Dbt(DbtCliResource):
    """dagster-dbt's resource without two things that cost every refresh 5 seconds and that nothing here uses.

    It would run `dbt --version` in a process of its own, and build a dbt adapter inside this process to fetch row
    counts; the version is known from the installed package, and the row counts are read from the file.
    """

    @cached_property
    def _cli_version(self) -> Version:
        return Version(metadata.version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        return None
