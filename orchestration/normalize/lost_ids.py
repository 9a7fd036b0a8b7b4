"""Lost ids: ids that were published and that no row of today has: where each leads, or why it is retired.

Here: what all kinds share: the verdict, the rows of today with the sentences that state them, choosing between several.
Not here: the rules for names (`lost_entities`) and for agreements (`lost_agreements`), what facts alone tell
(`merged_ids`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from orchestration.normalize.past import Past, Published
from orchestration.schemas.ids import sentence_hash


@dataclass(frozen=True)
class Verdict:
    """Where an id leads and what says so (a term of LED_BY), or why it is retired (a term of RETIRED_BECAUSE)."""

    why: str
    into: str | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """Which sentences and articles state the rows of today. `evidence`: rows of core.evidence of one kind."""

    evidence: pl.DataFrame
    past: Past

    @cached_property
    def sentences(self) -> Mapping[str, frozenset[str]]:
        """The rows that each sentence states, by its hash."""
        quotes = self.evidence.group_by("quote").agg(pl.col("fact_id").unique())
        found: dict[str, set[str]] = defaultdict(set)
        for quote, rows in quotes.iter_rows():
            found[sentence_hash(quote)].update(rows)
        return {each: frozenset(rows) for each, rows in found.items()}

    @cached_property
    def articles(self) -> Mapping[str, frozenset[str]]:
        """The rows that each article states."""
        rows = self.evidence.group_by("article_id").agg(pl.col("fact_id").unique())
        return {article_id: frozenset(found) for article_id, found in rows.iter_rows()}

    def by_sentence(self, lost: Published) -> frozenset[str]:
        """Return the rows of today that share a sentence with a lost one."""
        return frozenset().union(*(self.sentences.get(each, frozenset()) for each in lost.sentences))

    def by_article(self, lost: Published) -> frozenset[str]:
        """Return the rows of today that share an article, or the original of a copy, with a lost one."""
        return frozenset().union(*(self.articles.get(each, frozenset()) for each in lost.article_ids))

    def choose(self, lost: Published, candidates: Collection[str], why: str) -> Verdict | None:
        """Return the only candidate, else the only one in the sentences, else in the articles, of the lost one.

        None when there is no candidate; several that nothing tells apart retire the id.
        """
        found = frozenset(candidates)
        for narrower in (found, found & self.by_sentence(lost), found & self.by_article(lost)):
            if len(narrower) == 1:
                return Verdict(why, min(narrower))
        return Verdict("several_rows", None, tuple(sorted(found))) if found else None

    def retired(self, lost: Published) -> Verdict:
        """Return why an id without any candidate leads nowhere."""
        return Verdict("not_stated" if lost.article_ids & self.past.article_ids else "articles_are_gone")


def without_twins(lost: Published, candidates: Collection[str], past: Past) -> frozenset[str]:
    """Leave out rows that were published beside the lost one: they meant something else then."""
    return frozenset(each for each in candidates if not past.were_two(lost.published_id, each))
