"""Expectations on the tables that are about to be published, run as SQL inside DuckDB by Great Expectations.

Here: the suites (`expectations.yml`) and their reader (`suites`), the run (`run`), what one check came to (`outcomes`),
and behind them, loaded only when a run starts, DuckDB for Great Expectations (`engine`, `validation`) and its site of
pages (`site`). Not here: tests of single models (`dbt_project`), rows of the lake (`schemas`), and what happens when a
check fails (`publish`, `assets`). Importing this package must stay cheap: Great Expectations takes 3 to 9 seconds.
"""

from orchestration.quality.outcomes import CheckOutcome, QualityError, Severity
from orchestration.quality.run import preload, run_expectations
from orchestration.quality.suites import EXPECTATIONS_PATH, Suites, expectation_specs, load_suites

__all__ = [
    "EXPECTATIONS_PATH",
    "CheckOutcome",
    "QualityError",
    "Severity",
    "Suites",
    "expectation_specs",
    "load_suites",
    "preload",
    "run_expectations",
]
