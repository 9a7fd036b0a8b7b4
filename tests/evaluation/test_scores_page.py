"""docs/scores.md says what the engines reach today; the check reads files and versions, and extracts nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.evaluation import fingerprint
from orchestration.extract.engines import ENGINES, load_engine

VERSIONS = {"student": "1", "teacher": "1"}


def test_the_scores_are_those_of_the_present_engines() -> None:
    if not fingerprint.PAGE.exists():
        pytest.skip("docs/scores.md is not there yet: run make evaluate")
    versions = {name: load_engine(name).version for name in ENGINES}
    reason = fingerprint.staleness(fingerprint.PAGE.read_text(encoding="utf-8"), versions)
    assert reason is None, reason


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for part in fingerprint.PARTS:
        file = tmp_path / part if part.endswith(".py") else tmp_path / part / "file.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"one\ntwo\n")
    return tmp_path


@pytest.mark.parametrize("part", fingerprint.PARTS)
def test_the_page_is_stale_when_a_part_changes(package: Path, part: str) -> None:
    page = f"# Scores\n\nFingerprint: `{fingerprint.fingerprint(VERSIONS, package)}`\n"
    assert fingerprint.staleness(page, VERSIONS, package) is None
    file = package / part if part.endswith(".py") else package / part / "file.txt"
    file.write_bytes(b"one\ntwo\nthree\n")
    assert "make evaluate" in str(fingerprint.staleness(page, VERSIONS, package))


def test_engines_count_and_line_ends_do_not(package: Path) -> None:
    before = fingerprint.fingerprint(VERSIONS, package)
    (package / "normalize" / "file.txt").write_bytes(b"one\r\ntwo\r\n")
    assert fingerprint.fingerprint(VERSIONS, package) == before
    assert fingerprint.fingerprint(VERSIONS | {"student": "2"}, package) != before
    assert fingerprint.fingerprint({"student": "1"}, package) != before


def test_a_page_without_a_fingerprint_is_stale() -> None:
    assert fingerprint.staleness("# Scores", VERSIONS)


def test_all_parts_are_where_they_are_said_to_be() -> None:
    assert [part for part in fingerprint.PARTS if not (fingerprint.PACKAGE / part).exists()] == []
