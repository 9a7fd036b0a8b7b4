"""Step 4, dbt: the lake's tables become staging, marts and reports in next.duckdb, with dbt's tests as asset checks."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource, DbtProject, dbt_assets

from orchestration.assets.groups import MARTS, OWNERS, REPORTS, STAGING
from orchestration.assets.workspace import Workspace
from orchestration.errors import LedgerError
from orchestration.progress import Progress
from orchestration.publish import row_counts
from orchestration.settings import PROJECT_DIR

PROJECT = DbtProject(project_dir=PROJECT_DIR / "dbt_project", profiles_dir=PROJECT_DIR / "dbt_project")
DBT = str(Path(sys.executable).with_name("dbt"))
"""The dbt beside this Python, whatever is on the PATH."""
RESULTS = "run_results.json"
GROUP_OF_FOLDER = {"staging": STAGING, "marts": MARTS, "reports": REPORTS}


class Translator(DagsterDbtTranslator):
    """Groups, owners and kinds of dbt's models."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the group of a model's folder."""
        return GROUP_OF_FOLDER.get(dbt_resource_props["fqn"][1])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Return the owners that all assets share."""
        return OWNERS


@dbt_assets(manifest=PROJECT.manifest_path, project=PROJECT, dagster_dbt_translator=Translator(), name="dbt_build")
def warehouse(context: dg.AssetExecutionContext, dbt: DbtCliResource, workspace: Workspace) -> Iterator[Any]:
    """Run `dbt build`: each model, then its tests. One failing test stops what follows."""
    settings, candidate = workspace.settings, workspace.candidate
    is_fit = not context.is_subset or candidate.is_built()
    candidate.withdraw(is_whole_build=not context.is_subset)
    target = settings.data_path / "dbt"
    (target / RESULTS).unlink(missing_ok=True)  # else those of the last build would count if dbt can't start
    os.environ.update(settings.dbt_environment)  # dagster-dbt hands its own environment on to dbt
    # One target folder that is used again: dbt then parses only what changed, and the checkout stays as it was.
    invocation = dbt.cli(["build"], context=context, target_path=target, raise_on_error=False)
    with Progress("dbt build", context.log.info) as progress:
        events = list(progress.each(invocation.stream(), total=len(context.selected_output_names)))
    counts = row_counts(settings.next_path) if settings.next_path.exists() else {}
    for event in events:
        yield _with_row_count(event, context, counts) if isinstance(event, dg.Output) else event
    passed, warned = _test_counts(invocation)
    if is_fit:
        candidate.mark_built(passed, warned)


def _test_counts(invocation: DbtCliInvocation) -> tuple[int, int]:
    """Return how many of dbt's tests passed and warned.

    Raises:
        LedgerError: dbt failed; the message names the models and tests that did, without dbt's own log.
    """
    if invocation.is_successful():
        status = Counter(result["status"] for result in _results(invocation))
        return status["pass"], status["warn"]
    failed = [result for result in _results(invocation) if result["status"] in {"fail", "error", "runtime error"}]
    if not failed:
        raise LedgerError("dbt could not start to build: run `dbt parse`, or see the log of this step.")
    reasons = "; ".join(f"{result['unique_id'].split('.')[2]}: {_one_line(result['message'])}" for result in failed[:5])
    raise LedgerError(f"{len(failed)} models or tests of dbt failed, nothing was published. {reasons}")


def _results(invocation: DbtCliInvocation) -> list[dict[str, Any]]:
    path = invocation.target_path / RESULTS
    return json.loads(path.read_text())["results"] if path.exists() else []


def _one_line(message: str | None) -> str:
    return " ".join((message or "failed").split())[:300]


def _with_row_count(
    output: dg.Output[Any], context: dg.AssetExecutionContext, counts: Mapping[tuple[str, str], int]
) -> dg.Output[Any]:
    schema, table = context.asset_key_for_output(output.output_name).path
    return output.with_metadata({**output.metadata, "dagster/row_count": counts[schema, table]})
