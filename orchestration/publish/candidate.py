"""The candidate: next.duckdb with a note beside it that says how far it has come: built, then checked."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.errors import LedgerError


@dataclass(frozen=True)
class Proof:
    """Which snapshot of the lake a candidate was built from, and how many tests and expectations it passed."""

    lake_snapshot_id: int
    passed_count: int
    warned_count: int


class Candidate:
    """The warehouse before it is published.

    The note holds the file's fingerprint, so a file that was built or touched after its checks can't be published.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; it need not exist yet."""
        self.path, self._note = path, path.with_suffix(".json")

    def is_built(self) -> bool:
        """Return whether the file is what dbt built last, whole and with all tests passed."""
        return self.path.exists() and self._read().get("built") == self._fingerprint()

    def withdraw(self, *, is_whole_build: bool) -> None:
        """Withdraw the proofs before dbt builds; a build of every table starts with an empty file."""
        self._note.unlink(missing_ok=True)
        if is_whole_build:
            self.path.unlink(missing_ok=True)
            self.path.with_name(f"{self.path.name}.wal").unlink(missing_ok=True)
            # What DuckDB had put on the disk, for want of memory, when it was killed.
            shutil.rmtree(self.path.with_name(f"{self.path.name}.tmp"), ignore_errors=True)

    def mark_built(self, lake_snapshot_id: int, passed_count: int, warned_count: int) -> None:
        """Note that dbt ended well, from which snapshot of the lake, and how many of its tests passed and warned."""
        built = {"built": self._fingerprint(), "lake_snapshot_id": lake_snapshot_id}
        self._write(built | {"tests": [passed_count, warned_count]})

    def mark_checked(self, passed_count: int, warned_count: int) -> None:
        """Note that the expectations were met and how many only warned; a build that failed stays unfit."""
        if self.is_built():
            self._write(self._read() | {"checked": self._fingerprint(), "expectations": [passed_count, warned_count]})

    def mark_failed(self) -> None:
        """Withdraw the proof of the expectations."""
        self._write({key: value for key, value in self._read().items() if key not in {"checked", "expectations"}})

    def proof(self) -> Proof:
        """Return what is known about the file that may be published.

        Raises:
            LedgerError: the file is missing, or is not the one that passed its checks.
        """
        note = self._read()
        if not self.path.exists() or note.get("checked") != self._fingerprint():
            raise LedgerError(f"{self.path.name} has not passed its checks: run the whole refresh (`make refresh`).")
        (tests_passed, tests_warned), (passed, warned) = note["tests"], note["expectations"]
        return Proof(note["lake_snapshot_id"], tests_passed + passed, tests_warned + warned)

    def _fingerprint(self) -> list[int]:
        status = self.path.stat()
        return [status.st_size, status.st_mtime_ns, status.st_ino]

    def _read(self) -> dict[str, Any]:
        if not self._note.exists():
            return {}
        note: dict[str, Any] = json.loads(self._note.read_text(encoding="utf-8"))
        return note

    def _write(self, note: dict[str, Any]) -> None:
        beside = self._note.with_suffix(".json.tmp")
        beside.write_text(json.dumps(note), encoding="utf-8")
        beside.replace(self._note)
