"""What a person reads at the end of a refresh: ten lines when it went well, the reason and the next step when not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dagster as dg

from orchestration.settings import Settings

FACTS = {
    "organization_facts": "organizations",
    "partnership_facts": "partnerships",
    "program_facts": "programs",
    "program_organization_facts": "program roles",
    "metric_facts": "numbers",
    "person_role_facts": "persons",
}
SHOWN_FAILURES = 5


def summary_lines(result: dg.ExecuteInProcessResult, settings: Settings) -> Iterator[str]:
    """Yield the ten lines of a refresh that succeeded."""
    found = _metadata(result)
    articles, published = found["articles"], found["published_warehouse"]
    rejected = found["rejected_articles"]["dagster/row_count"]
    passed, warned, failed = check_counts(result)
    yield f"Articles      {articles['new']} new, {articles['unchanged']} unchanged, {rejected} files rejected"
    yield "Facts         " + ", ".join(f"{found[key]['dagster/row_count']} {name}" for key, name in FACTS.items())
    yield f"Rejected      {published['issues']} rows in marts.data_issues say what was left out, and why"
    yield f"Checks        {passed} passed, {warned} warned, {failed} failed"
    yield f"Published     {_published(published)}"
    yield f"Warehouse     {settings.warehouse_path}"
    yield f"Quality docs  {settings.quality_docs_path / 'index.html'}"
    yield 'Ask it        make sql, or make sql Q="from marts.programs_per_city"'
    yield f"Watch it      make ui, then http://127.0.0.1:{settings.ui_port}"


def failure_lines(result: dg.ExecuteInProcessResult, settings: Settings) -> Iterator[str]:
    """Yield why a refresh failed and what to do next."""
    steps = result.get_step_failure_events()
    for event in steps or [event for event in result.all_events if event.is_failure]:
        yield f"The refresh failed{f' in step {event.step_key}' if steps else ''}: {_reason(event)}"
    for evaluation in [check for check in result.get_asset_check_evaluations() if _stops(check)][:SHOWN_FAILURES]:
        yield f"  {evaluation.asset_key.path[-1]}: {evaluation.check_name}: {evaluation.description or ''}"
    if settings.warehouse_path.exists():
        yield f"The last good warehouse stays published: {settings.warehouse_path}"
    yield f"Next: mend what the reason names and run it again; the log is {settings.data_path / 'refresh.log'}."


def check_counts(result: dg.ExecuteInProcessResult) -> tuple[int, int, int]:
    """Return how many checks passed, only warned, and failed."""
    evaluations = result.get_asset_check_evaluations()
    failed = sum(_stops(evaluation) for evaluation in evaluations)
    passed = sum(evaluation.passed for evaluation in evaluations)
    return passed, len(evaluations) - passed - failed, failed


def _published(found: dict[str, Any]) -> str:
    if not found["changed"]:
        return "nothing new: the published warehouse already says all this"
    return f"{found['articles']} articles ({found['new_articles']} new), {found['facts']} pieces of evidence"


def _stops(evaluation: dg.AssetCheckEvaluation) -> bool:
    return not evaluation.passed and evaluation.severity == dg.AssetCheckSeverity.ERROR


def _reason(event: dg.DagsterEvent) -> str:
    """Return the innermost error as one line, without its trace."""
    error = getattr(event.event_specific_data, "error", None)
    while error is not None and error.cause is not None:
        error = error.cause
    if error is None:
        return event.message or "no reason was given"
    message = " ".join(error.message.split())
    return message.removeprefix(f"{error.cls_name}: ").removeprefix(f"orchestration.errors.{error.cls_name}: ")


def _metadata(result: dg.ExecuteInProcessResult) -> dict[str, dict[str, Any]]:
    """Return the metadata of each materialized asset by the last part of its key."""
    found: dict[str, dict[str, Any]] = {}
    for event in result.all_events:
        if event.is_step_materialization:
            materialization = event.step_materialization_data.materialization
            values = {name: value.value for name, value in materialization.metadata.items()}
            found.setdefault(materialization.asset_key.path[-1], values)
    return found
