"""What the doctor reads out of a real storage of Dagster, and that it makes none."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest
from dagster._daemon.types import DaemonHeartbeat

from orchestration.cli import prepare_dagster
from orchestration.cli.dagster_facts import look_at_dagster
from orchestration.settings import Settings


@dg.job
def refresh() -> None:
    """A job that fails."""

    @dg.op
    def fail() -> None:
        raise dg.Failure("on purpose")

    fail()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("DAGSTER_HOME", "ECOSYSTEM_DAGSTER_DIR", "ECOSYSTEM_DAGSTER_LOG_DIR"):
        monkeypatch.setenv(name, "")  # so that what the command sets is taken back
    settings = Settings(data_dir=tmp_path / "data", ui_port=9)
    prepare_dagster(settings)
    return settings


def test_no_storage_is_made(settings: Settings) -> None:
    assert not look_at_dagster(settings).is_known
    assert not settings.data_path.exists()


def test_what_happened_is_read(settings: Settings) -> None:
    (settings.data_path / "dagster").mkdir(parents=True)
    with dg.DagsterInstance.get() as instance:
        instance.report_runless_asset_event(dg.AssetMaterialization("published_warehouse"))
        assert not refresh.execute_in_process(instance=instance, raise_on_error=False).success
        instance.create_run_for_job(refresh, status=dg.DagsterRunStatus.STARTED)
        instance.add_daemon_heartbeat(DaemonHeartbeat(time.time(), "SENSOR", "one", []))
    facts, now = look_at_dagster(settings), datetime.now(UTC)
    assert facts.is_known
    assert facts.last_ended
    assert (facts.last_ended.status, len(facts.at_work), facts.waiting) == ("FAILURE", 1, ())
    assert facts.published_at
    assert facts.published_at < facts.last_ended.since
    alive = {daemon.name for daemon in facts.daemons if daemon.is_alive(now)}
    assert alive == {"sensor"}
    assert {"scheduler", "freshness_daemon", "queued_run_coordinator"} <= {daemon.name for daemon in facts.daemons}
    assert [starter.name for starter in facts.starters] == ["scheduled_refresh", "raw_files_changed"]
    assert all(starter.is_on and starter.looked_at is None for starter in facts.starters)
