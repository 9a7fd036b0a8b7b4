"""Each metric says what it counts and what it does not, and can be asked by what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from orchestration.semantic import page as metrics_page
from orchestration.semantic import read_definitions
from orchestration.semantic.page import FOLDER, PAGE

DEFINITIONS = read_definitions(FOLDER)
DESCRIPTIONS = {
    metric["name"]: " ".join(metric["description"].split())
    for path in FOLDER.glob("*.yml")
    for metric in yaml.safe_load(path.read_text(encoding="utf-8")).get("metrics", [])
}


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_metric_says_what_it_counts_and_what_it_does_not(name: str) -> None:
    counts, _, does_not_count = DESCRIPTIONS[name].partition(" Does not count ")
    assert counts.startswith("Counts ")
    assert all(part.endswith(".") and len(part.split()) > 2 for part in (counts, does_not_count)), DESCRIPTIONS[name]


def test_page_has_every_metric_with_both() -> None:
    written = PAGE.read_text(encoding="utf-8")
    for metric in DEFINITIONS.metrics:
        assert metric.label
        assert f"| `{metric.name}`: {metric.label} | {metric.counts} | {metric.does_not_count} |" in written


def test_every_metric_rests_on_a_table() -> None:
    assert [metric.name for metric in DEFINITIONS.metrics if not DEFINITIONS.models_of(metric)] == []


def test_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert metrics_page.main(["--check"]) == 0, capsys.readouterr().err


def test_stale_page_is_told_with_the_command_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(metrics_page, "PAGE", tmp_path / "metrics.md")
    assert metrics_page.main(["--check"]) == 1
    assert "python -m orchestration.semantic" in capsys.readouterr().err
    assert metrics_page.main([]) == 0
    assert metrics_page.main(["--check"]) == 0
