"""Clusters: which mentions of names, in different articles, are one entity.

Here: rules for names alone, shared by organizations and programs. Not here: what two kinds of entity add to them
(`organizations`, `programs`), the folding of names (`language.names`). Similar spelling alone never merges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from orchestration.language.names import is_abbreviation_of
from orchestration.normalize.decisions import Decisions
from orchestration.normalize.partition import Partition, unite_by

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


def cluster(
    mentions: Sequence[Mention], decisions: Decisions, may_link: Callable[[str, Mention, Mention], bool]
) -> list[list[int]]:
    """Return sets of positions in `mentions` that are one entity; the same sets for every order of mentions.

    Equal keys are one. Then, in rounds until nothing changes, a spelling that exactly one entity of the corpus has as
    an alias joins that entity and the one of that name. `may_link(alias, owner, named)` can forbid it; so do decisions
    of people, and an article that names both as two bodies. Then what people made one becomes one, with all that each
    was called, and the rounds go on.
    """
    partition = Partition(len(mentions))
    unite_by(partition, [mention.key for mention in mentions])
    _link_aliases(partition, mentions, decisions, may_link)
    partition = _decided(partition, mentions, decisions)
    _link_aliases(partition, mentions, decisions, may_link)
    return partition.sets()


def _decided(linked: Partition, mentions: Sequence[Mention], decisions: Decisions) -> Partition:
    """Return the partition with the decisions of people in it; they go before links of aliases."""
    partition = _united(mentions, decisions)
    joined = Partition(len(mentions))
    unite_by(joined, [linked.root(member) for member in range(len(mentions))])
    unite_by(joined, [decisions.group(mention.name) for mention in mentions])
    for members in joined.sets():
        if not decisions.hold_apart({mentions[member].name for member in members}):
            partition.unite(members)
    return partition


def keyed_by_article(mentions: Sequence[Mention], decisions: Decisions) -> list[Mention]:
    """Give a name that is the alias or abbreviation of one other entity of its article that entity's key.

    Inside an article an alias is beyond doubt, whatever other articles call so; only people may doubt it. Mentions of a
    reference list (article_id None) keep their keys.
    """
    by_article: dict[str | None, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_article[mention.article_id].append(mention)
    keyed = [
        _rekeyed(mention, by_article[mention.article_id]) if mention.article_id is not None else mention
        for mention in mentions
    ]
    while undone := _against_decisions(keyed, mentions, decisions):
        for member in undone:
            keyed[member] = mentions[member]
    return keyed


def _against_decisions(keyed: Sequence[Mention], mentions: Sequence[Mention], decisions: Decisions) -> list[int]:
    """Return the mentions with a key of another that are in one set with what people hold apart."""
    return [
        member
        for members in _united(keyed, decisions).sets()
        if decisions.hold_apart({mentions[member].name for member in members})
        for member in members
        if keyed[member].key != mentions[member].key
    ]


def _united(mentions: Sequence[Mention], decisions: Decisions) -> Partition:
    """Return what is one by equal keys and by what people decided."""
    partition = Partition(len(mentions))
    unite_by(partition, [mention.key for mention in mentions])
    unite_by(partition, [decisions.group(mention.name) for mention in mentions])
    return partition


def _rekeyed(mention: Mention, others: Sequence[Mention]) -> Mention:
    owners = {o.key for o in others if o.key != mention.key and mention.key in o.alias_keys}
    if not owners and len(mention.name) >= SHORTEST_ABBREVIATION:
        owners = {o.key for o in others if o.key != mention.key and is_abbreviation_of(mention.name, o.name)}
    return replace(mention, key=owners.pop()) if len(owners) == 1 else mention


def _link_aliases(
    partition: Partition,
    mentions: Sequence[Mention],
    decisions: Decisions,
    may_link: Callable[[str, Mention, Mention], bool],
) -> None:
    while _link_aliases_once(partition, mentions, decisions, may_link):
        pass


def _link_aliases_once(
    partition: Partition,
    mentions: Sequence[Mention],
    decisions: Decisions,
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
        if not _contradicts([[mentions[member] for member in members[root]] for root in roots], decisions):
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


def _contradicts(entities: Sequence[Sequence[Mention]], decisions: Decisions) -> bool:
    """Return True when a decision, a reference list or one article holds mentions of two of these entities apart."""
    if decisions.hold_apart({mention.name for entity in entities for mention in entity}):
        return True
    by_article: dict[str | None, list[tuple[int, Mention]]] = defaultdict(list)
    for number, entity in enumerate(entities):
        for mention in entity:
            by_article[mention.article_id].append((number, mention))
    pairs = (pair for group in by_article.values() for pair in combinations(group, 2))
    return any(one != other and _are_two(left, right) for (one, left), (other, right) in pairs)


def _are_two(left: Mention, right: Mention) -> bool:
    """Return True when one article (or the reference list) means two bodies by these two mentions."""
    if left.key == right.key or right.key in left.alias_keys or left.key in right.alias_keys:
        return False
    return not (is_abbreviation_of(left.name, right.name) or is_abbreviation_of(right.name, left.name))
