"""The descriptors: what they say of files, columns, keys, licence and sources is true of the files beside them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.exports import Terms
from tests.exports.warehouses import export_one, reports, table_names

FORMS = ("parquet", "csv")
TYPES: dict[str, Any] = {
    "string": pl.String,
    "boolean": pl.Boolean,
    "integer": (pl.Int32, pl.Int64),
    "number": pl.Float64,
    "date": pl.Date,
    "datetime": pl.Datetime,
    "array": pl.List,
}


def descriptor(folder: Path, form: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / form / "datapackage.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def frames(exported: Path) -> dict[str, pl.DataFrame]:
    return {path.stem: pl.read_parquet(path) for path in (exported / "parquet").glob("*.parquet")}


@pytest.mark.parametrize("form", FORMS)
def test_files_are_those_that_are_described(exported: Path, form: str) -> None:
    described = {resource["path"]: resource for resource in descriptor(exported, form)["resources"]}
    assert set(described) == {path.name for path in (exported / form).glob(f"*.{form}")}
    for name, resource in described.items():
        content = (exported / form / name).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert "Grain: one row per" in resource["description"]


def test_every_table_is_described(published: Path, exported: Path) -> None:
    names = {form: [one["name"] for one in descriptor(exported, form)["resources"]] for form in FORMS}
    assert names == {"parquet": table_names(published), "csv": reports()}


def test_types_and_constraints_hold(exported: Path, frames: dict[str, pl.DataFrame]) -> None:
    for resource in descriptor(exported, "parquet")["resources"]:
        frame = frames[resource["name"]]
        assert [field["name"] for field in resource["schema"]["fields"]] == frame.columns
        for field in resource["schema"]["fields"]:
            column, rules = frame[field["name"]], field.get("constraints", {})
            expected = TYPES[field["type"]]
            assert isinstance(column.dtype, expected if isinstance(expected, tuple) else (expected,)), field
            assert field["description"]
            assert not rules.get("required") or column.null_count() == 0
            assert not rules.get("enum") or set(column.drop_nulls()) <= set(rules["enum"])


def test_keys_hold_and_references_lead_somewhere(exported: Path, frames: dict[str, pl.DataFrame]) -> None:
    references = 0
    for resource in descriptor(exported, "parquet")["resources"]:
        frame, schema = frames[resource["name"]], resource["schema"]
        if key := schema.get("primaryKey"):
            assert frame.select(key).is_duplicated().sum() == 0
        for foreign in schema.get("foreignKeys", []):
            (own,), target = foreign["fields"], foreign["reference"]
            known = frames[target["resource"]][target["fields"][0]]
            assert set(frame[own].drop_nulls()) <= set(known), (resource["name"], foreign)
            references += 1
    assert references > 10


def test_references_stay_within_their_package(exported: Path) -> None:
    for form in FORMS:
        resources = descriptor(exported, form)["resources"]
        targets = {
            foreign["reference"]["resource"]
            for resource in resources
            for foreign in resource["schema"].get("foreignKeys", [])
        }
        assert targets <= {resource["name"] for resource in resources}


def test_licence_sources_and_citation_are_named(exported: Path) -> None:
    package = descriptor(exported, "csv")
    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert package["created"] == "2026-01-01T00:00:00Z"
    assert {"title": "Wire"} in package["sources"]
    assert any("GeoNames" in source["title"] for source in package["sources"])
    assert package["citation"].startswith("Statistics of Nordhavn (2026). Ecosystem Ledger, refresh refresh_")
    assert package["contributors"] == [{"title": "Statistics of Nordhavn", "roles": ["publisher"]}]


@pytest.mark.parametrize(
    ("stated", "licences"),
    [
        ("", None),
        ("https://e.org/terms", [{"path": "https://e.org/terms", "title": "https://e.org/terms"}]),
        ("EUPL-1.2", [{"name": "EUPL-1.2", "title": "EUPL-1.2"}]),
        ("Ask us first", [{"name": "other", "title": "Ask us first"}]),
    ],
)
def test_a_licence_is_said_as_it_was_set(published: Path, tmp_path: Path, stated: str, licences: object) -> None:
    export_one("csv", published, tmp_path, Terms(stated))
    assert descriptor(tmp_path, "csv").get("licenses") == licences
    readme = (tmp_path / "csv" / "README.txt").read_text(encoding="utf-8")
    assert f"Licence:  {stated or 'not stated'}" in readme
