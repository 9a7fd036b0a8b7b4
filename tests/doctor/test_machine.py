"""What the doctor says about lock, leftovers, disk, raw folder, feeds, versions, memory and clock, from facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.doctor.finding import State
from orchestration.doctor.machine import (
    Disk,
    Lock,
    RawFolder,
    System,
    judge_disk,
    judge_lock,
    judge_raw,
    judge_system,
)
from tests.doctor.expectation import expect

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
SYSTEM = System("3.12.1", "1.5.5", memory=16 * 10**9, newest_moment=NOW, newest_of="warehouse.duckdb")
HELD = Lock("held", 4711, "python -m orchestration refresh", NOW - timedelta(minutes=7))


@pytest.mark.parametrize(
    ("lock", "says"),
    [
        (Lock("free"), "no refresh is at work"),
        (HELD, r"Held by process 4711 \(python -m orchestration refresh\), which started 7 minutes ago"),
        (Lock("held"), "another user or container: a refresh"),
        (Lock("unknown"), "does not tell"),
    ],
)
def test_the_lock_is_told_with_its_holder(lock: Lock, says: str) -> None:
    (finding,) = judge_lock(lock, (), NOW)
    expect(finding, "ok", says)


def test_leftovers_count_only_while_nobody_writes() -> None:
    expect([*judge_lock(Lock("free"), ("next.duckdb.wal",), NOW)][-1], "warning", "left next.duckdb.wal behind")
    assert len([*judge_lock(HELD, ("next.duckdb.wal",), NOW)]) == 1


@pytest.mark.parametrize(
    ("disk", "state", "says"),
    [
        (Disk(50, 10), "ok", "50 bytes free"),
        (Disk(15 * 10**9, 10**10), "warning", r"15.0 GB free; a refresh needs about 10.0 GB"),
        (Disk(9 * 10**6, 10**7), "wrong", "9.0 MB free"),
        (Disk(50, 10, is_writable=False), "wrong", "may not be written"),
    ],
)
def test_disk(disk: Disk, state: State, says: str) -> None:
    expect(judge_disk(disk), state, says)


@pytest.mark.parametrize(
    ("raw", "state", "says"),
    [
        (RawFolder(file_count=1_200, meta_count=3), "ok", "1,200 files and 3 meta files"),
        (RawFolder(file_count=0), "warning", "holds no article"),
        (RawFolder(file_count=2, unreadable=("a/b.txt",)), "warning", "1 can't be read, such as a/b.txt"),
        (RawFolder(is_there=False), "wrong", "is missing"),
    ],
)
def test_raw_folder(raw: RawFolder, state: State, says: str) -> None:
    expect(next(iter(judge_raw(raw))), state, says)


@pytest.mark.parametrize(
    ("raw", "state", "says"),
    [
        (RawFolder(file_count=1), "ok", "nothing is fetched"),
        (RawFolder(file_count=1, feed_count=3), "ok", "3 entries"),
        (
            RawFolder(file_count=1, feed_problems=("line 3: no address", "x")),
            "warning",
            r"line 3: no address \(1 more\)",
        ),
    ],
)
def test_feeds(raw: RawFolder, state: State, says: str) -> None:
    expect([*judge_raw(raw)][1], state, says)


@pytest.mark.parametrize(
    ("system", "now", "wrong"),
    [
        (SYSTEM, NOW, {}),
        (replace(SYSTEM, memory=None), NOW, {}),
        (replace(SYSTEM, extensions_problem="no ducklake"), NOW, {"versions": "wrong"}),
        (replace(SYSTEM, memory=10**9), NOW, {"memory": "warning"}),
        (replace(SYSTEM, memory=4 * 10**9, memory_for_duckdb=6 * 10**9), NOW, {"memory": "warning"}),
        (replace(SYSTEM, memory=8 * 10**9, memory_for_duckdb=6 * 10**9), NOW, {}),
        (SYSTEM, NOW - timedelta(minutes=4), {}),
        (SYSTEM, NOW - timedelta(minutes=6), {"clock": "wrong"}),
        (replace(SYSTEM, newest_moment=None), datetime(1970, 1, 1, tzinfo=UTC), {"clock": "wrong"}),
    ],
)
def test_system(system: System, now: datetime, wrong: dict[str, State]) -> None:
    found = list(judge_system(system, now))
    assert {each.subject: each.state for each in found if each.state != "ok"} == wrong
    for each in found:
        expect(each, wrong.get(each.subject, "ok"), ".")
