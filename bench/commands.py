"""The commands that are measured, each in a process of its own, as a user starts them: seconds and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from orchestration.settings import PROJECT_DIR, Settings

SECONDS_BETWEEN_LOOKS = 1.0  # a look at 4 GB takes 0.08 s, in which that process waits


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    memory_gb: float
    processor_seconds: float
    """Of all its processes; what else runs on a busy machine changes it less than the seconds on the wall."""


def refresh(settings: Settings) -> Cost:
    """Run a refresh."""
    folders = {"ECOSYSTEM_RAW_DIR": str(settings.raw_path), "ECOSYSTEM_DATA_DIR": str(settings.data_path)}
    return _measured([sys.executable, "-m", "orchestration", "refresh"], folders)


def dbt_build(settings: Settings, folder: Path) -> Cost:
    """Run `dbt build` alone on the lake of a refresh, into a folder of its own."""
    own = {
        "ECOSYSTEM_NEXT_PATH": str(folder / "next.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    folder.mkdir(exist_ok=True)
    folders = ["--project-dir", str(settings.dbt_project_path), "--profiles-dir", str(settings.dbt_project_path)]
    dbt = str(Path(sys.executable).with_name("dbt"))
    return _measured([dbt, "build", *folders], settings.dbt_environment | own)


def python_module(name: str, *arguments: str, environment: dict[str, str]) -> Cost:
    """Run a module of this checkout."""
    return _measured([sys.executable, "-m", name, *arguments], environment)


def _measured(command: list[str], environment: dict[str, str]) -> Cost:
    peak = [0.0]
    started, spent = time.perf_counter(), _of_ended_children()
    process = subprocess.Popen(  # noqa: S603  the commands are those above
        command,
        cwd=PROJECT_DIR,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    has_ended = Event()
    watcher = Thread(target=_watch, args=(process.pid, peak, has_ended))
    watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - started
    has_ended.set()
    watcher.join()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{output[-3000:]}")
    return Cost(seconds, peak[0], _of_ended_children() - spent)


def _of_ended_children() -> float:
    """Return the processor seconds of processes that this one has waited for, with theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _watch(session: int, peak: list[float], has_ended: Event) -> None:
    """Note the largest sum of memory that the processes of a session held at one time."""
    while not has_ended.wait(SECONDS_BETWEEN_LOOKS):
        peak[0] = max(peak[0], sum(map(resident_gb, _members(session))))


def _members(session: int) -> list[Path]:
    """Return the folders below /proc of a session's processes; elsewhere than on Linux there are none."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                found.append(folder)
        except OSError:  # it has ended meanwhile
            continue
    return found


def resident_gb(folder: Path) -> float:
    """Return a process's share of memory; pages that several processes use are divided among them."""
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0.0
    return next((int(line.split()[1]) / 1024**2 for line in lines if line.startswith("Pss:")), 0.0)
