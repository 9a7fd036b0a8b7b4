"""Two instances of Dagster that differ in their storage alone, chosen by a setting."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator

import pytest
import yaml

from orchestration.cli.instance import prepare_dagster
from orchestration.errors import LedgerError
from orchestration.settings import PROJECT_DIR, Settings


@pytest.fixture(autouse=True)
def _environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def test_the_instances_differ_in_their_storage_alone() -> None:
    own, elsewhere = (
        yaml.safe_load((PROJECT_DIR / path).read_text(encoding="utf-8"))
        for path in ("dagster.yaml", "deploy/dagster/dagster.yaml")
    )
    assert own.pop("storage") == {"sqlite": {"base_dir": {"env": "ECOSYSTEM_DAGSTER_DIR"}}}
    assert elsewhere.pop("storage") == {"postgres": {"postgres_url": {"env": "ECOSYSTEM_DAGSTER_DATABASE_URL"}}}
    assert own == elsewhere


def test_the_setting_chooses_the_instance_and_names_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_dagster(Settings())
    assert os.environ["DAGSTER_HOME"] == str(PROJECT_DIR)
    monkeypatch.setenv("ECOSYSTEM_DAGSTER_DATABASE", "postgresql://ledger:a%2Fb@db/runs")
    prepare_dagster(Settings())
    assert os.environ["DAGSTER_HOME"] == str(PROJECT_DIR / "deploy" / "dagster")
    assert os.environ["ECOSYSTEM_DAGSTER_DATABASE_URL"] == "postgresql+psycopg2://ledger:a%2Fb@db:5432/runs"


def test_a_missing_driver_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOSYSTEM_DAGSTER_DATABASE", "postgresql://ledger:x@db/runs")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(LedgerError, match="dagster-postgres is missing: run `make setup`"):
        prepare_dagster(Settings())
