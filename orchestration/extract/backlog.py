"""What is still to be read: nothing is extracted twice, and facts of articles that are gone go too."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from orchestration.extract.protocol import Engine
from orchestration.extract.run import article_text
from orchestration.schemas import LakeTable
from orchestration.schemas.facts import FACT_TABLES, KIND_OF_FACT, Extractions

Frames = dict[type[LakeTable], pl.DataFrame]


def done_and_pending(articles: pl.DataFrame, before: Frames, engine: Engine) -> tuple[Frames, pl.DataFrame]:
    """Split: the rows of `facts` tables that this engine stated about articles still here, and the articles to read.

    An article counts as read when engine, version and all that the engine can see of it are the same; one at which the
    engine failed has no row in `extractions`, and so is read again.
    """
    inputs = pl.DataFrame(
        [
            (row["article_id"], article_text(row).sha256, engine.name, engine.version)
            for row in articles.iter_rows(named=True)
        ],
        orient="row",
        schema=dict.fromkeys(("article_id", "input_sha256", "engine", "engine_version"), pl.String),
    )
    read = before[Extractions].join(inputs, on=inputs.columns, how="semi").select("article_id")
    done = {table: before[table].join(read, on="article_id", how="semi") for table in FACT_TABLES}
    return done, articles.join(read, on="article_id", how="anti")


def merged(done: Frames, new: Mapping[str, pl.DataFrame]) -> Frames:
    """Return all rows of each `facts` table; `new` is keyed as `extract_articles` returns it."""
    kinds: dict[type[LakeTable], str] = {table: kind for kind, table in KIND_OF_FACT.items()}
    return {table: pl.concat([done[table], new[kinds.get(table, table.lake_name)]]) for table in FACT_TABLES}
