"""The resource that every step uses: settings, the writer's lock and the open lake, for as long as a run lasts."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from orchestration.assets.dbt import start_parsing
from orchestration.errors import LedgerError
from orchestration.lake import Lake, open_lake, writer_lock
from orchestration.lake_lock import lake_lock
from orchestration.publish import Candidate, refuse_newer_warehouse
from orchestration.settings import Settings

LOCK_WAIT_SECONDS = 1_800.0
"""A run from the queue waits for a refresh from the shell: half an hour covers the first reading of a large corpus."""


class Workspace(dg.ConfigurableResource["Workspace"]):
    """Settings and open lake of a run; holding it means holding the data folder's writer lock."""

    raw_dir: str
    data_dir: str
    engine: str

    _lake: Lake | None = PrivateAttr(default=None)
    _parse: subprocess.Popen[bytes] | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, settings: Settings) -> Workspace:
        """Make the resource from settings."""
        return cls(raw_dir=str(settings.raw_path), data_dir=str(settings.data_path), engine=settings.engine)

    @property
    def settings(self) -> Settings:
        """The settings of this run."""
        return Settings(raw_dir=Path(self.raw_dir), data_dir=Path(self.data_dir), engine=self.engine)

    @property
    def lake(self) -> Lake:
        """The open lake."""
        if self._lake is None:
            raise LedgerError("The lake is open only inside a run: start one with `make refresh` or in the UI.")
        return self._lake

    @property
    def candidate(self) -> Candidate:
        """The warehouse that dbt builds, before it is published."""
        return Candidate(self.settings.next_path)

    def wait_for_parse(self) -> None:
        """Wait until dbt has parsed; whether it could is seen when it builds."""
        if self._parse:
            self._parse.wait()
            self._parse = None

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Workspace]:
        """Lock the data folder, refuse what a newer release wrote, and open the lake."""
        settings = self.settings
        with writer_lock(settings.data_path, LOCK_WAIT_SECONDS), lake_lock(settings.lake, LOCK_WAIT_SECONDS):
            refuse_newer_warehouse(settings.warehouse_path)
            with open_lake(settings.lake) as lake:
                self._lake, self._parse = lake, start_parsing(settings)
                try:
                    yield self
                finally:
                    self._lake = None
                    self.wait_for_parse()
