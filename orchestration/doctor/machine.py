"""Can a refresh work here? Facts about lock, disk, folders, memory, clock and versions, and what follows. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from orchestration.doctor.finding import Finding, ago, size

LEAST_FREE = 500 * 10**6
"""What a refresh of the sample articles writes beside the warehouse (target of dbt, logs, lake), with room for more."""
LEAST_MEMORY = 2 * 10**9
"""The largest process of a refresh of the sample articles takes 0.7 GB, and up to three work beside each other."""
SKEW = timedelta(minutes=5)
BUILT_IN = 2026
"""No clock that is right says an earlier year than that of this release."""


@dataclass(frozen=True)
class Lock:
    """The writer's lock of the data folder; `unknown` where the system does not tell who holds it."""

    state: Literal["free", "held", "unknown"] = "free"
    pid: int | None = None
    command: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Disk:
    """Free space where the data folder is, and what a refresh needs of it."""

    free: int
    needed: int
    is_writable: bool = True


@dataclass(frozen=True)
class RawFolder:
    """The raw folder: what is in it, and what keeps its list of feeds from being polled."""

    is_there: bool = True
    file_count: int = 0
    meta_count: int = 0
    unreadable: tuple[str, ...] = ()
    feed_count: int = 0
    feed_problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class System:
    """Python, its packages, memory and clock."""

    python: str
    duckdb: str
    extensions_problem: str = ""
    memory: int | None = None
    memory_for_duckdb: int = 0
    newest_moment: datetime | None = None
    newest_of: str = ""


def judge_lock(lock: Lock, leftovers: tuple[str, ...], now: datetime) -> Iterator[Finding]:
    """Say who writes, and what a writer that was killed has left."""
    if lock.state == "unknown":
        yield Finding("ok", "lock", "This system does not tell who holds it; a second refresh would be refused.")
    elif lock.state == "held":
        who = f"process {lock.pid} ({lock.command})" if lock.pid else "a process of another user or container"
        since = f", which started {ago(lock.since, now)}" if lock.since else ""
        yield Finding("ok", "lock", f"Held by {who}{since}: a refresh is at work.")
    else:
        yield Finding("ok", "lock", "Free: no refresh is at work.")
    if leftovers and lock.state == "free":
        says = f"A refresh was killed and left {', '.join(leftovers)} behind."
        yield Finding(
            "warning", "leftovers", says, "Nothing is lost: the next `make refresh` begins anew and removes them."
        )


def judge_disk(disk: Disk) -> Finding:
    """Say whether a refresh fits onto the disk."""
    says = f"{size(disk.free)} free; a refresh needs about {size(disk.needed)}."
    if not disk.is_writable:
        advice = "Give yourself write permission, or set ECOSYSTEM_DATA_DIR to another folder."
        return Finding("wrong", "disk", "The data folder may not be written.", advice)
    if disk.free < disk.needed:
        return Finding(
            "wrong", "disk", says, "Free some space; until then refreshes fail, and what is published stays."
        )
    if disk.free < 2 * disk.needed:
        return Finding("warning", "disk", says, "Free some space before the articles grow.")
    return Finding("ok", "disk", says)


def judge_raw(raw: RawFolder) -> Iterator[Finding]:
    """Say whether the articles can be read, and the feeds polled."""
    if not raw.is_there:
        yield Finding("wrong", "raw", "The raw folder is missing.", "Create it, or set ECOSYSTEM_RAW_DIR.")
        return
    held = f"{raw.file_count:,} files and {raw.meta_count:,} meta files"
    if raw.unreadable:
        says = f"{held}; {len(raw.unreadable)} can't be read, such as {raw.unreadable[0]}."
        yield Finding("warning", "raw", says, "Give the refresh read access to them.")
    elif not raw.file_count:
        yield Finding("warning", "raw", "The raw folder holds no article.", "Put articles into it.")
    else:
        yield Finding("ok", "raw", f"Readable: {held}.")
    if raw.feed_problems:
        more = f" ({len(raw.feed_problems) - 1} more)" if len(raw.feed_problems) > 1 else ""
        yield Finding(
            "warning", "feeds", f"feeds.yml: {raw.feed_problems[0]}{more}", "Mend it; docs/feeds.md says how."
        )
    elif raw.feed_count:
        yield Finding("ok", "feeds", f"{raw.feed_count} entries of feeds.yml are polled; see marts.feed_freshness.")
    else:
        yield Finding("ok", "feeds", "None is listed, so nothing is fetched.")


def judge_system(system: System, now: datetime) -> Iterator[Finding]:
    """Say whether versions, memory and clock are as they should be."""
    versions = f"Python {system.python}, DuckDB {system.duckdb}"
    if system.extensions_problem:
        yield Finding("wrong", "versions", f"{versions}: {system.extensions_problem}", "Run `make setup`.")
    else:
        yield Finding("ok", "versions", f"{versions}; its extensions load.")
    if system.memory is not None and system.memory < LEAST_MEMORY:
        says = f"{size(system.memory)} may be used; a refresh needs about {size(LEAST_MEMORY)}."
        yield Finding("warning", "memory", says, "Give the machine or the container more.")
    elif system.memory is not None and system.memory < system.memory_for_duckdb:
        allowed = size(system.memory_for_duckdb)
        says = (
            f"{size(system.memory)} may be used, but DuckDB is allowed {allowed}: a large warehouse could not be built."
        )
        advice = "Set ECOSYSTEM_WAREHOUSE_MEMORY to about half of what may be used; beyond it, DuckDB uses the disk."
        yield Finding("warning", "memory", says, advice)
    elif system.memory is not None:
        yield Finding("ok", "memory", f"{size(system.memory)} may be used.")
    yield _judge_clock(system, now)


def _judge_clock(system: System, now: datetime) -> Finding:
    advice = "Set the clock of this machine: with a wrong one, schedules and freshness are wrong too."
    if now.year < BUILT_IN:
        return Finding("wrong", "clock", f"It says {now:%Y-%m-%d}, which is before this release.", advice)
    if system.newest_moment and system.newest_moment - now > SKEW:
        says = f"It says {now:%Y-%m-%d %H:%M} UTC, but {system.newest_of} is of {system.newest_moment:%Y-%m-%d %H:%M}."
        return Finding("wrong", "clock", says, advice)
    return Finding("ok", "clock", f"{now:%Y-%m-%d %H:%M} UTC.")
