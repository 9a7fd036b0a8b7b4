"""All looks at once, each with a time limit: a disk or a server that hangs is a finding, and holds up no other.

Here: looking in threads, and turning facts into findings. Not here: how Dagster's facts are read, for this package does
not know Dagster: `cli.dagster_facts` is handed in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from orchestration.doctor.finding import Finding
from orchestration.doctor.locks import lock_of
from orchestration.doctor.look_machine import look_at_disk, look_at_leftovers, look_at_raw, look_at_system
from orchestration.doctor.look_stores import contract, look_at_lake, look_at_warehouse
from orchestration.doctor.machine import judge_disk, judge_lock, judge_raw, judge_system
from orchestration.doctor.running import Running, judge_daemons, judge_last_refresh, judge_queue, judge_starters
from orchestration.doctor.stores import judge_lake, judge_order, judge_warehouse
from orchestration.errors import LedgerError
from orchestration.settings import Settings

PATIENCE_SECONDS = 30.0
"""A look takes less than three seconds on an idle machine."""


@dataclass(frozen=True)
class Failure:
    """A look that gave no facts, and why."""

    message: str


Looks = Mapping[str, Callable[[], Any]]


def examine(settings: Settings, look_at_dagster: Callable[[Settings], Running]) -> list[Finding]:
    """Look at everything and return what was found; nothing is changed, and nothing is waited for."""
    looks: Looks = {
        "running": lambda: look_at_dagster(settings),
        "lock": lambda: lock_of(settings.data_path / "writer.lock"),
        "leftovers": lambda: look_at_leftovers(settings),
        "lake": lambda: look_at_lake(settings),
        "warehouse": lambda: look_at_warehouse(settings),
        "disk": lambda: look_at_disk(settings),
        "raw": lambda: look_at_raw(settings),
        "versions": lambda: look_at_system(settings),
        "note": lambda: _changed_at(settings.data_path / "refresh.json"),
    }
    facts = look(looks, PATIENCE_SECONDS)
    return [*_failures(facts), *_judged(facts, settings, datetime.now(UTC))]


def look(looks: Looks, seconds: float) -> dict[str, Any]:
    """Do all looks beside each other; one that fails, or is not done in time, gives a `Failure` instead of facts."""
    facts: dict[str, Any] = {name: Failure(f"It did not answer in {seconds:g} seconds.") for name in looks}

    def note(name: str) -> None:
        try:
            facts[name] = looks[name]()
        except LedgerError as error:
            facts[name] = Failure(str(error))
        except Exception as error:  # whatever is broken is what a doctor is asked for
            facts[name] = Failure(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")

    until = time.monotonic() + seconds
    threads = [Thread(target=note, args=(name,), daemon=True) for name in looks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return dict(facts)


def _failures(facts: Mapping[str, Any]) -> Iterator[Finding]:
    advice = "Mend what the message names, then look again."
    for name, found in facts.items():
        if isinstance(found, Failure):
            yield Finding("wrong", name, found.message, advice)


def _judged(facts: Mapping[str, Any], settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield the findings about everything that gave facts, in the order in which a person looks for a fault."""
    known = {name: found for name, found in facts.items() if not isinstance(found, Failure)}
    if {"running", "lock", "note"} <= set(known):
        yield from _about_runs(known, settings, now)
    if {"lock", "leftovers"} <= set(known):
        yield from judge_lock(known["lock"], known["leftovers"], now)
    yield from _about_stores(known, settings, now)
    if "raw" in known:
        yield from judge_raw(known["raw"])
    if "disk" in known:
        yield judge_disk(known["disk"])
    if "versions" in known:
        yield from judge_system(known["versions"], now)


def _about_runs(known: Mapping[str, Any], settings: Settings, now: datetime) -> Iterator[Finding]:
    running: Running = known["running"]
    yield judge_last_refresh(running, known["note"], settings.freshness_hours, now)
    yield judge_daemons(running, settings.ui_port, now)
    yield from judge_starters(running, settings.sensor_seconds, now)
    yield judge_queue(running, known["lock"], now)


def _about_stores(known: Mapping[str, Any], settings: Settings, now: datetime) -> Iterator[Finding]:
    is_writing = "lock" in known and known["lock"].state == "held"
    if "lake" in known:
        yield judge_lake(known["lake"], is_writing)
    if "warehouse" in known:
        yield from judge_warehouse(known["warehouse"], contract(settings), now)
    if {"lake", "warehouse"} <= set(known) and (order := judge_order(known["lake"], known["warehouse"], is_writing)):
        yield order


def _changed_at(path: Path) -> datetime | None:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else None
