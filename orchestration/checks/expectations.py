"""The Great Expectations suites as asset checks on the marts; those that stop a refresh block what follows."""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from orchestration.assets.workspace import Workspace
from orchestration.quality import CheckOutcome, expectation_specs, load_suites, run_expectations

SUITES = load_suites()


def _specs() -> Iterator[dg.AssetCheckSpec]:
    for table, name, severity, description in expectation_specs(SUITES):
        yield dg.AssetCheckSpec(name, asset=["marts", table], description=description, blocking=severity == "stop")


@dg.multi_asset_check(name="expectations", specs=list(_specs()), can_subset=True)
def expectations(context: dg.AssetCheckExecutionContext, workspace: Workspace) -> Iterator[dg.AssetCheckResult]:
    """Check the candidate, note on it whether it may be published, and render the quality docs.

    All expectations run whichever are selected: they take seconds, and only all of them together are a proof.
    """
    settings, next_year = workspace.settings, datetime.now(UTC).year + 1
    outcomes = run_expectations(settings.next_path, SUITES, settings.quality_docs_path, next_year)
    failed = [outcome for outcome in outcomes if not outcome.passed]
    if any(outcome.stops_refresh for outcome in failed):
        workspace.candidate.mark_failed()
    else:
        workspace.candidate.mark_checked(len(outcomes) - len(failed), len(failed))
    docs = dg.MetadataValue.url((settings.quality_docs_path / "index.html").as_uri())
    for outcome in outcomes:
        if dg.AssetCheckKey(dg.AssetKey(["marts", outcome.table]), outcome.name) in context.selected_asset_check_keys:
            yield _result(outcome, docs)


def _result(outcome: CheckOutcome, docs: dg.UrlMetadataValue) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        passed=outcome.passed,
        asset_key=["marts", outcome.table],
        check_name=outcome.name,
        severity=dg.AssetCheckSeverity.ERROR if outcome.severity == "stop" else dg.AssetCheckSeverity.WARN,
        description=outcome.reason,
        metadata={
            "observed": str(outcome.observed_value),
            "unexpected_rows": outcome.unexpected_count or 0,
            "failing_rows": dg.MetadataValue.json([dict(row) for row in outcome.failing_rows]),
            "quality_docs": docs,
        },
    )
