"""Which articles an engine reads: no copies, no other languages, none that the triage finds irrelevant.

Here: the decision and its reason, for every article, at every refresh; it is cheap, so that a changed triage or a copy
that goes away takes effect at once. Not here: finding copies (`load.copies`), the points of the triage (`triage`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from orchestration.extract.triage import is_relevant
from orchestration.schemas.facts import Selections

ENGLISH = "en"
FEW_WORDS = 100  # points add up over words: a brief of two sentences has too few for the threshold, but some
Row = Mapping[str, Any]


def select_articles(articles: pl.DataFrame, copies: pl.DataFrame) -> pl.DataFrame:
    """Return for each article (rows of `raw.articles`) whether it is read, and why (rows of `facts.selections`).

    `copies` are the rows of `raw.article_copies`.
    """
    # A file that lies there twice is the same article, so it is no reason not to read that.
    originals = {row["article_id"]: row for row in copies.to_dicts() if row["kind"] != "same_file"}
    rows = [_selection(row, originals.get(row["article_id"])) for row in articles.iter_rows(named=True)]
    frame = pl.DataFrame(rows, schema=Selections.create_empty().schema)
    return Selections.validate(frame.sort("article_id"), cast=True)


def selected(articles: pl.DataFrame, selections: pl.DataFrame) -> pl.DataFrame:
    """Return the articles that an engine reads."""
    return articles.join(selections.filter(decision="read"), on="article_id", how="semi")


def _selection(article: Row, copy: Row | None) -> dict[str, str]:
    decision, reason = _decision(article, copy)
    return {"article_id": article["article_id"], "decision": decision, "reason": reason}


def _decision(article: Row, copy: Row | None) -> tuple[str, str]:
    if copy is not None:
        is_old = copy["kind"] == "older_version"
        what = "a newer version at the same address is" if is_old else f"{copy['kind'].replace('_', ' ')} of"
        return "older_version" if is_old else "copy", f"{what} {copy['canonical_article_id']}"
    if article["language"] != ENGLISH:
        return "other_language", (
            f"the article is in '{article['language']}' ({article['language_basis']}); only English is read. "
            "Add a translation, or correct `language` in its meta file."
        )
    verdict = is_relevant(article["text"])
    is_brief = article["word_count"] < FEW_WORDS and verdict.score > 0
    return "read" if verdict.is_relevant or is_brief else "irrelevant", verdict.reason
