"""Partition: disjoint sets of numbers, which grow together.

Here: the sets. Not here: what the numbers stand for, and why two belong together (`clusters`, `decisions`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable


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
