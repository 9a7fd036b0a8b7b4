"""Run an engine over articles: statements become grounded rows, everything else becomes rejected rows.

Here: grounding, rows, ids and counts, the same for every engine. Not here: reading and writing tables (the assets do
that), how an engine reads (`student`, `llm`). An article at which the engine fails is a rejected row and is read again
next time; a machine that fails (no memory, no model, a full disk) is no fault of the article, and is raised.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from orchestration.extract.grounding import Problem, check_alone, check_references, gather_names, values_of
from orchestration.extract.protocol import ArticleText, Engine, Statement
from orchestration.processes.time_limit import TooSlowError, time_limit
from orchestration.schemas.facts import KIND_OF_FACT, Extractions, RejectedFacts
from orchestration.schemas.ids import stable_id

logger = logging.getLogger(__name__)

LONGEST_TEXT = 200_000  # characters, about 30,000 words; a longer text is no article, and would take over 5 seconds
LONGEST_SHOWN = 2_000  # characters of a rejected statement that are kept for a person to read
Row = dict[str, Any]


@dataclass(frozen=True)
class ExtractionResult:
    """Facts of one article by kind, and what was turned away; rows have the columns of `schemas.facts`."""

    article_id: str
    input_sha256: str
    facts: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KIND_OF_FACT})
    rejected: list[Row] = field(default_factory=list)
    is_read: bool = True  # False where the engine failed: the article stays to be read

    @property
    def fact_count(self) -> int:
        """Facts that passed the grounding check."""
        return sum(len(rows) for rows in self.facts.values())


def extract_article(engine: Engine, article: ArticleText, seconds: float | None = None) -> ExtractionResult:
    """Read one article with an engine, within some seconds, and keep what is grounded in its text."""
    readable, notes = _shortened(article)
    try:
        with time_limit(seconds):
            statements = list(engine.extract(readable))
    except (MemoryError, OSError):
        raise
    except (Exception, TooSlowError) as error:
        logger.exception("engine %s failed on article %s", engine.name, article.article_id)
        message = f"engine {engine.name} failed with {type(error).__name__}: {error}. Report it with the article."
        return replace(_nothing(article, Problem("engine_error", message)), is_read=False)
    result = ground(engine, readable, statements)
    return ExtractionResult(
        article.article_id, article.sha256, result.facts, _unique(notes + result.rejected, "rejection_id")
    )


def ground(engine: Engine, article: ArticleText, statements: Iterable[Statement]) -> ExtractionResult:
    """Turn grounded statements into rows, the others into rejected rows; equal statements count once."""
    passed: list[Statement] = []
    rejected: list[Row] = []
    for statement in statements:
        problem = check_alone(statement, article)
        if problem:
            rejected.append(_rejection(article, problem, "ground", statement))
        else:
            passed.append(statement)
    names = gather_names(passed)
    facts: dict[str, list[Row]] = {kind: [] for kind in KIND_OF_FACT}
    for statement in passed:
        problem = check_references(statement, names)
        if problem:
            rejected.append(_rejection(article, problem, "ground", statement))
        else:
            facts[statement.fact_type].append(_fact_row(engine, article, statement))
    facts = {kind: _unique(rows, "fact_id") for kind, rows in facts.items()}
    return ExtractionResult(article.article_id, article.sha256, facts, _unique(rejected, "rejection_id"))


def extract_articles(
    engine: Engine,
    articles: pl.DataFrame,
    progress: Callable[[int, int], None] | None = None,
    read: Callable[[Sequence[ArticleText]], Iterable[ExtractionResult]] | None = None,
) -> dict[str, pl.DataFrame]:
    """Read many articles (rows of `raw.articles`): one frame per kind of fact, `rejected_facts`, `extractions`.

    The rows come sorted by article and position, whatever the order of the input; `progress` is told (done, all).
    `read` may read elsewhere, as `workers` do; the articles are read one by one in this process unless told.
    """
    texts = [article_text(row) for row in sorted(articles.to_dicts(), key=lambda row: str(row["article_id"]))]
    results = []
    for result in read(texts) if read else (extract_article(engine, text) for text in texts):
        results.append(result)
        if progress:
            progress(len(results), len(texts))
    return to_frames(engine, results)


def to_frames(engine: Engine, results: Iterable[ExtractionResult]) -> dict[str, pl.DataFrame]:
    """Put results of articles into validated frames."""
    ordered = sorted(results, key=lambda result: result.article_id)
    frames: dict[str, pl.DataFrame] = {}
    for kind, table in KIND_OF_FACT.items():
        frames[kind] = _frame(table, [row for result in ordered for row in result.facts[kind]])
    frames["rejected_facts"] = _frame(RejectedFacts, [row for result in ordered for row in result.rejected])
    frames["extractions"] = _frame(
        Extractions, [_extraction_row(engine, result) for result in ordered if result.is_read]
    )
    return frames


def article_text(row: Row) -> ArticleText:
    """Return what engines see of a row of `raw.articles`."""
    optional = {name: row.get(name) for name in ("title", "published_on", "language", "publisher", "author")}
    return ArticleText(article_id=row["article_id"], text=row["text"] or "", **optional)


def _shortened(article: ArticleText) -> tuple[ArticleText, list[Row]]:
    if len(article.text) <= LONGEST_TEXT:
        return article, []
    message = f"the text has {len(article.text)} characters; only the first {LONGEST_TEXT} were read. Split the file."
    note = _rejection(article, Problem("text_too_long", message), "extract", None)
    return replace(article, text=article.text[:LONGEST_TEXT]), [note]


def _nothing(article: ArticleText, problem: Problem) -> ExtractionResult:
    return ExtractionResult(
        article.article_id, article.sha256, rejected=[_rejection(article, problem, "extract", None)]
    )


def _fact_row(engine: Engine, article: ArticleText, statement: Statement) -> Row:
    values = values_of(statement)
    start, end = statement.char_start, statement.char_end
    identity = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return {
        "fact_id": stable_id("fact", article.article_id, statement.fact_type, start, end, identity),
        "article_id": article.article_id,
        "char_start": start,
        "char_end": end,
        "quote": article.text[start:end],
        "rule": statement.rule,
        "engine": engine.name,
        "engine_version": engine.version,
        "confidence": statement.confidence,
        **values,
    }


def _rejection(article: ArticleText, problem: Problem, stage: str, statement: Statement | None) -> Row:
    text = None if statement is None else json.dumps(_shown(statement), ensure_ascii=False, sort_keys=True)
    fact_type = None if statement is None else statement.fact_type
    return {
        "rejection_id": stable_id("rejection", article.article_id, fact_type, problem.reason, text),
        "article_id": article.article_id,
        "fact_type": fact_type,
        "stage": stage,
        "reason": problem.reason,
        "message": problem.message,
        "text": text[:LONGEST_SHOWN] if text else None,
    }


def _shown(statement: Statement) -> Row:
    return {
        **values_of(statement),
        "char_start": statement.char_start,
        "char_end": statement.char_end,
        "rule": statement.rule,
    }


def _extraction_row(engine: Engine, result: ExtractionResult) -> Row:
    return {
        "article_id": result.article_id,
        "input_sha256": result.input_sha256,
        "engine": engine.name,
        "engine_version": engine.version,
        "fact_count": result.fact_count,
        "rejected_count": len(result.rejected),
    }


def _unique(rows: list[Row], key: str) -> list[Row]:
    return list({row[key]: row for row in reversed(rows)}.values())[::-1]


def _frame(table: Any, rows: list[Row]) -> pl.DataFrame:
    if not rows:
        return table.create_empty()
    frame = pl.DataFrame(rows, schema=table.create_empty().schema)
    return table.validate(frame, cast=True)
