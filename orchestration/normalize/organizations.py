"""Organizations: one entity across articles, however each article writes it.

Here: the mentions of organizations, which of them are one, and the rows of core.organizations. Not here: the rules
for names that programs share (`clusters`, `entities`), places (`locations`). A parent and its part ("X University",
"Institute of X University") stay apart because nothing but equal names, aliases and lists merges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from orchestration.language.names import base_name, fold
from orchestration.normalize.clusters import Mention, cluster, keyed_by_article
from orchestration.normalize.corrections import Correction
from orchestration.normalize.decisions import Decisions
from orchestration.normalize.entities import Entities, entity_ids, index_names, owners
from orchestration.normalize.locations import Hints, locate
from orchestration.normalize.lookup_tables import GenericWords, Lookups, split_list
from orchestration.normalize.organization_rows import listed_values, organization_rows
from orchestration.normalize.rejections import Rejection
from orchestration.normalize.ror_names import with_named


@dataclass(frozen=True)
class Organizations:
    """Result: rows of core.organizations, the way from names to ids, what is stated and listed of each, rejections."""

    rows: pl.DataFrame
    entities: Entities
    statements: pl.DataFrame
    listed: pl.DataFrame
    rejections: list[Rejection]

    @property
    def links(self) -> pl.DataFrame:
        """Which fact states which row."""
        return self.statements.select("fact_id", core_id="organization_id")


@dataclass(frozen=True)
class Names:
    """What is known about names: generic words, names on the reference list, names that people hold apart."""

    generic: GenericWords
    listed: frozenset[str]
    apart: set[str]

    def is_generic(self, key: str) -> bool:
        """Return True for a name that names no one body, unless a well-known one is called so."""
        return self.generic.is_generic(key) and key not in self.listed

    def may_link(self, alias: str) -> bool:
        """Return True for an alias that can lead to the same body in another article."""
        return alias in self.listed or not self.generic.is_generic_alias(alias)


def normalize_organizations(
    facts: pl.DataFrame, lookups: Lookups, corrections: Sequence[Correction], hints: Hints
) -> Organizations:
    """Find out which organization facts are one organization, and what is known about each."""
    located, rejections = locate(facts, lookups.gazetteer, hints, "organization")
    located = located.sort("name", "article_id", "fact_id")
    lookups = with_named(lookups, located, hints)
    mentions = _mentions(located, lookups, corrections, hints)
    may_link = _may_link(lookups, mentions, located["organization_type"].to_list())
    sets = cluster(mentions, Decisions(corrections), may_link)
    ids = entity_ids("org", mentions, sets)
    statements = located.with_columns(organization_id=owners(ids, located.height))
    listed = listed_values(_reference_rows(ids, sets, located.height), lookups)
    rows = organization_rows(statements, listed, lookups)
    entities = Entities(
        dict(zip(rows["organization_id"], rows["name"], strict=True)),
        index_names(ids, mentions, located["aliases"].to_list()),
    )
    return Organizations(rows, entities, statements, listed, rejections)


def _may_link(
    lookups: Lookups, mentions: Sequence[Mention], types: Sequence[str]
) -> Callable[[str, Mention, Mention], bool]:
    """Return the rule that the name of a place, as an alias, leads to governments only ("Seoul", not "Waterloo")."""
    government = {mention for mention, kind in zip(mentions, types, strict=False) if kind == "government"}

    def may_link(alias: str, owner: Mention, named: Mention) -> bool:
        return not lookups.gazetteer.is_place(alias) or (owner in government and named in government)

    return may_link


def _reference_rows(ids: Mapping[str, Sequence[int]], sets: Sequence[Sequence[int]], stated: int) -> dict[str, int]:
    """Return the row of the reference list by organization, where one is on it; its mentions follow the stated ones."""
    whole = {member: members for members in sets for member in members}
    listed = {entity_id: [m - stated for m in whole[members[0]] if m >= stated] for entity_id, members in ids.items()}
    return {entity_id: rows[0] for entity_id, rows in listed.items() if rows}


def _mentions(
    located: pl.DataFrame, lookups: Lookups, corrections: Sequence[Correction], hints: Hints
) -> list[Mention]:
    """Return one mention per fact, in the order of rows, and after them one per entry of the reference list."""
    generic = lookups.generic_words
    apart = {name for entry in corrections if not entry.is_same for name in entry.names}
    listed = [
        Mention(None, name, _key(name, apart), frozenset(map(fold, split_list(aliases))) - {fold(name)})
        for name, aliases in lookups.organizations.select("name", "aliases").iter_rows()
    ]
    own = Names(generic, frozenset(fold(mention.name) for mention in listed), apart)
    stated = [
        _mention(article_id, name, aliases, own)
        for article_id, name, aliases in located.select("article_id", "name", "aliases").iter_rows()
    ]
    countries = [*located["country_code"], *lookups.organizations["country_code"]]
    return _keyed_by_country([*keyed_by_article([*stated, *listed], Decisions(corrections))], countries, hints, generic)


def _key(name: str, apart: Collection[str]) -> str:
    """Return the key of a name: one that people hold apart from others is its own."""
    return f"={name}" if name in apart else fold(name)


def _mention(article_id: str, name: str, aliases: Sequence[str], names: Names) -> Mention:
    """Return the mention: a name of generic words is the article's own, a name held apart is its own key."""
    key = fold(base) if (base := _explained(name, aliases)) else fold(name)
    if name in names.apart:
        key = _key(name, names.apart)
    elif names.is_generic(key):
        key = f"{key}\x1f{article_id}"
    folded = {fold(alias) for alias in (*aliases, name)} - {key}
    return Mention(article_id, name, key, frozenset(alias for alias in folded if names.may_link(alias)))


def _explained(name: str, aliases: Sequence[str]) -> str | None:
    """Return "Mila" for "Mila – Quebec AI Institute" when the article also says just "Mila"."""
    base = base_name(name)
    return base if base and fold(base) in {fold(alias) for alias in aliases} else None


def _keyed_by_country(
    mentions: Sequence[Mention], countries: Sequence[str | None], hints: Hints, generic: GenericWords
) -> list[Mention]:
    """Add the country to the key of a name that several countries use ("ministry of education")."""
    known: dict[str, set[str]] = defaultdict(set)
    for mention, country in zip(mentions, countries, strict=True):
        if country and generic.is_per_country(mention.key):
            known[mention.key].add(country)

    def keyed(mention: Mention, country: str | None) -> Mention:
        rivals = known.get(mention.key, set())
        if len(rivals) < 2:
            return mention
        hinted = rivals & hints.get(mention.article_id or "", frozenset())
        whose = country or (hinted.pop() if len(hinted) == 1 else mention.article_id)
        return replace(mention, key=f"{mention.key}\x1f{whose}")

    return [keyed(mention, country) for mention, country in zip(mentions, countries, strict=True)]
