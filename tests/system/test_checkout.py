"""The commands in an awkward place: a folder with a space and an apostrophe, another working directory, no network."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.support.places import REPOSITORY
from tests.support.refreshes import run, write_article
from tests.support.warehouses import identity, one, tables

COPIED = ["Makefile", "dagster.yaml", "pyproject.toml", "requirements.lock", "requirements-pip.lock"]
FOLDERS = ["orchestration", "dbt_project"]
MADE = shutil.ignore_patterns("target", "logs", "__pycache__")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree without anything that was made from it, and with the packages that are installed here."""
    if not (REPOSITORY / ".venv" / "installed").exists():
        pytest.skip("the packages were not installed by make: run `make setup` first")
    checkout = tmp_path_factory.mktemp("o'neil's files") / "the checkout"
    for folder in FOLDERS:
        shutil.copytree(REPOSITORY / folder, checkout / folder, ignore=MADE)
    for name in COPIED:
        shutil.copy2(REPOSITORY / name, checkout / name)
    (checkout / ".venv").symlink_to(REPOSITORY / ".venv")
    write_article(checkout / "raw" / "press")
    return checkout


@pytest.fixture(scope="module")
def published(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of `make -C <checkout> refresh`, called from elsewhere, with the folders that are the default."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    said = run(_make(checkout, "refresh"), Path("raw"), Path("data"), cwd=elsewhere)
    assert said.returncode == 0, said.stdout + said.stderr
    assert list(elsewhere.iterdir()) == []
    return checkout / "data" / "warehouse.duckdb"


def _make(checkout: Path, *arguments: str) -> list[str]:
    return ["make", "--no-print-directory", "-C", str(checkout), *arguments]


def test_refresh_works_in_an_awkward_folder_without_a_network(published: Path) -> None:
    assert one(published, "select count(*) from marts.fct_evidence") > 0


def test_a_refresh_leaves_nothing_outside_its_data_folder(checkout: Path, published: Path) -> None:
    present = {path.name for path in checkout.iterdir()}
    assert present == {*COPIED, *FOLDERS, "raw", ".venv", "data"}
    assert [path.name for path in (checkout / "dbt_project" / "target").glob("*-*")] == []


def test_a_second_call_does_no_set_up(checkout: Path, published: Path) -> None:
    commands = run(_make(checkout, "-n", "refresh"), Path("raw"), Path("data")).stdout.splitlines()
    assert [command.split()[-2:] for command in commands] == [["orchestration", "refresh"]]


def test_sql_prints_an_answer(checkout: Path, published: Path) -> None:
    said = run(
        [*_make(checkout, "sql"), "Q=select 'it''s ' || count(*) as n from marts.dim_articles"],
        Path("raw"),
        Path("data"),
    )
    assert said.returncode == 0, said.stderr
    assert "it's 1" in said.stdout


def test_a_failed_expectation_keeps_what_is_published(checkout: Path, published: Path) -> None:
    before, file = tables(published), identity(published)
    suites = checkout / "orchestration" / "quality" / "expectations.yml"
    original = suites.read_text(encoding="utf-8")
    suites.write_text(_with_an_impossible_limit(original), encoding="utf-8")
    write_article(checkout / "raw" / "press", "another.txt", "Another article")
    try:
        said = run(
            [str(checkout / ".venv" / "bin" / "python"), "-m", "orchestration", "refresh"],
            Path("raw"),
            Path("data"),
            cwd=checkout,
        )
    finally:
        suites.write_text(original, encoding="utf-8")
    assert_failed_with_a_reason(said.returncode, said.stdout, said.stderr)
    assert "dim_articles: words_are_endless_min_stop: No article is this long." in said.stderr
    assert re.search(r"for example, .* in press/", said.stderr)
    assert identity(published) == file
    assert tables(published) == before


def test_a_failed_dbt_test_keeps_what_is_published(checkout: Path, published: Path) -> None:
    before, file = tables(published), identity(published)
    (checkout / "dbt_project" / "tests" / "always_fails.sql").write_text("select * from {{ ref('dim_articles') }}\n")
    try:
        said = run(_make(checkout, "refresh"), Path("raw"), Path("data"))
    finally:
        (checkout / "dbt_project" / "tests" / "always_fails.sql").unlink()
    assert_failed_with_a_reason(1, said.stdout, "\n".join(said.stderr.splitlines()[:-1]))
    assert said.stderr.splitlines()[-1].startswith("make")  # "make[1]:" when make runs the tests
    assert "always_fails" in said.stderr
    assert identity(published) == file
    assert tables(published) == before


def assert_failed_with_a_reason(status: int, stdout: str, stderr: str) -> None:
    assert status == 1, stderr
    assert stdout == ""
    lines = stderr.splitlines()
    assert lines[0].startswith("The refresh failed in step ")
    assert "Traceback" not in stderr
    assert any(line.startswith("The last good warehouse stays published: ") for line in lines)
    assert lines[-1].startswith("Next: ")
    assert len(lines) <= 10, os.linesep.join(lines)


def _with_an_impossible_limit(suites: str) -> str:
    content = yaml.safe_load(suites)
    limit = {"min_value": 10_000_000, "severity": "stop", "reason": "No article is this long."}
    content["tables"]["dim_articles"]["expectations"].append(
        {
            "name": "words_are_endless",
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "word_count"},
            "limits": [limit],
        }
    )
    return yaml.safe_dump(content, sort_keys=False)
