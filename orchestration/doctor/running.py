"""Does a refresh start when it should, and did the last one go well? Facts about Dagster, and what follows from them.

Pure: reading the facts out of Dagster's storage is in `cli.dagster_facts`, the only place of the two that knows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestration.doctor.finding import Finding, ago
from orchestration.doctor.machine import Lock

LATE = timedelta(minutes=3)
"""Daemons give a sign of life every 30 seconds. Dagster itself calls them well for half an hour after the last one."""
STARTING = timedelta(minutes=5)
"""A run loads for some seconds before it takes the lock, on a crowded machine for a minute."""
LONG_WAIT = timedelta(hours=2)


@dataclass(frozen=True)
class Daemon:
    """A daemon that Dagster needs: its last sign of life, and the errors that it told then."""

    name: str
    heartbeat_at: datetime | None
    errors: tuple[str, ...] = ()

    def is_alive(self, now: datetime) -> bool:
        """Return whether it gave a sign of life lately."""
        return self.heartbeat_at is not None and now - self.heartbeat_at < LATE


@dataclass(frozen=True)
class Starter:
    """The schedule or the sensor: whether it is on, and what its last look gave."""

    name: str
    is_on: bool = True
    looked_at: datetime | None = None
    result: str = ""
    message: str = ""


@dataclass(frozen=True)
class Run:
    """A run: its status, and since when it has it."""

    run_id: str
    status: str
    since: datetime
    message: str = ""


@dataclass(frozen=True)
class Running:
    """What Dagster's storage tells; `is_known` is False when there is none yet."""

    is_known: bool = False
    ui_answers: bool = False
    daemons: tuple[Daemon, ...] = ()
    starters: tuple[Starter, ...] = ()
    waiting: tuple[Run, ...] = ()
    at_work: tuple[Run, ...] = ()
    last_ended: Run | None = None
    published_at: datetime | None = None
    is_shared: bool = False

    def is_alive(self, now: datetime) -> bool:
        """Return whether some daemon is alive."""
        return any(daemon.is_alive(now) for daemon in self.daemons)


def judge_daemons(facts: Running, port: int, now: datetime) -> Finding:
    """Say whether the UI and its daemons run."""
    late = [daemon.name for daemon in facts.daemons if not daemon.is_alive(now)]
    errors = [error for daemon in facts.daemons for error in daemon.errors if daemon.is_alive(now)]
    if not facts.is_alive(now):
        if facts.ui_answers:
            says = f"Something answers on port {port}, but no daemon of this data folder is alive."
            return Finding(
                "wrong", "daemons", says, "End it and start `make ui` again, with the same settings as here."
            )
        says = f"The UI does not run{_last_seen(facts, now)}: neither the schedule nor the sensor can start a refresh."
        return Finding("warning", "daemons", says, "Start `make ui`, or let something else call `make refresh` daily.")
    if late:
        says = f"These daemons gave no sign of life for {LATE // timedelta(minutes=1)} minutes: {', '.join(late)}."
        return Finding("wrong", "daemons", says, "End `make ui` and start it again; its output says what stopped them.")
    if errors:
        return Finding("warning", "daemons", f"A daemon reports: {errors[0]}", "Look at Deployment, Daemons in the UI.")
    return Finding("ok", "daemons", f"All {len(facts.daemons)} daemons of the UI are alive.")


def _last_seen(facts: Running, now: datetime) -> str:
    seen = max((daemon.heartbeat_at for daemon in facts.daemons if daemon.heartbeat_at), default=None)
    return f" (last seen {ago(seen, now)})" if seen else ""


def judge_starters(facts: Running, sensor_seconds: int, now: datetime) -> Iterator[Finding]:
    """Say whether schedule and sensor are on, and what their last look gave."""
    for starter in facts.starters:
        yield _judge_starter(starter, facts.is_alive(now), timedelta(seconds=5 * sensor_seconds) + LATE, now)


