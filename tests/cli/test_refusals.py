"""What a person can mend is refused at once: exit status 2 and one line that says what to do."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.cli.refresh import run_refresh
from orchestration.errors import LedgerError
from orchestration.lake import open_lake, writer_lock
from orchestration.schemas.operations import Layout
from orchestration.settings import FORMAT_VERSION, Settings
from tests.support.refreshes import refresh_command, run, write_article


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with one article."""
    return write_article(tmp_path / "raw").parent


@pytest.fixture
def refuses(raw: Path, tmp_path: Path) -> Callable[..., str]:
    """Run a refresh that must be refused, and return the line that it said."""

    def line(raw: Path = raw, data: Path = tmp_path / "data", **settings: object) -> str:
        said = run(refresh_command(), raw, data, **settings)
        assert_one_line(said)
        return said.stderr

    return line


def assert_one_line(said: subprocess.CompletedProcess[str]) -> None:
    assert said.returncode == 2, said.stderr
    assert said.stdout == ""
    assert said.stderr.count("\n") == 1, said.stderr
    assert said.stderr.startswith("Refused: ")


def test_a_missing_raw_folder(refuses: Callable[..., str], tmp_path: Path) -> None:
    assert f"{tmp_path / 'nothing'} is missing: create it, or set ECOSYSTEM_RAW_DIR" in refuses(
        raw=tmp_path / "nothing"
    )


def test_a_data_folder_that_cannot_be_written(refuses: Callable[..., str], tmp_path: Path) -> None:
    # Below a file nobody can make a folder, not even root, who ignores permissions.
    (tmp_path / "file").write_text("not a folder")
    said = refuses(data=tmp_path / "file" / "data")
    assert "can't be written" in said
    assert "ECOSYSTEM_DATA_DIR" in said


def test_a_second_refresh_while_one_runs(refuses: Callable[..., str], tmp_path: Path) -> None:
    with writer_lock(tmp_path / "data"):
        said = refuses()
    assert "Another refresh is writing" in said
    assert "wait until it has ended" in said


def test_a_warehouse_of_a_newer_version(refuses: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    warehouse = tmp_path / "data" / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            f"create schema marts; create table marts.refreshes as select {FORMAT_VERSION + 1} as format_version"
        )
    before = warehouse.read_bytes()
    said = refuses()
    assert f"layout {FORMAT_VERSION + 1}" in said
    assert "update this checkout" in said
    assert warehouse.read_bytes() == before


def test_a_warehouse_that_is_no_database(refuses: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "warehouse.duckdb").write_bytes(b"no database\n" * 1000)
    said = refuses()
    assert "is damaged" in said
    assert "move it away" in said


def test_a_lake_of_a_newer_version(refuses: Callable[..., str], tmp_path: Path) -> None:
    with open_lake(tmp_path / "data" / "lake") as lake:
        lake.replace({Layout: pl.DataFrame({"format_version": [FORMAT_VERSION + 1], "ledger_version": ["99.0"]})})
    said = refuses()
    assert "Ecosystem Ledger 99.0" in said
    assert "update this checkout" in said


def test_a_setting_that_makes_no_sense(refuses: Callable[..., str]) -> None:
    assert "ECOSYSTEM_UI_PORT is '99999'" in refuses(ui_port=99999)


def test_an_engine_that_is_gone(refuses: Callable[..., str]) -> None:
    said = refuses(engine="rules")
    assert "ECOSYSTEM_ENGINE is 'rules'" in said
    assert "'student', 'llm' or 'hybrid'" in said


def test_a_catalog_that_is_no_database(refuses: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "data" / "lake").mkdir(parents=True)
    (tmp_path / "data" / "lake" / "catalog.sqlite").write_bytes(b"no database\n" * 1000)
    assert "catalog.sqlite" in refuses()


def test_without_the_manifest_of_dbt_it_says_what_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "raw").mkdir()
    monkeypatch.setattr("orchestration.cli.refresh.MANIFEST", tmp_path / "manifest.json")
    settings = Settings(raw_dir=tmp_path / "raw", data_dir=tmp_path / "data")
    with pytest.raises(LedgerError, match="make setup"):
        run_refresh(settings, is_verbose=False, is_forced=False)
