"""Step 4, dbt: the lake's tables become staging, marts and reports in next.duckdb, with dbt's tests as asset checks."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtProject, dbt_assets

from orchestration.assets.dbt import Dbt
from orchestration.assets.groups import MARTS, OWNERS, REPORTS, STAGING
from orchestration.assets.workspace import Workspace
from orchestration.errors import LedgerError
from orchestration.progress import Progress
from orchestration.quality import preload
from orchestration.settings import PROJECT_DIR

PROJECT = DbtProject(project_dir=PROJECT_DIR / "dbt_project", profiles_dir=PROJECT_DIR / "dbt_project")
RESULTS = "run_results.json"
ROW_COUNT = "row count: "
GROUP_OF_FOLDER = {"staging": STAGING, "marts": MARTS, "reports": REPORTS, "semantic": REPORTS}


class Translator(DagsterDbtTranslator):
    """Groups, owners and kinds of dbt's models."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the group of a model's folder."""
        return GROUP_OF_FOLDER.get(dbt_resource_props["fqn"][1])

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Return the owners that all assets share."""
        return OWNERS


@dbt_assets(manifest=PROJECT.manifest_path, project=PROJECT, dagster_dbt_translator=Translator(), name="dbt_build")
def warehouse(context: dg.AssetExecutionContext, dbt: Dbt, workspace: Workspace) -> Iterator[Any]:
    """Run `dbt build`: each model, then its tests. One failing test stops what follows."""
    settings, candidate = workspace.settings, workspace.candidate
    was_built = context.is_subset and candidate.is_built()
    candidate.withdraw(is_whole_build=not context.is_subset)
    target = settings.data_path / "dbt"
    (target / RESULTS).unlink(missing_ok=True)  # else those of the last build would count if dbt can't start
    os.environ.update(settings.dbt_environment)  # dagster-dbt hands its own environment on to dbt
    if context.job_def.has_node_named("expectations"):
        preload()  # dbt works in a process of its own, so Great Expectations can load beside it
    workspace.wait_for_parse()
    # One target folder that is used again: dbt then parses only what changed, and the checkout stays as it was.
    # Unit tests check code and not data, so they are left to `make test`.
    command = ["build", "--exclude-resource-type", "unit_test"]
    invocation = dbt.cli(command, context=context, target_path=target, raise_on_error=False)
    with Progress("dbt build", context.log.info) as progress:
        yield from progress.each(_events(invocation, context), total=len(context.selected_output_names))
    results = _results_of(invocation)
    if (was_built or not context.is_subset) and _are_tested(results, invocation.manifest):
        status = Counter(result["status"] for result in results)
        candidate.mark_built(workspace.lake.snapshot_id(), status["pass"], status["warn"])


def _events(invocation: DbtCliInvocation, context: dg.AssetExecutionContext) -> Iterator[Any]:
    """Yield Dagster's events while dbt builds; a model's carries the row count that `log_row_count` has told."""
    counts: dict[str, int] = {}
    for raw in invocation.stream_raw_events():
        node, message = raw.raw_event["data"].get("node_info", {}).get("unique_id"), raw.raw_event["info"]["msg"]
        if node and message.startswith(ROW_COUNT):
            counts[node] = int(message.removeprefix(ROW_COUNT))
        for event in raw.to_default_asset_events(
            invocation.manifest, invocation.dagster_dbt_translator, context, invocation.target_path, PROJECT
        ):
            if isinstance(event, dg.Output) and node in counts:
                yield event.with_metadata({**event.metadata, "dagster/row_count": counts[node]})
            else:
                yield event


def _results_of(invocation: DbtCliInvocation) -> list[dict[str, Any]]:
    """Return dbt's result of each model and test.

    Raises:
        LedgerError: dbt failed; the message names the models and tests that did, without dbt's own log.
    """
    path = invocation.target_path / RESULTS
    results: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["results"] if path.exists() else []
    failed = [result for result in results if result["status"] in {"fail", "error", "runtime error"}]
    if failed:
        reasons = "; ".join(f"{result['unique_id'].split('.')[2]}: {_one_line(result['message'])}" for result in failed)
        raise LedgerError(f"{len(failed)} models or tests of dbt failed, nothing was published. {reasons[:1_000]}")
    if not invocation.is_successful():
        raise LedgerError("dbt could not start to build: see the log of this step, or run `make check`.")
    return results


def _are_tested(results: list[dict[str, Any]], manifest: Mapping[str, Any]) -> bool:
    """Return whether every data test of every model that was built has run; a selection may leave tests out."""
    ran = {result["unique_id"] for result in results}
    return all(
        name in ran
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "test" and ran.intersection(node["depends_on"]["nodes"])
    )


def _one_line(message: str | None) -> str:
    return " ".join((message or "failed").split())[:300]
