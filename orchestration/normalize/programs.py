"""Programs: one entity across articles, and the rows of core.programs.

Here: which program facts are one program, and choosing between what they say. Not here: the rules for names that
organizations share (`clusters`, `entities`), who runs or joins a program (`program_organizations`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from orchestration.language.names import fold_program
from orchestration.normalize.clusters import Mention, cluster, keyed_by_article
from orchestration.normalize.corrections import Correction
from orchestration.normalize.decisions import Decisions
from orchestration.normalize.entities import Entities, entity_ids, index_names, owners
from orchestration.normalize.locations import Hints, locate
from orchestration.normalize.lookup_tables import GenericWords, Lookups
from orchestration.normalize.partition import Partition
from orchestration.normalize.program_rows import program_rows
from orchestration.normalize.rejections import Rejection

Roles = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True)
class Programs:
    """Result: rows of core.programs, the way from names to ids, what is stated of each, and rejections."""

    rows: pl.DataFrame
    entities: Entities
    statements: pl.DataFrame
    rejections: list[Rejection]

    @property
    def links(self) -> pl.DataFrame:
        """Which fact states which row."""
        return self.statements.select("fact_id", core_id="program_id")


@dataclass(frozen=True)
class Profile:
    """What tells two programs of one name apart: where they take place, who runs them, who else takes part."""

    city_id: str | None
    operators: frozenset[str]
    organizations: frozenset[str]


def normalize_programs(
    dated_facts: pl.DataFrame,
    lookups: Lookups,
    corrections: Sequence[Correction],
    hints: Hints,
    operators: Roles,
    organizations: Roles,
) -> Programs:
    """Find out which program facts are one program, and what is known about each.

    `dated_facts`: program facts with published_on, on, precision, basis. `operators`, `organizations`: ids of the
    operators, and of all organizations in any role, by article and program name.
    """
    located, rejections = locate(dated_facts, lookups.gazetteer, hints, "program")
    located = located.sort("name", "article_id", "fact_id")
    profiles = [
        Profile(row["city_id"], operators.get(key, frozenset()), organizations.get(key, frozenset()))
        for row in located.iter_rows(named=True)
        if (key := (row["article_id"], row["name"]))
    ]
    mentions = _mentions(located, profiles, lookups.generic_words, corrections)
    sets = cluster(mentions, Decisions(corrections), lambda alias, *_: not lookups.gazetteer.is_place(alias))
    ids = entity_ids("prg", mentions, sets)
    statements = located.with_columns(program_id=owners(ids, located.height))
    rows = program_rows(statements, lookups)
    entities = Entities(
        dict(zip(rows["program_id"], rows["name"], strict=True)),
        index_names(ids, mentions, located["aliases"].to_list(), fold_program),
        fold_program,
    )
    return Programs(rows, entities, statements, rejections)


def _mentions(
    located: pl.DataFrame, profiles: Sequence[Profile], generic: GenericWords, corrections: Sequence[Correction]
) -> list[Mention]:
    apart = {name for entry in corrections if not entry.is_same for name in entry.names}
    keys = [f"={name}" if name in apart else fold_program(name) for name in located["name"]]
    keys = [
        f"{key}\x1f{article_id}" if generic.is_generic(key) else key
        for key, article_id in zip(keys, located["article_id"], strict=True)
    ]
    keys = _keyed_by_profile(keys, located["article_id"].to_list(), profiles)
    stated = [
        Mention(
            article_id, name, key, frozenset(a for a in map(fold_program, aliases) if not generic.is_generic_alias(a))
        )
        for key, (article_id, name, aliases) in zip(
            keys, located.select("article_id", "name", "aliases").iter_rows(), strict=True
        )
    ]
    return keyed_by_article(stated, Decisions(corrections))


def _keyed_by_profile(keys: Sequence[str], article_ids: Sequence[str], profiles: Sequence[Profile]) -> list[str]:
    """Give programs of one name different keys where their places or operators contradict each other.

    Where nothing contradicts, they are one. Where something does, only those are one that share a city or an
    organization; the others stay apart, each in its article.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        groups[key].append(number)
    result = list(keys)
    for key, members in groups.items():
        distinct = {profiles[m] for m in members}
        if not any(_contradict(left, right) for left, right in combinations(distinct, 2)):
            continue
        for found in _linked([profiles[m] for m in members], [article_ids[m] for m in members]):
            label = min(article_ids[members[m]] for m in found)
            for m in found:
                result[members[m]] = f"{key}\x1f{label}"
    return result


def _linked(profiles: Sequence[Profile], article_ids: Sequence[str]) -> list[list[int]]:
    """Return the sets of positions that an article, a city or an organization links."""
    partition = Partition(len(profiles))
    homes: dict[str, list[int]] = defaultdict(list)
    for number, (profile, article_id) in enumerate(zip(profiles, article_ids, strict=True)):
        for place in (article_id, profile.city_id, *profile.organizations):
            if place is not None:
                homes[place].append(number)
    for members in homes.values():
        partition.unite(members)
    return partition.sets()


def _share(left: Profile, right: Profile) -> bool:
    """Return True when something speaks for one program: the same city, or an organization in both."""
    same_city = left.city_id is not None and left.city_id == right.city_id
    return same_city or bool(left.organizations & right.organizations)


def _contradict(left: Profile, right: Profile) -> bool:
    """Return True when the cities or the operators differ, and nothing speaks for one program."""
    cities = None not in (left.city_id, right.city_id) and left.city_id != right.city_id
    operators = bool(left.operators and right.operators) and not left.operators & right.operators
    return (cities or operators) and not _share(left, right)
