"""Writes docs/metrics.md: every metric, what it counts and what it does not, by what it can be asked.

Here: laying the definitions out as a page. Not here: any description; a wrong word is mended in
`dbt_project/models/semantic`. `python -m orchestration.semantic` writes the page, `--check` fails when it is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from orchestration.semantic.definitions import Definitions, Metric, read_definitions
from orchestration.settings import PROJECT_DIR

PAGE = PROJECT_DIR / "docs" / "metrics.md"
FOLDER = PROJECT_DIR / "dbt_project" / "models" / "semantic"
HEAD = ("| metric | counts | does not count |", "|---|---|---|")
HEADER = """# Metrics

<!-- Written by `python -m orchestration.semantic`. Change dbt_project/models/semantic instead. -->

Numbers that are defined once, with what each counts and what it does not. They are dbt's semantic models and metrics,
so every tool that reads dbt's manifest knows them. MetricFlow turns a question into SQL on the published warehouse.

```sh
make metrics                                                # the list below
make metric Q="partnerships, cross_border_share by year"    # an answer
make metric Q="partnerships_by_party by country_code where year >= 2020"
make metric Q="money_in_usd by measure" SQL=1               # the SQL of an answer, for your own client
```

- **A question** names metrics, then `by` dimensions, then `where` a condition in SQL about dimensions. Several metrics
  can be asked together by what they share, most often the year.
- **What is unknown has a row of its own**, the last one. The finest time is the year, as dates are often no more exact.
- **`year`** of a metric without a year of its own is that of the first table it is joined with.
- **Bearers of one name are rows of their own**: `by city_name` shows `city_id` too; two cities are called Cambridge.
- **A name that two tables have**, such as `country_code`, means that of the metric's own table, else of the first one
  joined. Write `organization__country_code` to choose.
- **Reports say the same**: tests compare each metric with SQL written by hand, and with the reports. A report has more
  beside a number: the articles and sources that it rests on, see [reports.md](reports.md).
- **Other tools** read the definitions from `dbt_project/target/semantic_manifest.json`. Their time spine is the table
  `semantic.calendar_days` of the published file. Their dimension `no_time` is always null: leave it out."""


def page(definitions: Definitions) -> str:
    """Return the whole page; the same definitions give the same bytes."""
    parts = [HEADER]
    for topic in dict.fromkeys(metric.topic for metric in definitions.metrics):
        metrics = [metric for metric in definitions.metrics if metric.topic == topic]
        rows = [
            f"| `{metric.name}`: {metric.label} | {metric.counts} | {metric.does_not_count} |" for metric in metrics
        ]
        parts += [f"## {topic.capitalize()}", "\n".join([*HEAD, *rows]), "\n".join(_askable(metrics, definitions))]
    return "\n\n".join(parts) + "\n"


def lines(definitions: Definitions) -> Iterator[str]:
    """Yield what `make metrics` prints."""
    for metric in definitions.metrics:
        yield f"{metric.name} ({metric.label})"
        yield f"    counts {metric.counts}"
        yield f"    does not count {metric.does_not_count}"
        yield f"    by {', '.join(names_of(metric, definitions))}"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` compare it; return the exit status."""
    expected = page(read_definitions(FOLDER))
    if "--check" not in arguments:
        PAGE.write_text(expected, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != expected:
        print("docs/metrics.md is stale: run `.venv/bin/python -m orchestration.semantic`.", file=sys.stderr)
        return 1
    return 0


def _askable(metrics: Sequence[Metric], definitions: Definitions) -> Iterator[str]:
    """Yield a line for the metrics that can be asked by the same dimensions of the same tables."""
    alike: dict[str, list[str]] = {}
    for metric in metrics:
        tables = [f"[{model.table}](dictionary.md#{model.table})" for model in definitions.models_of(metric)]
        by = ", ".join(f"`{name}`" for name in names_of(metric, definitions))
        alike.setdefault(f"of {' and '.join(tables)}, by {by}", []).append(f"`{metric.name}`")
    yield from (f"- {', '.join(names)}: {how}." for how, names in alike.items())


def names_of(metric: Metric, definitions: Definitions) -> list[str]:
    """Return a name for each dimension: the first of its names that means no earlier one, else its path."""
    names: dict[str, list[str]] = {}
    for dimension in definitions.dimensions_of([metric]):
        names.setdefault(dimension.path, []).append(dimension.name)
    chosen: list[str] = []
    for path, candidates in names.items():
        chosen.append(next((name for name in candidates if name not in chosen), path))
    return chosen