def _judge_starter(starter: Starter, is_alive: bool, patience: timedelta, now: datetime) -> Finding:
    if not starter.is_on:
        advice = "Switch it on under Automation in the UI, if nobody switched it off on purpose."
        return Finding("warning", starter.name, "It is switched off.", advice)
    if starter.result == "failure":
        says = f"Its last look, {_looked(starter, now)}, failed: {starter.message or 'no reason was given'}"
        return Finding("wrong", starter.name, says, "Mend what the reason names; its page in the UI shows more.")
    if starter.looked_at is None:
        return Finding("ok", starter.name, "It is on, and has not had to do anything yet.")
    is_late = starter.name.startswith("raw_files") and now - starter.looked_at > patience
    if is_alive and is_late:
        says = f"It is on, but looked {_looked(starter, now)} the last time."
        return Finding("wrong", starter.name, says, "End `make ui` and start it again.")
    rests = "" if is_alive else "; it rests until `make ui` runs"
    return Finding("ok", starter.name, f"It is on; last look {_looked(starter, now)}: {starter.result}{rests}.")


def _looked(starter: Starter, now: datetime) -> str:
    return ago(starter.looked_at, now) if starter.looked_at else "at an unknown time"


def judge_queue(facts: Running, lock: Lock, now: datetime) -> Finding:
    """Say whether runs wait for something that will not come."""
    # Of runs that several machines share, this machine's lock tells nothing.
    is_free = lock.state == "free" and not facts.is_shared
    dead = [run for run in facts.at_work if is_free and now - run.since > STARTING]
    if dead:
        says = f"Run {dead[0].run_id} is noted as at work since {ago(dead[0].since, now)}, but no process writes."
        advice = "It was killed: terminate it under Runs in the UI, for until then no other run starts there."
        return Finding("wrong" if facts.waiting else "warning", "queue", says, advice)
    if not facts.waiting:
        work = f"Run {facts.at_work[0].run_id} is at work." if facts.at_work else "No run waits."
        return Finding("ok", "queue", work)
    first = min(facts.waiting, key=lambda run: run.since)
    waits = f"{len(facts.waiting)} runs wait, the first since {ago(first.since, now)}"
    if not facts.is_alive(now):
        return Finding("warning", "queue", f"{waits}, and no daemon starts them.", "Start `make ui`.")
    if not facts.at_work and now - first.since > STARTING:
        return Finding("wrong", "queue", f"{waits}, although none is at work.", "End `make ui` and start it again.")
    if now - first.since > LONG_WAIT:
        advice = "See under Runs in the UI whether the run that is at work still makes progress."
        return Finding("warning", "queue", f"{waits}.", advice)
    return Finding("ok", "queue", f"{waits}.")


def judge_last_refresh(facts: Running, looked_at: datetime | None, freshness_hours: float, now: datetime) -> Finding:
    """Say whether the last refresh went well, and whether one succeeded lately.

    Args:
        facts: What Dagster knows.
        looked_at: When a refresh ended well as far as the data folder tells, without or with something new.
        freshness_hours: Hours after which what is published counts as stale.
        now: The present moment.
    """
    succeeded = max(filter(None, (facts.published_at, looked_at)), default=None)
    ended = facts.last_ended
    if ended and ended.status != "SUCCESS" and (succeeded is None or ended.since > succeeded):
        says = (
            f"The last run ({ended.run_id}, {ago(ended.since, now)}) ended as {ended.status}. {ended.message}".strip()
        )
        advice = "Mend what it names and run `make refresh`; the last good warehouse stays published."
        return Finding("warning" if ended.status == "CANCELED" else "wrong", "last refresh", says, advice)
    if succeeded is None:
        return Finding("warning", "last refresh", "None has succeeded yet.", "Run `make refresh`.")
    if now - succeeded > timedelta(hours=freshness_hours):
        says = f"The last one that succeeded ended {ago(succeeded, now)}; it is stale after {freshness_hours:g} hours."
        return Finding("wrong", "last refresh", says, "Run `make refresh`, or let `make ui` run.")
    return Finding("ok", "last refresh", f"It succeeded {ago(succeeded, now)}.")
