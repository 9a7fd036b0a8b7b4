"""`python -m orchestration ror DUMP`: a dump becomes a file of the data folder that the next refresh uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.cli import main, unchanged
from orchestration.normalize.ror_reference import read_reference
from orchestration.settings import Settings
from tests.support.ror import record, record_of_schema_1, ror_id, write_json, write_zip


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("raw", "data"):
        monkeypatch.setenv(f"ECOSYSTEM_{name.upper()}_DIR", str(tmp_path / name))
    for name in ("DAGSTER_HOME", "ECOSYSTEM_DAGSTER_DIR", "ECOSYSTEM_DAGSTER_LOG_DIR"):
        monkeypatch.setenv(name, "")  # the command sets them; put back after the test
    (tmp_path / "raw").mkdir()
    return Settings()


def test_a_dump_becomes_a_file_of_the_data_folder(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [record(1, "Fjordsund University", acronyms=["FJSU"]), record(2, "Old Hall", status="withdrawn")]
    assert main(["ror", str(write_zip(tmp_path / "ror.zip", **{"ror-data": records}))]) == 0
    said = capsys.readouterr().out
    assert "2 records of ROR, 1 of them active" in said
    assert "1 organizations with 2 names" in said
    assert str(settings.data_path / "ror.parquet") in said
    reference = read_reference(settings.ror_path)
    assert reference is not None
    assert reference["ror_id"].to_list() == [ror_id(1)]


def test_a_refresh_notices_the_file(settings: Settings, tmp_path: Path) -> None:
    seen = [unchanged.fingerprint(settings)]
    for name in ("Fjordsund University", "Lakeside University", "Lakeside University"):
        assert main(["ror", str(write_json(tmp_path / "dump.json", record(1, name)))]) == 0
        seen.append(unchanged.fingerprint(settings))
    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[2], "the same dump again is no change"


@pytest.mark.parametrize("dump", ["nothing.zip", "", "cut.json", "old.json"])
def test_what_is_no_dump_is_one_line_and_status_2(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], dump: str
) -> None:
    assert main(["ror", str(write_json(tmp_path / "whole.json", record(1, "Hall")))]) == 0
    before = settings.ror_path.read_bytes()
    write_json(tmp_path / "old.json", record_of_schema_1("Hall"))
    (tmp_path / "cut.json").write_text((tmp_path / "whole.json").read_text()[:-9])
    capsys.readouterr()
    assert main(["ror", str(tmp_path / dump)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Refused: ")
    assert said.err.count("\n") == 1
    assert settings.ror_path.read_bytes() == before, "the last good file stays"
