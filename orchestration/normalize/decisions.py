"""Decisions: what the corrections say of names of one kind, taken together: which are one, and which are two.

Here: following decisions through others (A is B, B is C), and finding those that can't all hold. Not here: reading them
(`corrections`), applying them to mentions (`clusters`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from itertools import combinations

from orchestration.normalize.corrections import Correction
from orchestration.normalize.partition import Partition


class Decisions:
    """Names that are one, and names that are two. The corrections must not contradict each other."""

    def __init__(self, corrections: Collection[Correction]) -> None:
        """Follow all corrections; they are of one kind."""
        self._group = _groups(corrections)
        apart = (pair for entry in corrections if not entry.is_same for pair in combinations(entry.names, 2))
        self._apart = {frozenset((self._of(left), self._of(right))) for left, right in apart}
        self._divided = frozenset().union(*self._apart)

    def group(self, name: str) -> int | None:
        """Return a number that all names have which people made one with this; None where there are none."""
        return self._group.get(name)

    def hold_apart(self, names: Set[str]) -> bool:
        """Return whether people hold any two of these names apart, or names that they made one with them."""
        concerned = {self._of(name) for name in names} & self._divided
        return any(frozenset(pair) in self._apart for pair in combinations(concerned, 2))

    def _of(self, name: str) -> int | str:
        return self._group.get(name, name)


def contradicting(corrections: Sequence[Correction]) -> list[Correction]:
    """Return the corrections, of one kind, that can't all hold.

    They are a `different` of names that others make one, and all of those others: which of them is wrong, only people
    know.
    """
    group = _groups(corrections)
    broken = {
        group[left]
        for entry in corrections
        if not entry.is_same
        for left, right in combinations(entry.names, 2)
        if left in group and group[left] == group.get(right)
    }
    return [entry for entry in corrections if _is_broken(entry, group, broken)]


def _is_broken(entry: Correction, group: dict[str, int], broken: Set[int]) -> bool:
    found = [group[name] for name in entry.names if name in group]
    return any(each in broken for each in found) and (entry.is_same or len(found) > len(set(found)))


def _groups(corrections: Collection[Correction]) -> dict[str, int]:
    """Return a number for each name of a `same`; names that are one have one number."""
    same = [entry.names for entry in corrections if entry.is_same]
    number = {name: place for place, name in enumerate(sorted({name for names in same for name in names}))}
    partition = Partition(len(number))
    for names in same:
        partition.unite(number[name] for name in names)
    return {name: partition.root(place) for name, place in number.items()}
