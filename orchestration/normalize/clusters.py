"""Clusters: which mentions of names, in different articles, are one entity.

Here: rules for names alone, shared by organizations and programs. Not here: what two kinds of entity add to them
(`organizations`, `programs`), the folding of names (`language.names`). Similar spelling alone never merges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from orchestration.language.names import is_abbreviation_of
from orchestration.normalize.corrections import Correction

# Two letters stand for too many names ("KU", "AI") to be an abbreviation that nobody explains.
SHORTEST_ABBREVIATION = 3


@dataclass(frozen=True)
class Mention:
    """A name as one article uses it, or an entry of a reference list (article_id None).

    `key`: mentions of equal keys are one entity. `alias_keys`: the folded other spellings in the same article.
    """

    article_id: str | None
    name: str
    key: str
    alias_keys: frozenset[str] = field(default_factory=frozenset)


class Partition:
    """Disjoint sets of the numbers below `size`; the smallest member represents its set."""

    def __init__(self, size: int) -> None:
        """Begin with every number alone."""
        self._parent = list(range(size))

    def root(self, item: int) -> int:
        """Return the member that represents the set of an item."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def unite(self, items: Iterable[int]) -> None:
        """Make one set of the sets of all items."""
        roots = sorted({self.root(item) for item in items})
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def sets(self) -> list[list[int]]:
        """Return all sets, each sorted, in the order of their smallest members."""
        members: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            members[self.root(item)].append(item)
        return list(members.values())


def unite_by(partition: Partition, keys: Iterable[Hashable]) -> None:
    """Unite the numbers whose keys (the n-th belongs to number n) are equal; None is equal to nothing."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key is not None:
            groups[key].append(number)
    for members in groups.values():
        partition.unite(members)


def cluster(
    mentions: Sequence[Mention], corrections: Collection[Correction], may_link: Callable[[str, Mention, Mention], bool]
) -> list[list[int]]:
    """Return sets of positions in `mentions` that are one entity; the same sets for every order of mentions.

    First equal keys and the decisions of people; then, in rounds until nothing changes, a spelling that exactly one
    entity of the corpus has as an alias joins that entity and the one of that name. `may_link(alias, owner, named)`
    can forbid it; so do decisions of people, and an article that names both as two bodies.
    """
    partition = Partition(len(mentions))
    unite_by(partition, [mention.key for mention in mentions])
    by_name = defaultdict(list)
    for number, mention in enumerate(mentions):
        by_name[mention.name].append(number)
    for entry in corrections:
        if entry.is_same:
            partition.unite(number for name in entry.names for number in by_name[name])
    apart = [entry.names for entry in corrections if not entry.is_same]
    while _link_aliases_once(partition, mentions, apart, may_link):
        pass
    return partition.sets()


def keyed_by_article(mentions: Sequence[Mention]) -> list[Mention]:
    """Give a name that is the alias or abbreviation of one other entity of its article that entity's key.

    Inside an article an alias is beyond doubt, whatever other articles call so.
    """
    by_article: dict[str | None, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_article[mention.article_id].append(mention)
    return [_rekeyed(mention, by_article[mention.article_id]) for mention in mentions]


def _rekeyed(mention: Mention, others: Sequence[Mention]) -> Mention:
    owners = {o.key for o in others if o.key != mention.key and mention.key in o.alias_keys}
    if not owners and len(mention.name) >= SHORTEST_ABBREVIATION:
        owners = {o.key for o in others if o.key != mention.key and is_abbreviation_of(mention.name, o.name)}
    return replace(mention, key=owners.pop()) if len(owners) == 1 else mention


def _link_aliases_once(
    partition: Partition,
    mentions: Sequence[Mention],
    apart: Sequence[tuple[str, ...]],
    may_link: Callable[[str, Mention, Mention], bool],
) -> bool:
    """Apply all links that are unique at the beginning of the round; return True when one was applied.

    Links that share an entity stand or fall together: which of them "came first" must not matter.
    """
    proposals = _proposals(partition, mentions, may_link)
    together = Partition(len(mentions))
    for left, right in proposals:
        together.unite((left, right))
    joined = defaultdict(list)
    for root in sorted({root for pair in proposals for root in pair}):
        joined[together.root(root)].append(root)
    members = {found[0]: found for found in partition.sets()} if proposals else {}
    changed = False
    for roots in joined.values():
        if not _contradicts([mentions[member] for root in roots for member in members[root]], apart):
            partition.unite(roots)
            changed = True
    return changed


def _proposals(
    partition: Partition, mentions: Sequence[Mention], may_link: Callable[[str, Mention, Mention], bool]
) -> list[tuple[int, int]]:
    """Return pairs of sets: the only owner of an alias, and the entity of that name."""
    owners: dict[str, dict[int, int]] = defaultdict(dict)
    named: dict[str, int] = {}
    for number, mention in enumerate(mentions):
        named.setdefault(mention.key, number)
        for alias in mention.alias_keys:
            owners[alias].setdefault(partition.root(number), number)
    pairs = []
    for alias, numbers in owners.items():
        if len(numbers) != 1:
            continue
        (owner_root, owner), other = *numbers.items(), named.get(alias)
        if (
            other is not None
            and partition.root(other) != owner_root
            and may_link(alias, mentions[owner], mentions[other])
        ):
            pairs.append((owner_root, partition.root(other)))
    return pairs


def _contradicts(mentions: Sequence[Mention], apart: Sequence[tuple[str, ...]]) -> bool:
    """Return True when a decision, a reference list or one article holds two of these mentions apart."""
    names = {mention.name for mention in mentions}
    if any(len(names & set(entry)) > 1 for entry in apart):
        return True
    by_article = defaultdict(list)
    for mention in mentions:
        by_article[mention.article_id].append(mention)
    return any(_are_two(left, right) for group in by_article.values() for left, right in combinations(group, 2))


def _are_two(left: Mention, right: Mention) -> bool:
    """Return True when one article (or the reference list) means two bodies by these two mentions."""
    if left.key == right.key or right.key in left.alias_keys or left.key in right.alias_keys:
        return False
    return not (is_abbreviation_of(left.name, right.name) or is_abbreviation_of(right.name, left.name))
