"""Quotes beside failing rows: the sentence and the file that state the fact, so that a person can judge it at once.

Here: looking them up in fct_evidence. Not here: checks of fct_evidence itself (`expectations.yml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from orchestration.quality.outcomes import CheckOutcome, Row
from orchestration.quality.suites import Suites

# The smallest evidence_id, so that the same warehouse always shows the same sentence.
QUERY = """
    select fact_type, fact_id, min_by(quote, evidence_id), min_by(coalesce(source_uri, article_id), evidence_id)
    from marts.fct_evidence left join marts.dim_articles using (article_id)
    where fact_id in (select unnest(?)) group by all
"""
Quotes = Mapping[tuple[str, str], tuple[str, str]]


def add_quotes(warehouse: Path, suites: Suites, outcomes: list[CheckOutcome], available: bool) -> list[CheckOutcome]:
    """Add `quote` and `article` to the failing rows of tables of facts."""
    facts = {table: (suite.fact_type, suite.key[0]) for table, suite in suites.tables.items() if suite.fact_type}
    wanted = [str(row[facts[each.table][1]]) for each in outcomes for row in _rows(each, facts)]
    if not wanted or not available:
        return outcomes
    quotes = _quotes(warehouse, wanted)
    return [_with_quotes(each, *facts[each.table], quotes) if each.table in facts else each for each in outcomes]


def _rows(outcome: CheckOutcome, facts: Mapping[str, tuple[str, str]]) -> Iterable[Row]:
    if outcome.table not in facts:
        return []
    return [row for row in outcome.failing_rows if row.get(facts[outcome.table][1]) is not None]


def _quotes(warehouse: Path, fact_ids: list[str]) -> Quotes:
    import duckdb

    with duckdb.connect(str(warehouse), read_only=True) as connection:
        try:
            rows = connection.execute(QUERY, [sorted(set(fact_ids))]).fetchall()
        except duckdb.BinderException:  # a column is missing, which the check of the columns reports
            rows = []
    return {(fact_type, fact_id): (quote, article) for fact_type, fact_id, quote, article in rows}


def _with_quotes(outcome: CheckOutcome, fact_type: str, key: str, quotes: Quotes) -> CheckOutcome:
    rows: list[Row] = []
    for row in outcome.failing_rows:
        quote, article = quotes.get((fact_type, str(row.get(key))), (None, None))
        rows.append({**row, "quote": quote, "article": article} if quote else row)
    return replace(outcome, failing_rows=tuple(rows))
