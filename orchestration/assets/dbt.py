"""How Dagster calls dbt."""

import sys
from collections.abc import Sequence
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from dagster_dbt import DbtCliResource
from packaging.version import Version

DBT = str(Path(sys.executable).with_name("dbt"))
"""The dbt beside this Python, whatever is on the PATH."""


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
