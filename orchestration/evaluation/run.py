"""Evaluate an engine: articles through extraction and normalization, then scored.

Here: the order of the steps, as in a refresh, in memory. Not here: each step, or what is shown of the result (`page`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from orchestration.evaluation.predicted import predicted_facts
from orchestration.evaluation.scoring import Outcome, score_articles
from orchestration.evaluation.sources import Collection
from orchestration.extract.protocol import Engine
from orchestration.extract.run import extract_articles
from orchestration.normalize.corrections import Corrections
from orchestration.normalize.lookup_tables import Lookups
from orchestration.normalize.run import normalize
from orchestration.schemas.facts import KIND_OF_FACT


@dataclass(frozen=True)
class Evaluation:
    """One engine on one collection: the outcome of every sample."""

    engine: str
    version: str
    outcomes: tuple[Outcome, ...]


def evaluate(engine: Engine, collection: Collection) -> Evaluation:
    """Read all articles with an engine and score them; the same articles and versions give the same outcome.

    Raises:
        OSError: a file that the engine needs cannot be read.
    """
    stated = predicted_facts(collection.articles, core_tables(engine, collection.articles))
    return Evaluation(engine.name, engine.version, score_articles(collection.samples, stated))


def core_tables(engine: Engine, articles: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the tables of schema core, by lake_name, for `articles` (columns of raw.articles)."""
    frames = extract_articles(engine, articles)
    facts = {kind: frames[kind] for kind in KIND_OF_FACT}
    return normalize(articles, facts, Lookups.load(), Corrections.load())
