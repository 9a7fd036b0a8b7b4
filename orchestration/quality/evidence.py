"""Quotes beside failing rows: the sentence and the file that state the fact, so that a person can judge it at once.

Here: looking them up in fct_evidence; a row that names an article and no fact gets the file alone. Not here:
checks of fct_evidence itself (`expectations.yml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path

from orchestration.quality.outcomes import CheckOutcome, Row
from orchestration.quality.suites import Suites

ARTICLE = "article"
# The smallest evidence_id, so that the same warehouse always shows the same sentence.
QUERY = """
    select fact_type, fact_id, min_by(quote, evidence_id), min_by(coalesce(source_uri, article_id), evidence_id)
    from marts.fct_evidence left join marts.dim_articles using (article_id)
    where fact_id in (select unnest(?)) group by all
"""
ADDRESSES = "select article_id, source_uri from marts.dim_articles where article_id in (select unnest(?))"
Found = Mapping[tuple[str, str], Row]


def add_quotes(warehouse: Path, suites: Suites, outcomes: list[CheckOutcome], available: bool) -> list[CheckOutcome]:
    """Add `quote` and `article` to the failing rows of tables of facts, and `article` to those with an article_id."""
    facts = {table: (str(suite.fact_type), suite.key[0]) for table, suite in suites.tables.items() if suite.fact_type}
    wanted = {place for each in outcomes for row in each.failing_rows if (place := _place(each.table, row, facts))}
    if not wanted or not available:
        return outcomes
    found = _look_up(warehouse, wanted)
    return [
        replace(each, failing_rows=tuple(_with_proof(each.table, each.failing_rows, facts, found))) for each in outcomes
    ]


def _place(table: str, row: Row, facts: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """Return the kind and the id of what a row is of: a fact, or else an article."""
    fact_type, key = facts.get(table, (ARTICLE, "article_id"))
    return (fact_type, str(row[key])) if row.get(key) is not None else None


def _look_up(warehouse: Path, wanted: Set[tuple[str, str]]) -> Found:
    import duckdb

    ids = sorted({each for _, each in wanted})
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        try:
            quotes = connection.execute(QUERY, [ids]).fetchall()
            addresses = connection.execute(ADDRESSES, [ids]).fetchall()
        except duckdb.BinderException:  # a column is missing, which the check of the columns reports
            return {}
    found: dict[tuple[str, str], Row] = {(ARTICLE, article_id): {"article": uri} for article_id, uri in addresses}
    return found | {(kind, fact_id): {"quote": quote, "article": uri} for kind, fact_id, quote, uri in quotes}


def _with_proof(table: str, rows: Iterable[Row], facts: Mapping[str, tuple[str, str]], found: Found) -> Iterator[Row]:
    for row in rows:
        place = _place(table, row, facts)
        yield {**row, **found.get(place, {})} if place else row
