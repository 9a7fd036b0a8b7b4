"""Sources: who speaks in an article, and how near that source is to the subject of a number.

Here: publishers as known bodies, and sources that speak of themselves. Not here: what the kinds are and how they
rank (`source_kinds`, docs/claims.md), what follows for a claim (`best_observations`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from orchestration.language.names import fold, fold_program
from orchestration.normalize.gazetteer import Gazetteer
from orchestration.normalize.lookup_tables import Lookups, split_list
from orchestration.normalize.places import Place, resolve_place
from orchestration.normalize.source_kinds import OFFICIAL, PRESS, SELF, UNKNOWN

HOST = r"^https?://(?:www\.)?([^/:?#]+)"
RAW_FOLDER = "raw"
_OPERATED = ("program_id", "organization_id")


@dataclass(frozen=True)
class Source:
    """Who states a number; `name` tells independent sources apart."""

    name: str
    kind: str
    rank: int


SourceOf = Callable[[str, str, str], Source]
"""From article, subject_type and subject_id to the source."""


@dataclass(frozen=True)
class Speaker:
    """Who speaks in an article: the keys that its name folds to, its kind when it speaks of others, its city."""

    name: str
    keys: frozenset[str]
    kind: str
    city_id: str | None


def sources(
    publishers: pl.DataFrame, organizations: pl.DataFrame, programs: pl.DataFrame, roles: pl.DataFrame, lookups: Lookups
) -> SourceOf:
    """Return the way from an article and a subject to the source.

    `publishers` comes from `source_names`; the others are rows of core.organizations, programs, program_organizations.
    """
    bodies = _names(organizations, "organization_id", fold)
    speakers = _speakers(publishers, _types(organizations, bodies, lookups), lookups)
    names = {("organization", key): found for key, found in bodies.items()}
    for program_id, found in _names(programs, "program_id", fold_program).items():
        names["program", program_id] = found
    for program_id, organization_id in roles.filter(role="operator").select(_OPERATED).iter_rows():
        names["program", program_id] |= bodies[organization_id]

    def source_of(article_id: str, subject_type: str, subject_id: str) -> Source:
        speaker = speakers[article_id]
        is_own_city = subject_type == "city" and speaker.city_id == subject_id
        is_self = is_own_city or not speaker.keys.isdisjoint(names.get((subject_type, subject_id), ()))
        kind = SELF if is_self else speaker.kind
        return Source(speaker.name, kind, lookups.source_kinds.ranks[kind])

    return source_of


def source_names(articles: pl.DataFrame) -> pl.DataFrame:
    """Return article_id, source_name, host, is_named: the publisher, else the host, else the first folder.

    Files in the raw folder itself are of one source: nothing says that they are of several. The same as source_name in
    marts.dim_articles; a test of the dbt project compares what follows from both.
    """
    host = pl.col("address").str.extract(HOST, 1)
    folder = pl.col("source_uri").str.extract(r"^([^/]*[^/!])/", 1).fill_null(RAW_FOLDER)
    return articles.select(
        "article_id",
        source_name=pl.coalesce("publisher", host, folder),
        host=host,
        is_named=pl.col("publisher").is_not_null() | host.is_not_null(),
    )


def _speakers(publishers: pl.DataFrame, types: Mapping[str, str], lookups: Lookups) -> dict[str, Speaker]:
    known: dict[tuple[str, str | None, bool], Speaker] = {}
    speakers = {}
    for article_id, name, host, is_named in publishers.iter_rows():
        if (who := (name, host, is_named)) not in known:
            known[who] = _speaker(name, host, is_named, types, lookups)
        speakers[article_id] = known[who]
    return speakers


def _speaker(name: str, host: str | None, is_named: bool, types: Mapping[str, str], lookups: Lookups) -> Speaker:
    """Find out the kind: what people listed, a known organization, a place, a word of the name, the host."""
    kinds, key = lookups.source_kinds, fold(name)
    listed = kinds.listed.get(key) or kinds.listed.get(fold(host or ""))
    body = fold(listed.speaks_for) if listed and listed.speaks_for else kinds.without_outlet(key)
    city_id, is_place = _place(body, lookups.gazetteer)
    kind = (
        (listed.kind if listed else None)
        or kinds.of_type.get(types.get(body) or types.get(key) or "")
        or (OFFICIAL if is_place else None)
        or kinds.by_words(body)
        or kinds.by_host(host)
        or (PRESS if is_named else UNKNOWN)
    )
    return Speaker(name, frozenset({key, body, fold_program(body)}), kind, city_id)


def _place(key: str, gazetteer: Gazetteer) -> tuple[str | None, bool]:
    """Return the city of a publisher that is called like a place, which is its administration, and whether it is."""
    place = resolve_place(gazetteer, key, None)
    return (place.city_id, True) if isinstance(place, Place) else (None, False)


def _names(rows: pl.DataFrame, key: str, folded: Callable[[str], str]) -> dict[str, set[str]]:
    columns = rows.select(key, "name", "aliases").iter_rows()
    return {entity_id: {folded(text) for text in (name, *aliases)} for entity_id, name, aliases in columns}


def _types(rows: pl.DataFrame, bodies: Mapping[str, Iterable[str]], lookups: Lookups) -> dict[str, str]:
    """Return the type of the organization that a folded name means: in the articles, else on the reference list.

    A name of organizations of several types has none.
    """
    listed = lookups.organizations.select("name", "aliases", "type").iter_rows()
    types = {fold(text): kind for name, aliases, kind in listed for text in (name, *split_list(aliases))}
    found: dict[str, set[str]] = defaultdict(set)
    for organization_id, kind in rows.select("organization_id", "organization_type").iter_rows():
        for key in bodies[organization_id]:
            found[key].add(kind)
    return types | {key: next(iter(kinds)) if len(kinds) == 1 else "" for key, kinds in found.items()}
