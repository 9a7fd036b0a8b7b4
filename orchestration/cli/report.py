"""What a person reads at the end of a refresh: what happened when it went well, else the reason and the next step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import dagster as dg

from orchestration.settings import Settings

FACTS = {
    "organizations": "organizations",
    "partnerships": "partnerships",
    "programs": "programs",
    "program_organizations": "program roles",
    "metric_observations": "numbers",
    "person_roles": "persons",
}
"""Tables of schema core, whose rows are those of the marts of the same names, and what a person calls them."""
FILES = ("files_found", "files_read", "meta_files", "files_rejected")
SHOWN_FAILURES = 5
SHOWN_WARNINGS = 3
HELD, FAILING_ROWS = "held", "failing_rows"
PUBLISHED = "published_warehouse"


def summary_of(result: dg.ExecuteInProcessResult, seconds: float) -> dict[str, Any]:
    """Return the figures of a refresh that succeeded, as plain values."""
    found = _metadata(result)
    articles, published = found["articles"], found[PUBLISHED]
    passed, warned, failed = check_counts(result)
    return {
        "ended_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": seconds,
        "articles": {
            "new": articles["new"],
            "unchanged": articles["unchanged"],
            **{name.replace("_", " "): articles[name] for name in FILES},
        },
        "facts": {name: found[key]["dagster/row_count"] for key, name in FACTS.items()},
        "checks": {"passed": passed, "warned": warned, "failed": failed},
        "warnings": _warnings(result),
        "published": {name: published[name] for name in ("changed", "articles", "new_articles", "facts", "issues")},
    }


def with_nothing_new(summary: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of a refresh that found everything as this one left it."""
    articles = summary["articles"]
    unchanged = {"new": 0, "unchanged": articles["new"] + articles["unchanged"]}
    return summary | {"articles": articles | unchanged, "published": summary["published"] | {"changed": False}}


def summary_lines(summary: dict[str, Any], settings: Settings) -> Iterator[str]:
    """Yield the eleven lines of a refresh that succeeded."""
    articles, published = summary["articles"], summary["published"]
    yield "Articles      " + ", ".join(f"{count} {name}" for name, count in articles.items())
    yield "Facts         " + ", ".join(f"{count} {name}" for name, count in summary["facts"].items())
    yield f"Rejected      {published['issues']} rows in marts.data_issues say what was left out, and why"
    yield f"Checks        {_checks(summary)}"
    yield f"Published     {_published(published)}"
    yield f"Ran           {summary['seconds']:.0f} seconds, until {summary['ended_at']}"
    yield f"Warehouse     {settings.warehouse_path}"
    yield f"Quality docs  {settings.quality_docs_path / 'index.html'}"
    yield f"Exports       {_exports(settings)}"
    yield 'Ask it        make sql, or make sql Q="from marts.programs_per_city"'
    yield f"Watch it      make ui, then http://127.0.0.1:{settings.ui_port}"


def failure_lines(result: dg.ExecuteInProcessResult, settings: Settings) -> Iterator[str]:
    """Yield why a refresh failed and what to do next."""
    steps = result.get_step_failure_events()
    for event in steps or _failures(result):
        yield f"The refresh failed{f' in step {event.step_key}' if steps else ''}: {_reason(event)}"
    for evaluation in [check for check in result.get_asset_check_evaluations() if _stops(check)][:SHOWN_FAILURES]:
        name = "" if HELD in evaluation.metadata else f"{evaluation.check_name}: "
        yield f"  {evaluation.asset_key.path[-1]}: {name}{evaluation.description or ''}"
        yield from _example(evaluation)
    if PUBLISHED in _metadata(result):
        yield f"The warehouse is published all the same: {settings.warehouse_path}"
    elif settings.warehouse_path.exists():
        yield f"The last good warehouse stays published: {settings.warehouse_path}"
    yield f"Next: mend what the reason names and run it again; the log is {settings.data_path / 'refresh.log'}."


def was_interrupted(result: dg.ExecuteInProcessResult) -> bool:
    """Return whether somebody stopped the refresh, with Ctrl-C or a signal."""
    return any("DagsterExecutionInterruptedError" in repr(event.event_specific_data) for event in _failures(result))


def check_counts(result: dg.ExecuteInProcessResult) -> tuple[int, int, int]:
    """Return how many tests of dbt and single expectations passed, only warned, and failed."""
    passed = warned = failed = 0
    for evaluation in result.get_asset_check_evaluations():
        held, broken = _held_and_broken(evaluation)
        passed += held
        if evaluation.severity == dg.AssetCheckSeverity.ERROR:
            failed += broken
        else:
            warned += broken
    return passed, warned, failed


def _held_and_broken(evaluation: dg.AssetCheckEvaluation) -> tuple[int, int]:
    """Return the counts of a check of several expectations, or 1 and 0, or 0 and 1, of a single test."""
    if HELD in evaluation.metadata:
        return int(str(evaluation.metadata[HELD].value)), int(str(evaluation.metadata["failed"].value))
    return int(evaluation.passed), int(not evaluation.passed)


def _warnings(result: dg.ExecuteInProcessResult) -> list[str]:
    """Return the names of what only warned: the table with each of its expectations, or with the test of dbt."""
    return [
        f"{evaluation.asset_key.path[-1]}.{name}"
        for evaluation in result.get_asset_check_evaluations()
        if not evaluation.passed and evaluation.severity != dg.AssetCheckSeverity.ERROR
        for name in _failing_rows(evaluation) or [evaluation.check_name]
    ]


def _checks(summary: dict[str, Any]) -> str:
    counts, warnings = summary["checks"], summary["warnings"]
    named = ", ".join(warnings[:SHOWN_WARNINGS]) + (", ..." if len(warnings) > SHOWN_WARNINGS else "")
    warned = f"{counts['warned']} warned{f' ({named})' if named else ''}"
    return f"{counts['passed']} passed, {warned}, {counts['failed']} failed"


def _failing_rows(evaluation: dg.AssetCheckEvaluation) -> dict[str, list[dict[str, Any]]]:
    """Return the failing rows of each expectation that did not hold; nothing for a test of dbt."""
    found = evaluation.metadata.get(FAILING_ROWS)
    return cast("dict[str, list[dict[str, Any]]]", found.value) if found else {}


def _example(evaluation: dg.AssetCheckEvaluation) -> Iterator[str]:
    """Yield the first row that failed, with the article to look at and its sentence where they are known."""
    rows = [(name, row) for name, found in _failing_rows(evaluation).items() for row in found]
    if not rows:
        return
    name, first = next((each for each in rows if "article" in each[1]), rows[0])
    told = ", ".join(f"{column} {value}" for column, value in first.items() if column not in ("article", "quote"))
    place = f" in {first['article']}" if first.get("article") else ""
    quote = f': "{first["quote"]}"' if first.get("quote") else ""
    yield f"    for example, {name}: {told}{place}{quote}"


def _published(found: dict[str, Any]) -> str:
    if not found["changed"]:
        return "nothing new: the published warehouse already says all this"
    return f"{found['articles']} articles ({found['new_articles']} new), {found['facts']} pieces of evidence"


def _exports(settings: Settings) -> str:
    if not settings.export_formats:
        return "none, as ECOSYSTEM_EXPORTS says"
    return f"{', '.join(settings.export_formats)} in {settings.exports_path}"


def _failures(result: dg.ExecuteInProcessResult) -> list[dg.DagsterEvent]:
    return [event for event in result.all_events if event.is_failure]


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
