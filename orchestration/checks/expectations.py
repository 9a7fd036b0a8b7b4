"""The Great Expectations suites as asset checks on the marts: what stops a refresh, and what only warns.

Two checks a table, not one an expectation: Dagster writes three events a check (40 ms), and a person looks for the
table first. Each result lists its expectations, with the failing rows of those that did not hold.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import dagster as dg

from orchestration.assets.workspace import Workspace
from orchestration.quality import CheckOutcome, Severity, expectation_specs, load_suites, run_expectations

SUITES = load_suites()
CHECK_OF_SEVERITY: dict[Severity, str] = {"stop": "expectations", "warn": "warnings"}
SAYS: dict[Severity, str] = {
    "stop": "What must hold, or nothing is published: ",
    "warn": "What is published all the same, but deserves a look: ",
}
SEVERITY = {"stop": dg.AssetCheckSeverity.ERROR, "warn": dg.AssetCheckSeverity.WARN}
Place = tuple[str, Severity]


def _names() -> dict[Place, list[str]]:
    """Return the names of the expectations of each table and severity."""
    names: dict[Place, list[str]] = {}
    for table, name, severity, _ in expectation_specs(SUITES):
        names.setdefault((table, severity), []).append(name)
    return names


NAMES = _names()


def _key(place: Place) -> dg.AssetCheckKey:
    table, severity = place
    return dg.AssetCheckKey(dg.AssetKey(["marts", table]), CHECK_OF_SEVERITY[severity])


def _specs() -> Iterator[dg.AssetCheckSpec]:
    for (table, severity), names in NAMES.items():
        yield dg.AssetCheckSpec(
            CHECK_OF_SEVERITY[severity],
            asset=["marts", table],
            description=SAYS[severity] + ", ".join(names),
            blocking=severity == "stop",
        )


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
    for place, names in NAMES.items():
        if _key(place) in context.selected_asset_check_keys:
            found = [each for each in outcomes if each.table == place[0] and each.name in names]
            yield _result(place, found, docs)


def _result(place: Place, outcomes: Sequence[CheckOutcome], docs: dg.UrlMetadataValue) -> dg.AssetCheckResult:
    failed = [outcome for outcome in outcomes if not outcome.passed]
    key = _key(place)
    return dg.AssetCheckResult(
        passed=not failed,
        asset_key=key.asset_key,
        check_name=key.name,
        severity=SEVERITY[place[1]],
        description=_says(failed) or f"All {len(outcomes)} hold.",
        metadata={
            "held": len(outcomes) - len(failed),
            "failed": len(failed),
            "expectations": dg.MetadataValue.md(_table(outcomes)),
            "failing_rows": dg.MetadataValue.json(
                {each.name: [dict(row) for row in each.failing_rows] for each in failed}
            ),
            "quality_docs": docs,
        },
    )


def _says(failed: Sequence[CheckOutcome]) -> str:
    """Say what failed and why; what could not run because of another failure only where nothing else did."""
    shown = [each for each in failed if each.stops_refresh] or failed
    return "; ".join(f"{each.name}: {each.reason} Observed: {each.observed_value}." for each in shown)


def _table(outcomes: Sequence[CheckOutcome]) -> str:
    lines = [f"| {each.name} | {'held' if each.passed else 'FAILED'} | {_cell(each)} |" for each in outcomes]
    return "\n".join(["| expectation | result | observed |", "|---|---|---|", *lines])


def _cell(outcome: CheckOutcome) -> str:
    return " ".join(str(outcome.observed_value).split()).replace("|", "\\|")
