"""Yesterday's answer after today's refresh: every table as it was published, row for row."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from orchestration.assets import publication
from orchestration.history import as_of
from orchestration.normalize.corrections import Corrections
from orchestration.settings import Settings
from tests.support.refreshes import run, warehouse_after, write_article
from tests.support.warehouses import query, tables

FIRST, SECOND = datetime(2026, 11, 20, 6, tzinfo=UTC), datetime(2026, 11, 21, 6, tzinfo=UTC)


def _at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let publications be dated so."""

    class Clock(datetime):
        @classmethod
        def now(cls, _: tzinfo | None = None) -> datetime:
            return moment

    monkeypatch.setattr(publication, "datetime", Clock)


def _write(raw: Path, name: str, body: str) -> None:
    raw.mkdir(exist_ok=True)
    (raw / name).write_text(f"{name}\n\nOSLO, May 6, 2024 — {body}\n", encoding="utf-8")


def test_as_of_gives_yesterday_s_answer_after_today_s_refresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, data = tmp_path / "raw", tmp_path / "data"
    write_article(raw)
    _write(
        raw, "goes.txt", "Vestland Works and Fjord Institute signed a partnership agreement on ocean data in Bergen."
    )
    _write(raw, "changes.txt", "Harbour Laboratories and Tyholt University agreed on joint research in Trondheim.")
    _at(monkeypatch, FIRST)
    published = tables(warehouse_after(raw, data))
    assert len(published["fct_partnerships"]) >= 3

    (raw / "goes.txt").unlink()
    _write(raw, "changes.txt", "Harbour Laboratories and Tyholt University ended their joint research in Trondheim.")
    _write(raw, "comes.txt", "Nordic Compute and Tyholt University agreed to open the Aurora Accelerator in Oslo.")
    same = {"same": [{"names": ["Harbour Lab", "Harbour Laboratories"], "reason": "One body with two names."}]}
    monkeypatch.setattr(Corrections, "load", staticmethod(lambda: Corrections.of(same)))
    _at(monkeypatch, SECOND)
    today = tables(warehouse_after(raw, data))
    assert today["dim_organizations"] != published["dim_organizations"]

    settings = Settings(raw_dir=raw, data_dir=data)
    answer = as_of(settings, "2026-11-20")
    assert (answer.publication.refreshed_at, len(answer.notes)) == (FIRST, 1)
    yesterday = tables(answer.warehouse)
    assert list(yesterday) == list(published)
    for name, rows in published.items():
        assert yesterday[name] == rows, name
    assert tables(as_of(settings, "2026-11-21").warehouse) == today

    command = [sys.executable, "-m", "orchestration", "as-of", "2026-11-20", "--query", "from marts.refreshes"]
    said = run(command, raw, data, refresh_timezone="Asia/Seoul")
    assert said.returncode == 0, said.stderr
    assert "the publication of 2026-11-20 15:00:00" in said.stderr
    assert published["refreshes"][0][0] in said.stdout
    assert query(answer.warehouse, "select count(*) from marts.refreshes") == [(1,)]
