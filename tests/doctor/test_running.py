"""What the doctor says about daemons, schedule, sensor, queue and the last refresh, from facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.doctor.machine import Lock
from orchestration.doctor.running import (
    Daemon,
    Run,
    Running,
    Starter,
    judge_daemons,
    judge_last_refresh,
    judge_queue,
    judge_starters,
)
from tests.doctor.expectation import expect

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
ALIVE = Daemon("sensor", NOW - timedelta(seconds=20))
DEAD = Daemon("scheduler", NOW - timedelta(minutes=20))
FREE, HELD = Lock("free"), Lock("held", 7, "python", NOW)
UP = Running(is_known=True, ui_answers=True, daemons=(ALIVE,))
DOWN = Running(is_known=True, daemons=(DEAD,))


def run(status: str, **ago: float) -> Run:
    return Run("abcdef12", status, NOW - timedelta(**ago))


@pytest.mark.parametrize(
    ("facts", "state", "says"),
    [
        (UP, "ok", "All 1 daemons"),
        (Running(), "warning", "The UI does not run: neither"),
        (DOWN, "warning", r"\(last seen 20 minutes ago\)"),
        (replace(DOWN, ui_answers=True), "wrong", "answers on port 3000, but no daemon"),
        (replace(UP, daemons=(ALIVE, DEAD)), "wrong", "no sign of life for 3 minutes: scheduler"),
        (replace(UP, daemons=(ALIVE, Daemon("asset", None))), "wrong", "asset"),
        (replace(UP, daemons=(replace(ALIVE, errors=("no disk",)),)), "warning", "no disk"),
    ],
)
def test_daemons(facts: Running, state: str, says: str) -> None:
    expect(judge_daemons(facts, 3000, NOW), state, says)


@pytest.mark.parametrize(
    ("starter", "state", "says"),
    [
        (Starter("raw_files_changed", True, NOW - timedelta(minutes=1), "skipped"), "ok", "60 seconds ago: skipped"),
        (Starter("raw_files_changed", True, NOW - timedelta(hours=3), "skipped"), "wrong", "looked 3 hours ago"),
        (Starter("scheduled_refresh", True, NOW - timedelta(hours=30), "success"), "ok", "30 hours ago: success"),
        (Starter("scheduled_refresh", False, NOW, "success"), "warning", "switched off"),
        (Starter("scheduled_refresh", True, NOW, "failure", "no such file"), "wrong", "failed: no such file"),
        (Starter("scheduled_refresh"), "ok", "not had to do anything"),
    ],
)
def test_schedule_and_sensor(starter: Starter, state: str, says: str) -> None:
    (finding,) = judge_starters(replace(UP, starters=(starter,)), 60, NOW)
    expect(finding, state, says)


def test_a_sensor_rests_as_long_as_the_ui_does() -> None:
    looked = Starter("raw_files_changed", True, NOW - timedelta(hours=3), "skipped")
    (finding,) = judge_starters(replace(DOWN, starters=(looked,)), 60, NOW)
    expect(finding, "ok", "rests until `make ui` runs")


@pytest.mark.parametrize(
    ("facts", "lock", "state", "says"),
    [
        (UP, FREE, "ok", "No run waits"),
        (replace(UP, at_work=(run("STARTED", hours=9),)), HELD, "ok", "abcdef12 is at work"),
        (replace(UP, at_work=(run("STARTED", minutes=1),)), FREE, "ok", "is at work"),
        (replace(UP, at_work=(run("STARTED", hours=9),)), Lock("unknown"), "ok", "is at work"),
        (replace(UP, at_work=(run("STARTED", hours=9),)), FREE, "warning", "no process writes"),
        (
            replace(UP, at_work=(run("STARTED", hours=9),), waiting=(run("QUEUED", minutes=1),)),
            FREE,
            "wrong",
            "since 9 hours ago, but no process writes",
        ),
        (replace(DOWN, waiting=(run("QUEUED", minutes=1),)), FREE, "warning", "no daemon starts them"),
        (replace(UP, waiting=(run("QUEUED", minutes=9),)), FREE, "wrong", "although none is at work"),
        (replace(UP, waiting=(run("QUEUED", minutes=1),)), FREE, "ok", "1 runs wait"),
        (
            replace(UP, at_work=(run("STARTED", hours=3),), waiting=(run("QUEUED", hours=3),)),
            HELD,
            "warning",
            "the first since 3 hours ago",
        ),
    ],
)
def test_queue(facts: Running, lock: Lock, state: str, says: str) -> None:
    expect(judge_queue(facts, lock, NOW), state, says)


HOUR_AGO, DAYS_AGO = NOW - timedelta(hours=1), NOW - timedelta(days=3)


@pytest.mark.parametrize(
    ("ended", "published_at", "looked_at", "state", "says"),
    [
        (None, None, None, "warning", "None has succeeded yet"),
        (run("SUCCESS", hours=1), HOUR_AGO, None, "ok", "succeeded 60 minutes ago"),
        (run("FAILURE", minutes=30), HOUR_AGO, None, "wrong", "ended as FAILURE"),
        (run("CANCELED", minutes=30), HOUR_AGO, None, "warning", "ended as CANCELED"),
        (run("FAILURE", days=4), HOUR_AGO, None, "ok", "succeeded"),
        (run("SUCCESS", days=3), DAYS_AGO, None, "wrong", "stale after 26 hours"),
        (run("SUCCESS", days=3), DAYS_AGO, HOUR_AGO, "ok", "succeeded"),
        (run("FAILURE", days=1), None, None, "wrong", "ended as FAILURE"),
    ],
)
def test_last_refresh(
    ended: Run | None, published_at: datetime | None, looked_at: datetime | None, state: str, says: str
) -> None:
    facts = replace(UP, last_ended=ended, published_at=published_at)
    expect(judge_last_refresh(facts, looked_at, 26, NOW), state, says)
