"""Rejected claims: the rows for facts, or parts of facts, that could not be normalized.

Here: the shape of such a row. Not here: the reasons, which each normalize module gives where it meets them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from orchestration.schemas.core import RejectedClaims
from orchestration.schemas.ids import stable_id


@dataclass(frozen=True)
class Rejection:
    """Why a fact, or a value in it, could not be used, and what to do about it."""

    fact_id: str
    article_id: str | None
    fact_type: str
    reason: str
    message: str
    text: str | None

    def row(self) -> dict[str, Any]:
        """Return the row of core.rejected_claims."""
        return {
            "rejection_id": stable_id("rej", self.fact_id, self.reason),
            "article_id": self.article_id,
            "fact_type": self.fact_type,
            "reason": self.reason,
            "message": self.message,
            "text": self.text,
        }


def unknown_names(fact: dict[str, Any], fact_type: str, names: Iterable[str], noun: str) -> Rejection:
    """Reject names that are no organization, or no program, of the article."""
    text = " | ".join(names)
    message = (
        f"no {noun} of this article is called so: {text}; if it is one, extraction missed it, "
        "see docs/facts.md for what counts"
    )
    return Rejection(fact["fact_id"], fact["article_id"], fact_type, "unknown_name", message, text)


def rejection_rows(rejections: Iterable[Rejection]) -> pl.DataFrame:
    """Return rows of core.rejected_claims, one per fact and reason, sorted."""
    empty = RejectedClaims.create_empty()
    rows = pl.DataFrame([rejection.row() for rejection in rejections], schema=empty.schema)
    return rows.sort("rejection_id", "text").unique("rejection_id", keep="first", maintain_order=True)
