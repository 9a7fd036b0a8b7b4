"""A refresh with nothing new does nothing, and whatever could change a row makes it run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from orchestration.cli import unchanged
from orchestration.settings import Settings

SUMMARY = {"articles": {"new": 1, "unchanged": 0}}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data", exports="csv")
    for path in (settings.raw_path / "a.txt", settings.warehouse_path, settings.exports_path / "csv" / ".made_from"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was", encoding="utf-8")
    unchanged.remember(settings, unchanged.fingerprint(settings), SUMMARY)
    return settings


def recalled(settings: Settings) -> object:
    return unchanged.recall(settings, unchanged.fingerprint(settings))


def test_the_same_again_is_recalled(settings: Settings) -> None:
    assert recalled(settings) == SUMMARY


def test_touching_a_file_is_no_change(settings: Settings) -> None:
    (settings.raw_path / "a.txt").touch()
    assert recalled(settings) == SUMMARY


@pytest.mark.parametrize(
    ("name", "text"), [("a.txt", "as it is"), ("b.txt", "as it was"), ("a.meta.yml", "publisher: Harbour News")]
)
def test_a_file_that_came_or_changed_is_a_change(settings: Settings, name: str, text: str) -> None:
    (settings.raw_path / name).write_text(text, encoding="utf-8")
    assert recalled(settings) is None


def test_a_file_that_went_is_a_change(settings: Settings) -> None:
    (settings.raw_path / "a.txt").unlink()
    assert recalled(settings) is None


def test_code_and_its_data_count(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("orchestration/lookup.csv", "dbt_project/model.sql", "requirements.lock"):
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one", encoding="utf-8")
    monkeypatch.setattr(unchanged, "PROJECT_DIR", tmp_path / "checkout")
    before = unchanged.fingerprint(settings)
    for name in ("orchestration/lookup.csv", "dbt_project/model.sql", "requirements.lock"):
        (tmp_path / "checkout" / name).write_text("two", encoding="utf-8")
        now = unchanged.fingerprint(settings)
        assert now != before
        before = now


def test_another_warehouse_in_its_place_is_a_change(settings: Settings) -> None:
    settings.warehouse_path.write_text("somebody else's", encoding="utf-8")
    assert recalled(settings) is None


def test_a_note_that_was_cut_short_is_none(settings: Settings) -> None:
    note = settings.data_path / unchanged.NOTE
    note.write_text(note.read_text(encoding="utf-8")[:20], encoding="utf-8")
    assert recalled(settings) is None


def test_a_refresh_that_finds_nothing_new_counts_as_a_look(settings: Settings) -> None:
    note = settings.data_path / unchanged.NOTE
    os.utime(note, (1, 1))
    unchanged.note_look(settings)
    assert note.stat().st_mtime > 1
    assert recalled(settings)


def test_an_export_that_went_is_a_change(settings: Settings) -> None:
    shutil.rmtree(settings.exports_path / "csv")
    assert recalled(settings) is None


@pytest.mark.parametrize("change", [{"exports": "none"}, {"export_licence": "CC0-1.0"}, {"export_publisher": "City"}])
def test_settings_of_the_exports_count(settings: Settings, change: dict[str, str]) -> None:
    assert recalled(settings.model_copy(update=change)) is None
