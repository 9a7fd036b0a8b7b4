"""What Dagster's storage tells the doctor: daemons, schedule, sensor and runs. It makes no storage where none is."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
from dagster._core.scheduler.instigation import InstigatorState, InstigatorTick

from orchestration.doctor.running import Daemon, Run, Running, Starter
from orchestration.settings import PROJECT_DIR, Settings

STARTERS = ("scheduled_refresh", "raw_files_changed")
STORAGE = ("history/runs.db", "history/runs/index.db", "schedules/schedules.db")
PUBLISHED = dg.AssetKey("published_warehouse")
WAITING = [dg.DagsterRunStatus.QUEUED]
AT_WORK = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]


def look_at_dagster(settings: Settings) -> Running:
    """Read the storage that the environment names; call `prepare_dagster` before."""
    answers = _answers(settings.ui_port)
    if not _is_there(settings):
        return Running(ui_answers=answers)
    with dg.DagsterInstance.get() as instance:
        return Running(
            is_known=True,
            ui_answers=answers,
            daemons=tuple(_daemons(instance)),
            starters=tuple(_starters(instance)),
            waiting=_runs(instance, WAITING, 100),
            at_work=_runs(instance, AT_WORK, 100),
            last_ended=next(iter(_runs(instance, ENDED, 1)), None),
            published_at=_published_at(instance),
            is_shared=bool(settings.dagster_database.get_secret_value()),
        )


def _is_there(settings: Settings) -> bool:
    """Return whether the data folder has a storage: to open one that is missing would make it."""
    if Path(os.environ["DAGSTER_HOME"]) != PROJECT_DIR:  # another instance, whose storage is elsewhere
        return True
    return all((settings.data_path / "dagster" / name).exists() for name in STORAGE)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _daemons(instance: dg.DagsterInstance) -> Iterator[Daemon]:
    beats = instance.get_daemon_heartbeats()
    for name in instance.get_required_daemon_types():
        beat = beats.get(name)
        errors = tuple(_line(error.message) for error in (beat.errors or ())) if beat else ()
        yield Daemon(name.lower(), _moment(beat.timestamp) if beat else None, errors)


def _starters(instance: dg.DagsterInstance) -> Iterator[Starter]:
    """Yield schedule and sensor; storage knows them once a daemon has seen them, or a person has switched them."""
    states = [state for state in instance.all_instigator_state() if state.instigator_name in STARTERS]
    for name in STARTERS:
        own = [(state, _tick(instance, state)) for state in states if state.instigator_name == name]
        if not own:
            yield Starter(name)
            continue
        # A checkout that was moved leaves a second state behind, which looks no more.
        state, tick = max(own, key=lambda pair: pair[1].timestamp if pair[1] else 0.0)
        yield _starter(name, state, tick)


def _starter(name: str, state: InstigatorState, tick: InstigatorTick | None) -> Starter:
    if tick is None:
        return Starter(name, state.is_running)
    said = tick.error.message if tick.error else ""
    return Starter(name, state.is_running, _moment(tick.timestamp), tick.status.value.lower(), _line(said))


def _tick(instance: dg.DagsterInstance, state: InstigatorState) -> InstigatorTick | None:
    return next(iter(instance.get_ticks(state.instigator_origin_id, state.selector_id, limit=1)), None)


def _runs(instance: dg.DagsterInstance, statuses: Sequence[dg.DagsterRunStatus], limit: int) -> tuple[Run, ...]:
    records = instance.get_run_records(dg.RunsFilter(statuses=statuses), limit=limit)
    return tuple(
        Run(
            record.dagster_run.run_id[:8],
            record.dagster_run.status.value,
            _moment(record.end_time or record.start_time or record.create_timestamp.timestamp()),
        )
        for record in records
    )


def _published_at(instance: dg.DagsterInstance) -> datetime | None:
    event = instance.get_latest_materialization_event(PUBLISHED)
    return _moment(event.timestamp) if event else None


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)


def _line(message: str) -> str:
    return " ".join(message.split())[:200]
