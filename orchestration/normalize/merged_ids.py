"""Ids that led to something before, and where they lead now -> core.merged_ids and core.retired_ids.

The id of an entity is always the hash of one of its raw spellings, alone or with an article (`entities`), and that of
an agreement the hash of one of its statements (`partnerships`). So most ids that a row can have had, with fewer
articles or before a correction, follow from the facts of today. What was published and follows from no fact of today
(an article is gone, or is read differently) is led on by what is known of it (`lost_ids`), or retired with the reason.

Every id that was ever published is the id of a row, or here once. An id that was never published, and that two rows of
today can claim, leads nowhere. Docs: docs/decisions/0032-ids-that-were-published.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from orchestration.language.names import fold, fold_program
from orchestration.normalize.entities import raw_ids
from orchestration.normalize.lookup_tables import GenericWords
from orchestration.normalize.lost_agreements import LostAgreements
from orchestration.normalize.lost_entities import LostEntities
from orchestration.normalize.lost_ids import Stated, Verdict
from orchestration.normalize.partnerships import raw_partnership_id
from orchestration.normalize.past import Past, Published
from orchestration.schemas.core import MergedIds, RetiredIds
from orchestration.schemas.terms import ENTITY_TYPES

PREFIXES = {"organization": "org", "program": "prg"}
KEYS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "organization": ("organizations", "organization_id", fold),
    "program": ("programs", "program_id", fold_program),
}
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class OldIds:
    """Result: rows of core.merged_ids and of core.retired_ids."""

    merged: pl.DataFrame
    retired: pl.DataFrame


def old_ids(facts: Tables, links: Tables, tables: Tables, past: Past, generic: GenericWords) -> OldIds:
    """Return where every id leads that a row of today could have had, and every one that was published.

    `links`: fact_id and core_id, by kind of fact. `tables`: those of core, `evidence` among them.
    """
    owners = {kind: _owners(kind, facts[kind].join(links[kind], on="fact_id")) for kind in ENTITY_TYPES}
    live = {each for kind in ENTITY_TYPES for each in links[kind]["core_id"]}
    kinds = {merged: kind for kind in ENTITY_TYPES for merged in owners[kind] if merged not in live}
    verdicts = {
        merged: Verdict("statement", min(owners[kind][merged]))
        for merged, kind in kinds.items()
        if len(owners[kind][merged]) == 1
    }
    lost = {each.published_id: each for each in past.lost(live)}
    verdicts |= _published(lost, owners, tables, past, generic)
    followed = {each: _followed(each, lost, verdicts) for each in lost}
    verdicts |= {each: Verdict("followed", into) for each, into in followed.items() if into}
    return _rows(verdicts, kinds | {each: found.entity_type for each, found in lost.items()}, lost)


def _published(
    lost: Mapping[str, Published],
    owners: Mapping[str, Mapping[str, set[str]]],
    tables: Tables,
    past: Past,
    generic: GenericWords,
) -> dict[str, Verdict]:
    """Return where published ids lead; organizations first, because agreements are told apart by them."""
    verdicts: dict[str, Verdict] = {}
    for kind in ENTITY_TYPES:
        stated = Stated(tables["evidence"].filter(pl.col("fact_type") == kind), past)
        rule = _rule(kind, tables, stated, past, generic, verdicts)
        for each in (found for found in lost.values() if found.entity_type == kind):
            by_facts = stated.choose(each, owners[kind].get(each.published_id, ()), "statement")
            verdicts[each.published_id] = by_facts or rule(each)
    return verdicts


def _rule(
    kind: str, tables: Tables, stated: Stated, past: Past, generic: GenericWords, verdicts: Mapping[str, Verdict]
) -> Callable[[Published], Verdict]:
    """Return the rule for ids that no statement of today gives."""
    if kind == "partnership":
        today = {each: verdict.into for each, verdict in verdicts.items() if verdict.into}
        return LostAgreements(tables["partnerships"], tables["partnership_parties"], stated, past, today).verdict
    table, column, key = KEYS[kind]
    rows = tables[table].select(column, "name", "aliases", "city_id")
    return LostEntities(rows, stated, past, key, generic.is_generic_alias).verdict


def _followed(each: str, lost: Mapping[str, Published], verdicts: Mapping[str, Verdict]) -> str | None:
    """Return where the id leads that a retired one led to when it was published last; None for others.

    What it led to must have lost its row too: a lead that broke between two ids is broken on purpose.
    """
    seen = {each}
    while (verdict := verdicts.get(each)) and verdict.into is None and not verdict.successors and each in lost:
        target = lost[each].merged_into
        if target is None or target in seen:
            return None
        seen.add(target)
        each = target
    return verdict.into if verdict and len(seen) > 1 else None


def _rows(verdicts: Mapping[str, Verdict], kinds: Mapping[str, str], lost: Mapping[str, Published]) -> OldIds:
    merged, retired = [], []
    for each, verdict in sorted(verdicts.items()):
        name, at = (lost[each].name, lost[each].last_published_at) if each in lost else (None, None)
        if verdict.into:
            merged.append((each, kinds[each], verdict.into, verdict.why, name, at))
        else:
            retired.append((each, kinds[each], name, verdict.why, list(verdict.successors), at))
    return OldIds(
        MergedIds.validate(pl.DataFrame(merged, schema=MergedIds.create_empty().schema, orient="row"), cast=True),
        RetiredIds.validate(pl.DataFrame(retired, schema=RetiredIds.create_empty().schema, orient="row"), cast=True),
    )


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
