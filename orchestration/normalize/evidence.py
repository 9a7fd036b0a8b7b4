"""Evidence: which sentence of which article proves which row of core -> core.evidence.

Here: joining the statements to the rows that they became. Not here: deciding what they become (the other modules).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from orchestration.schemas.core import Evidence
from orchestration.schemas.ids import stable_id

STATEMENT = ("fact_id", "article_id", "char_start", "char_end", "quote", "engine", "engine_version", "confidence")


def evidence_rows(facts: Mapping[str, pl.DataFrame], links: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one row per row of core and statement of it. `links`: fact_id and core_id, by kind of fact."""
    stated = [
        facts[kind].select(STATEMENT).join(links[kind], on="fact_id").with_columns(fact_type=pl.lit(kind))
        for kind in sorted(links)
    ]
    frame = pl.concat(stated)
    ids = evidence_ids(frame, "fact_type", "core_id", "fact_id")
    rows = frame.drop("fact_id").rename({"core_id": "fact_id"}).with_columns(evidence_id=ids)
    return Evidence.validate(rows.select(Evidence.column_names()).sort("evidence_id"), cast=True)


def evidence_ids(frame: pl.DataFrame, fact_type: str, core_id: str, fact_id: str) -> pl.Series:
    """Return evidence_id for each row: of the statement `fact_id` as a proof of the row `core_id`; null without one."""
    keys = frame.select(fact_type, core_id, fact_id).iter_rows()
    return pl.Series([stable_id("evd", *key) if key[-1] else None for key in keys], dtype=pl.String)
