"""Entities: sets of mentions become entities with a stable id, a preferred name and other spellings.

Here: what organizations and programs share once it is known which mentions belong together. Not here: which do
(`clusters`), and the attributes of each kind (`organizations`, `programs`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from orchestration.language.names import fold, is_abbreviation_of
from orchestration.normalize.clusters import Mention
from orchestration.schemas.ids import stable_id

# A body that twice as many articles call by its short form is known by it ("KAIST"); others get their full name.
KNOWN_BY_SHORT_FORM = 2


@dataclass(frozen=True)
class Entities:
    """All entities of a kind, and the way from a name in an article to its entity."""

    names: dict[str, str]
    id_of: dict[tuple[str, str], str]
    key: Callable[[str], str] = fold

    def find(self, article_id: str, name: str | None) -> str | None:
        """Return the id of the entity that an article calls so; None when there is none, or more than one."""
        if name is None:
            return None
        return self.id_of.get((article_id, name)) or self.id_of.get((article_id, self.key(name)))


def entity_ids(prefix: str, mentions: Sequence[Mention], sets: Iterable[Sequence[int]]) -> dict[str, list[int]]:
    """Return the members of each set by its id, the smallest hash of its raw spellings; mentions of articles only.

    A spelling that several entities have ("SNU") gives no id; an entity without a spelling of its own takes the
    smallest id of its articles in.
    """
    found = [[m for m in members if mentions[m].article_id is not None] for members in sets]
    found = [members for members in found if members]
    homes: dict[str, set[int]] = defaultdict(set)
    for number, members in enumerate(found):
        for member in members:
            homes[mentions[member].name].add(number)
    return {_entity_id(prefix, [mentions[m] for m in members], homes): members for members in found}


def _entity_id(prefix: str, members: Sequence[Mention], homes: dict[str, set[int]]) -> str:
    named = [raw_ids(prefix, mention.name, mention.article_id) for mention in members]
    own = [alone for mention, (alone, _) in zip(members, named, strict=True) if len(homes[mention.name]) == 1]
    return min(own or [in_article for _, in_article in named])


def raw_ids(prefix: str, name: str, article_id: str | None) -> tuple[str, str]:
    """Return the ids that a spelling can give: alone, and with the article where others are written so too."""
    return stable_id(prefix, name), stable_id(prefix, name, article_id)


def owners(ids: Mapping[str, Sequence[int]], count: int) -> pl.Series:
    """Return the id of each of the first `count` mentions, in their order."""
    owner = {member: entity_id for entity_id, members in ids.items() for member in members}
    return pl.Series([owner[number] for number in range(count)], dtype=pl.String)


def preferred_name(names: Iterable[str]) -> str:
    """Return the most frequent spelling, the full form before its abbreviation, of the names that articles use."""
    votes = Counter(names)
    short = {s for s in votes if any(is_abbreviation_of(s, full) for full in votes if len(full) > len(s))}
    short_votes, full_votes = (sum(votes[s] for s in votes if (s in short) is which) for which in (True, False))
    pool = short if short and short_votes >= KNOWN_BY_SHORT_FORM * full_votes else set(votes) - short
    return min(pool, key=lambda name: (-votes[name], -len(name), name))


def index_names(
    ids: dict[str, list[int]],
    mentions: Sequence[Mention],
    aliases: Sequence[Sequence[str]],
    key: Callable[[str], str] = fold,
) -> dict[tuple[str, str], str]:
    """Return (article, name as written or folded) -> id; names go before aliases, and aliases of two are left out."""
    owner = {member: entity_id for entity_id, members in ids.items() for member in members}
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    others: dict[tuple[str, str], set[str]] = defaultdict(set)
    for member, entity_id in owner.items():
        article_id = str(mentions[member].article_id)
        for spelling in (mentions[member].name, key(mentions[member].name)):
            names[article_id, spelling].add(entity_id)
        for alias in aliases[member]:
            for spelling in (alias, key(alias)):
                others[article_id, spelling].add(entity_id)
    return {place: min(owners) for found in (others, names) for place, owners in found.items() if len(owners) == 1}
