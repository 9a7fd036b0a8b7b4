"""What the console says at the end of a refresh that failed, or that only warned."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from orchestration.cli.report import check_counts, failure_lines, summary_lines, summary_of
from orchestration.settings import Settings

ROWS = {
    "year_min_stop": [
        {"partnership_id": "prt_1", "year": 1492, "quote": "It was signed in 1492.", "article": "press/old.txt"}
    ]
}
STATED = {
    "articles": dict.fromkeys(("new", "unchanged", "files_found", "files_read", "meta_files", "files_rejected"), 0),
    "published_warehouse": dict.fromkeys(("changed", "articles", "new_articles", "facts", "issues"), 0),
}
COUNTED = [
    "organizations",
    "partnerships",
    "programs",
    "program_organizations",
    "metric_observations",
    "person_roles",
]


def refreshed(severity: dg.AssetCheckSeverity) -> dg.ExecuteInProcessResult:
    """Run a job with the assets of a refresh and one check of one mart, which does not hold."""
    metadata = STATED | {name: {"dagster/row_count": 1} for name in COUNTED} | {"fct_partnerships": {}}

    @dg.multi_asset(name="all", specs=[dg.AssetSpec(name) for name in metadata])
    def assets():  # type: ignore[no-untyped-def]
        yield from (dg.MaterializeResult(asset_key=name, metadata=found) for name, found in metadata.items())

    @dg.asset_check(asset="fct_partnerships", name="expectations", blocking=severity == dg.AssetCheckSeverity.ERROR)
    def expectations() -> dg.AssetCheckResult:
        counts = {"held": 2, "failed": 1, "failing_rows": dg.MetadataValue.json(ROWS)}
        return dg.AssetCheckResult(passed=False, severity=severity, description="year_min_stop: no.", metadata=counts)

    job = dg.define_asset_job("refresh", dg.AssetSelection.all() | dg.AssetSelection.all_asset_checks())
    defs = dg.Definitions(assets=[assets], asset_checks=[expectations], jobs=[job])
    return defs.resolve_job_def("refresh").execute_in_process(raise_on_error=False)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def test_a_refused_refresh_shows_a_row_with_its_article_and_its_sentence(settings: Settings) -> None:
    said = "\n".join(failure_lines(refreshed(dg.AssetCheckSeverity.ERROR), settings))
    assert "fct_partnerships: year_min_stop: no." in said
    assert 'partnership_id prt_1, year 1492 in press/old.txt: "It was signed in 1492."' in said


def test_a_warning_is_named(settings: Settings) -> None:
    result = refreshed(dg.AssetCheckSeverity.WARN)
    assert check_counts(result) == (2, 1, 0)
    lines = list(summary_lines(summary_of(result, seconds=1.0), settings))
    assert "Checks        2 passed, 1 warned (fct_partnerships.year_min_stop), 0 failed" in lines
