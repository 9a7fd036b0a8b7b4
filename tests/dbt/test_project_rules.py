"""The dbt project keeps its rules: dbt-bouncer's, and those that it has no check for, read from dbt's manifest.

Here: keys, tests and sources of models; that dbt-bouncer holds and can fail. Not here: what rows must fulfil
(test_build.py), names and types of the contract (test_contract.py). docs/decisions/0038 has the table of rules.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dbt.helpers import PROJECT

Node = dict[str, Any]
PUBLISHED = {"marts", "reports"}
# Steps of a refresh read them and not dbt; they are sources because the lineage and the dictionary show the whole lake.
NOT_FOR_DBT = {"raw.files", "operations.layout", "operations.published_ids", "facts.extractions"}
FACTS_AS_STATED = "facts."


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """What dbt knows of the project; `make setup` has parsed it."""
    content: dict[str, Any] = json.loads((PROJECT / "target" / "manifest.json").read_text(encoding="utf-8"))
    return content


def models(manifest: dict[str, Any], *layers: str) -> Iterator[Node]:
    """The models of some layers."""
    yield from (n for n in manifest["nodes"].values() if n["resource_type"] == "model" and n["fqn"][1] in layers)


def data_tests_of(manifest: dict[str, Any], model: Node) -> list[Node]:
    """The data tests that read a model."""
    nodes = manifest["nodes"]
    below = manifest["child_map"][model["unique_id"]]
    return [nodes[each] for each in below if each.startswith("test.")]


def has_key(manifest: dict[str, Any], model: Node) -> bool:
    """Whether a primary key, or a test where the key holds a null, lets no row stand twice."""
    constraints = [*model["constraints"], *(c for column in model["columns"].values() for c in column["constraints"])]
    tested = {(test.get("test_metadata") or {}).get("name") for test in data_tests_of(manifest, model)}
    return any(c["type"] == "primary_key" for c in constraints) or bool(tested & {"unique", "unique_combination"})


def test_every_published_table_has_a_key(manifest: dict[str, Any]) -> None:
    published = list(models(manifest, *PUBLISHED))
    assert published
    assert [model["name"] for model in published if not has_key(manifest, model)] == []


def test_no_key_that_may_be_null_is_tested_by_a_test_that_skips_nulls(manifest: dict[str, Any]) -> None:
    skipped = []
    for model in models(manifest, *PUBLISHED):
        for test in data_tests_of(manifest, model):
            if (test.get("test_metadata") or {}).get("name") == "unique":
                constraints = model["columns"][test["column_name"]]["constraints"]
                skipped += [model["name"]] * all(each["type"] != "not_null" for each in constraints)
    assert skipped == []


def test_every_report_has_a_unit_test(manifest: dict[str, Any]) -> None:
    tried = {test["model"] for test in manifest["unit_tests"].values()}
    assert {model["name"] for model in models(manifest, "reports")} - tried == set()


def test_every_staging_model_copies_the_source_of_its_name(manifest: dict[str, Any]) -> None:
    for model in models(manifest, "staging"):
        (source,) = model["depends_on"]["nodes"]
        assert source.startswith("source."), model["name"]
        assert model["name"] == "stg_{}__{}".format(*source.split(".")[-2:])


def test_every_staging_model_is_published_by_a_table_with_a_key(manifest: dict[str, Any]) -> None:
    tested = {model["unique_id"] for model in models(manifest, *PUBLISHED) if has_key(manifest, model)}
    for model in models(manifest, "staging"):
        assert tested & set(manifest["child_map"][model["unique_id"]]), model["name"]


def test_no_source_is_forgotten(manifest: dict[str, Any]) -> None:
    unused = {".".join(s.split(".")[-2:]) for s in manifest["sources"] if not manifest["child_map"][s]}
    assert {name for name in unused if not name.startswith(FACTS_AS_STATED)} <= NOT_FOR_DBT


DAMAGE: dict[str, tuple[str, Node]] = {
    "check_model_names": (
        "programs_per_city",
        {"name": "rpt_programs", "unique_id": "model.ecosystem_ledger.rpt_programs"},
    ),
    "check_model_description_contains_regexp_pattern": ("city_profile", {"description": "What is in a city?"}),
    "check_lineage_source_cannot_be_used": (
        "dim_cities",
        {"depends_on": {"nodes": ["source.ecosystem_ledger.core.cities"]}},
    ),
    "check_lineage_permitted_upstream_models": (
        "organization_profile",
        {"depends_on": {"nodes": ["model.ecosystem_ledger.stg_core__organizations"], "macros": []}},
    ),
    "check_model_access": ("dim_programs", {"access": "protected"}),
    "check_model_materialization_permitted": ("merged_ids", {"config": {"materialized": "view"}}),
    "check_model_hard_coded_references": ("stg_raw__articles", {"raw_code": "select * from lake.raw.articles"}),
}


def bounced(folder: Path, manifest: dict[str, Any]) -> set[str]:
    """Names of the checks of dbt-bouncer that fail on a manifest."""
    (folder / "target").mkdir()
    (folder / "target" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    config, found = folder / "dbt-bouncer.yml", folder / "found.json"
    shutil.copy(PROJECT / config.name, config)
    command = [str(Path(sys.executable).with_name("dbt-bouncer")), "run", "--config-file", str(config)]
    done = subprocess.run([*command, "--output-file", str(found)], capture_output=True, text=True, timeout=300)
    assert found.exists(), done.stdout + done.stderr
    results = json.loads(found.read_text(encoding="utf-8"))
    return {each["check_run_id"].split(":")[0] for each in results if each["outcome"] != "success"}


def test_dbt_bouncer_holds(manifest: dict[str, Any], tmp_path: Path) -> None:
    assert bounced(tmp_path, manifest) == set()


def test_dbt_bouncer_notices_what_breaks_the_rules(manifest: dict[str, Any], tmp_path: Path) -> None:
    for name, damage in DAMAGE.values():
        node = manifest["nodes"][f"model.ecosystem_ledger.{name}"]
        for key, value in damage.items():
            node[key] = node[key] | value if isinstance(value, dict) else value
    assert set(DAMAGE) <= bounced(tmp_path, manifest)
