"""Ids that led to something before it was merged, and where they lead now -> core.merged_ids.

The id of an entity is always the hash of one of its raw spellings, alone or with an article (`entities`), and that of
an agreement the hash of one of its statements (`partnerships`). So every id that a row can have had, with fewer
articles or before a correction, follows from the facts of today: no history is needed, and the order of refreshes has
no effect.

Not here: ids that led to what no article states any more, or that two rows of today can claim (a second body uses the
name, or the parties of an agreement turn out to be one); they lead nowhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from orchestration.normalize.entities import raw_ids
from orchestration.normalize.partnerships import raw_partnership_id
from orchestration.schemas.core import MergedIds

PREFIXES = {"organization": "org", "program": "prg"}


def merged_ids(facts: Mapping[str, pl.DataFrame], links: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return one row per id that leads to exactly one row of today and is not its id.

    `links`: fact_id and core_id, by kind of fact.
    """
    rows = [
        (merged, kind, into.pop())
        for kind in ("organization", "program", "partnership")
        for merged, into in _owners(kind, facts[kind].join(links[kind], on="fact_id")).items()
        if len(into) == 1 and merged not in into
    ]
    frame = pl.DataFrame(rows, schema=MergedIds.create_empty().schema, orient="row")
    return MergedIds.validate(frame.sort("merged_id"), cast=True)


def _owners(kind: str, stated: pl.DataFrame) -> dict[str, set[str]]:
    """Return the rows of today that each id can have led to; what is an id today leads to itself alone."""
    owners: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter() if kind == "partnership" else Counter(stated["name"])
    for fact in stated.iter_rows(named=True):
        for each in _ids_of(kind, fact, times):
            owners[each].add(fact["core_id"])
    return owners | {each: {each} for each in set(stated["core_id"])}


def _ids_of(kind: str, fact: Mapping[str, Any], times: Mapping[str, int]) -> Iterable[str]:
    """Return the ids that a statement can have given; only a name that is stated twice can have been two bodies."""
    if kind == "partnership":
        return (raw_partnership_id(fact),)
    alone, in_article = raw_ids(PREFIXES[kind], fact["name"], fact["article_id"])
    return (alone, in_article) if times[fact["name"]] > 1 else (alone,)
