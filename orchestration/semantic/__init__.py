"""Metrics: numbers that are defined once, with what each counts and what it does not.

Here: reading their definitions (`definitions`), the page about them (`page`), turning a question such as
"partnerships by year" into SQL with MetricFlow (`question`, `answer`). Not here: the definitions themselves, which are
dbt's semantic models and metrics in `dbt_project/models/semantic`; nor numbers that articles state, which are facts
(`normalize.metrics`). No refresh needs this package.
"""

from orchestration.semantic.answer import sql_of
from orchestration.semantic.definitions import Definitions, Metric, read_definitions

__all__ = ["Definitions", "Metric", "read_definitions", "sql_of"]
