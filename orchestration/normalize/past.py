"""The past: what was published before, as far as normalization needs it to lead old ids on.

Here: the shape of that input, and questions about it. Not here: keeping it (`publish.published_ids`), leading ids on
(`merged_ids`). Without a past (a fresh data folder) the same facts give the same rows as ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from orchestration.schemas.operations import PublishedIds
from orchestration.schemas.raw import ArticleCopies


@dataclass(frozen=True)
class Published:
    """What an id was known by when it was published last."""

    published_id: str
    entity_type: str
    name: str
    spellings: frozenset[str]
    city_id: str | None
    party_ids: frozenset[str]
    kind: str | None
    year: int | None
    article_ids: frozenset[str]
    sentences: frozenset[str]
    merged_into: str | None
    last_published_at: dt.datetime


@dataclass(frozen=True)
class Past:
    """Every id that was ever published; the articles of today, and which of them are copies of others."""

    ids: pl.DataFrame = field(default_factory=PublishedIds.create_empty)
    copies: pl.DataFrame = field(default_factory=ArticleCopies.create_empty)
    article_ids: frozenset[str] = frozenset()

    def lost(self, live: Collection[str]) -> Iterator[Published]:
        """Yield the ids that are no row of today, in their order; articles as the canonical ones of today."""
        lost = self.ids.filter(pl.col("published_id").is_in(list(live)).not_()).drop("first_published_at")
        for row in lost.sort("published_id").iter_rows(named=True):
            sets = {name: frozenset(row[name] or ()) for name in ("spellings", "party_ids", "sentences")}
            articles = frozenset(self._canonical.get(each, each) for each in row["article_ids"] or ())
            yield Published(**(row | sets | {"article_ids": articles}))

    def were_two(self, one: str, other: str) -> bool:
        """Return True for two ids that were published side by side, so that they meant different things."""
        first, second = self._times.get(one), self._times.get(other)
        return bool(first and second and first[0] <= second[1] and second[0] <= first[1])

    @cached_property
    def _times(self) -> Mapping[str, tuple[dt.datetime, dt.datetime]]:
        columns = ("published_id", "first_published_at", "last_published_at")
        return {each: (first, last) for each, first, last in self.ids.select(columns).iter_rows()}

    @cached_property
    def _canonical(self) -> Mapping[str, str]:
        return dict(self.copies.select("article_id", "canonical_article_id").iter_rows())
