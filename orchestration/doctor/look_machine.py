"""Looks at disk, folders, memory and versions, and changes nothing. What follows from it is in `machine`."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.doctor.machine import LEAST_FREE, Disk, RawFolder, System
from orchestration.errors import LedgerError
from orchestration.feeds.ready import feeds_to_poll
from orchestration.lake_connection import extension_path, extensions_of
from orchestration.load.meta_files import SUFFIXES
from orchestration.load.scan import NO_PERMISSION, scan
from orchestration.settings import Settings
from orchestration.sql_text import literal

LEFTOVERS = ("publishing.duckdb", "publishing.duckdb.wal", "next.duckdb.wal", "next.json.tmp", "refresh.json.tmp")
CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
NEWEST = ("warehouse.duckdb", "refresh.json", "lake/catalog.sqlite")


def look_at_leftovers(settings: Settings) -> tuple[str, ...]:
    """Return the files that only a writer that was killed leaves behind."""
    return tuple(name for name in LEFTOVERS if (settings.data_path / name).exists())


def look_at_disk(settings: Settings) -> Disk:
    """Compare free space with what a refresh writes: the candidate, its copy for publishing, and the rest."""
    folder = next(each for each in (settings.data_path, *settings.data_path.parents) if each.exists())
    largest = max(_size(settings.warehouse_path), _size(settings.next_path))
    return Disk(shutil.disk_usage(folder).free, 2 * largest + LEAST_FREE, os.access(folder, os.W_OK | os.X_OK))


def look_at_raw(settings: Settings) -> RawFolder:
    """Count the files of the raw folder, and read its list of feeds."""
    if not settings.raw_path.is_dir():
        return RawFolder(is_there=False)
    found = scan(settings.raw_path)
    metas = sum(each.name.endswith(SUFFIXES) for each in found)
    denied = tuple(each.name for each in found if each.problem == NO_PERMISSION or _is_denied(settings, each.name))
    ready = feeds_to_poll(settings.feeds_path, settings.feeds_contact)
    problems = tuple(problem.message for problem in ready.problems)
    return RawFolder(True, len(found) - metas, metas, denied, len(ready.feeds or ()), problems)


def look_at_system(settings: Settings) -> System:
    """Tell versions and memory, and the newest moment that the data folder knows, which can't be in the future."""
    known = {name: settings.data_path / name for name in NEWEST if (settings.data_path / name).exists()}
    newest = max(known, key=lambda name: known[name].stat().st_mtime, default="")
    return System(
        platform.python_version(),
        duckdb.__version__,
        _extensions_problem(settings),
        _memory(),
        settings.warehouse_memory_bytes,
        datetime.fromtimestamp(known[newest].stat().st_mtime, UTC) if newest else None,
        newest,
    )


def _is_denied(settings: Settings, name: str) -> bool:
    path = settings.raw_path / name
    return path.exists() and not os.access(path, os.R_OK)


def _extensions_problem(settings: Settings) -> str:
    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as memory:
        try:
            for name in extensions_of(settings.lake):
                memory.execute(f"load {literal(extension_path(name))}")
        except (duckdb.Error, LedgerError) as error:
            return f"an extension does not load ({str(error).splitlines()[0]})"
    return ""


def _memory() -> int | None:
    """Return the bytes that this process and its children may use; None where the system does not tell."""
    return min(_limits(), default=None)


def _limits() -> Iterator[int]:
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for path in CGROUP_LIMITS:
        if path.exists() and (text := path.read_text().strip()).isdigit():  # "max" where there is none
            yield int(text)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
