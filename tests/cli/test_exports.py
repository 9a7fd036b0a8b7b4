"""`make exports`, and the setting that chooses them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from orchestration.cli.report import summary_lines
from orchestration.settings import EXPORT_FORMATS, Settings
from tests.support.refreshes import run

COMMAND = [sys.executable, "-m", "orchestration", "exports"]


def test_all_are_written_by_default() -> None:
    assert Settings().export_formats == EXPORT_FORMATS


@pytest.mark.parametrize(
    ("value", "formats"),
    [("none", ()), ("all", EXPORT_FORMATS), ("gexf,csv", ("csv", "gexf")), ("CSV  xlsx", ("csv", "xlsx"))],
)
def test_formats_are_chosen_by_name(value: str, formats: tuple[str, ...]) -> None:
    assert Settings(exports=value).export_formats == formats


@pytest.mark.parametrize("value", ["excel", "csv;xlsx", "all, csv", "none csv"])
def test_other_names_are_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        Settings(exports=value)


def test_an_unknown_format_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    said = run(COMMAND, tmp_path / "raw", tmp_path / "data", exports="excel")
    assert said.returncode == 2
    assert "ECOSYSTEM_EXPORTS" in said.stderr
    assert "parquet, csv, xlsx, graphml, gexf, jsonld" in said.stderr


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    said = run(COMMAND, tmp_path / "raw", tmp_path / "data")
    assert (said.returncode, said.stdout) == (2, "")
    assert "make refresh" in said.stderr


@pytest.mark.parametrize(
    ("chosen", "said"), [("csv,gexf", "csv, gexf in "), ("none", "none, as ECOSYSTEM_EXPORTS says")]
)
def test_the_summary_of_a_refresh_says_where_exports_lie(tmp_path: Path, chosen: str, said: str) -> None:
    counts = dict.fromkeys(("articles", "new_articles", "facts", "issues"), 0)
    summary = {"articles": {}, "facts": {}, "checks": {"passed": 9, "warned": 0, "failed": 0}, "warnings": []}
    summary |= {"published": counts | {"changed": True}}
    settings = Settings(data_dir=tmp_path, exports=chosen)
    lines = list(summary_lines(summary | {"seconds": 1, "ended_at": "2026-01-01"}, settings))
    (line,) = (line for line in lines if line.startswith("Exports"))
    assert said in line
    assert chosen == "none" or line.endswith(str(tmp_path / "exports"))
