"""The candidate: only a file that was built and checked, and not touched since, may be published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.errors import LedgerError
from orchestration.publish import Candidate
from orchestration.publish.candidate import Proof


@pytest.fixture
def candidate(tmp_path: Path) -> Candidate:
    candidate = Candidate(tmp_path / "next.duckdb")
    candidate.withdraw(is_whole_build=True)
    candidate.path.write_bytes(b"built")
    candidate.mark_built(7, 100, 2)
    return candidate


def refused(candidate: Candidate) -> bool:
    with pytest.raises(LedgerError, match="run the whole refresh"):
        candidate.proof()
    return True


def test_tests_and_expectations_that_held_are_proof(candidate: Candidate) -> None:
    assert candidate.is_built()
    candidate.mark_checked(12, 3)
    assert candidate.proof() == Proof(lake_snapshot_id=7, passed_count=112, warned_count=5)


def test_a_build_alone_is_no_proof(candidate: Candidate) -> None:
    assert refused(candidate)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refused(Candidate(tmp_path / "next.duckdb"))


def test_a_removed_file_is_refused(candidate: Candidate) -> None:
    candidate.mark_checked(1, 0)
    candidate.path.unlink()
    assert refused(candidate)


def test_a_touched_file_is_refused(candidate: Candidate) -> None:
    candidate.mark_checked(1, 0)
    candidate.path.write_bytes(b"built and touched")
    assert refused(candidate)


def test_another_file_in_its_place_is_refused(candidate: Candidate, tmp_path: Path) -> None:
    candidate.mark_checked(1, 0)
    shutil.copy2(candidate.path, tmp_path / "copy")
    (tmp_path / "copy").replace(candidate.path)
    assert refused(candidate)


def test_failed_checks_withdraw_the_proof(candidate: Candidate) -> None:
    candidate.mark_checked(1, 0)
    candidate.mark_failed()
    assert refused(candidate)


@pytest.mark.parametrize("is_whole_build", [True, False])
def test_a_new_build_withdraws_the_proof(candidate: Candidate, *, is_whole_build: bool) -> None:
    candidate.mark_checked(1, 0)
    candidate.withdraw(is_whole_build=is_whole_build)
    assert candidate.path.exists() is not is_whole_build
    assert refused(candidate)


def test_a_failed_build_can_not_be_checked_into_a_good_one(candidate: Candidate) -> None:
    candidate.withdraw(is_whole_build=True)
    candidate.path.write_bytes(b"half built")
    candidate.mark_checked(1, 0)
    assert not candidate.is_built()
    assert refused(candidate)


def test_checks_of_a_file_that_is_gone_are_no_proof(candidate: Candidate) -> None:
    candidate.path.unlink()
    candidate.mark_checked(1, 0)
    assert refused(candidate)


def test_checks_of_a_file_that_was_touched_meanwhile_are_no_proof(candidate: Candidate) -> None:
    candidate.path.write_bytes(b"touched before the checks")
    candidate.mark_checked(1, 0)
    assert refused(candidate)


def test_a_new_build_frees_what_a_killed_one_had_on_the_disk(candidate: Candidate) -> None:
    spilled = candidate.path.with_name("next.duckdb.tmp") / "duckdb_temp_storage.tmp"
    spilled.parent.mkdir()
    spilled.write_bytes(b"gigabytes")
    candidate.withdraw(is_whole_build=True)
    assert not spilled.parent.exists()
