"""Is there anything to refresh? Remembers what the last refresh read and published, as make remembers its targets.

Here: the fingerprint of everything that decides the published warehouse, and the note beside it. Not here: what is
read and how; a refresh that runs looks at everything again. Only the command line asks: runs of the UI, the schedule
and the sensor always do the work, so that they can't miss what a fingerprint would not see.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.exports import is_complete
from orchestration.settings import PROJECT_DIR, Settings

CODE = ("orchestration", "dbt_project")
CODE_FILES = frozenset({".py", ".yml", ".csv", ".sql", ".j2", ".css", ".json"})  # the card of a model tells its files
NOTE = "refresh.json"


def fingerprint(settings: Settings) -> str:
    """Return a hash over the raw files, the code with its data, packages, what is known of ROR, settings and year."""
    digest = hashlib.sha256()
    # The expectations know which year is next.
    digest.update(repr((sys.version, _settings_of_rows(settings), datetime.now(UTC).year)).encode())
    for path in (*_files(settings.raw_path), *_code_files(), PROJECT_DIR / "requirements.lock", settings.ror_path):
        digest.update(f"\x1e{path}\x1f".encode(errors="surrogateescape"))
        digest.update(_content(path))
    return digest.hexdigest()


def _settings_of_rows(settings: Settings) -> tuple[object, ...]:
    """Return the settings that change what is published or exported."""
    model = settings.engine, settings.llm_model, settings.llm_answer_tokens, settings.hybrid_least_confidence
    # A lake elsewhere must be filled, a data folder may be moved.
    lake = settings.lake_files, str(settings.lake.catalog) if settings.lake.is_shared else ""
    exported = settings.export_formats, settings.export_licence, settings.export_publisher
    return *model, *lake, *exported


def remember(settings: Settings, found: str, summary: dict[str, Any]) -> None:
    """Note what a refresh that succeeded has read, which file it published, and what it told."""
    note = {"fingerprint": found, "warehouse": _identity(settings.warehouse_path), "summary": summary}
    beside = settings.data_path / f"{NOTE}.tmp"
    beside.write_text(json.dumps(note), encoding="utf-8")
    beside.replace(settings.data_path / NOTE)


def recall(settings: Settings, found: str) -> dict[str, Any] | None:
    """Return what the last refresh told if the same input stands behind the warehouse that is published; else None."""
    path = settings.data_path / NOTE
    if not path.is_file() or not settings.warehouse_path.is_file() or not _are_exported(settings):
        return None
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # cut short by a full disk: as good as none
        return None
    if (note.get("fingerprint"), note.get("warehouse")) != (found, _identity(settings.warehouse_path)):
        return None
    summary: dict[str, Any] = note["summary"]
    return summary


def _are_exported(settings: Settings) -> bool:
    """Return whether every export that is chosen lies in its place."""
    return all(is_complete(settings.exports_path, form) for form in settings.export_formats)


def note_look(settings: Settings) -> None:
    """Give the note today's time: what is published was found to be what the raw files say."""
    os.utime(settings.data_path / NOTE)


def _content(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:  # a file that can't be read is a row of data_issues, not a reason to stop
        return repr(error.errno).encode()


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _code_files() -> Iterator[Path]:
    for name in CODE:
        folder = PROJECT_DIR / name
        generated = folder / "target"
        yield from (p for p in _files(folder) if p.suffix in CODE_FILES and generated not in p.parents)


def _identity(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ino]
