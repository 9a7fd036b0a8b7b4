"""Lost entities: organizations and programs whose published id no statement of today gives any more.

Extraction that reads a name differently, or an article that gives way to another version of it, makes such ids. A name
leads on where one body of today has it and nothing speaks against it; a sentence leads on where it now states one body
of a similar name. Similar names alone lead nowhere, as they merge nothing (`clusters`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import polars as pl

from orchestration.language.names import is_abbreviation_of
from orchestration.normalize.lost_ids import Stated, Verdict, without_twins
from orchestration.normalize.past import Past, Published

# "Tern Institut" and "Tern Institute" have 0.96, "Lab One" and "Lab Two" 0.71.
SIMILAR = 0.85


@dataclass(frozen=True)
class LostEntities:
    """The rules for one kind. `rows`: id, name, aliases and city_id of the rows of today."""

    rows: pl.DataFrame
    stated: Stated
    past: Past
    key: Callable[[str], str]
    is_generic: Callable[[str], bool]

    def verdict(self, lost: Published) -> Verdict:
        """Return where a lost id leads: by its name, by its other spellings, by its sentences; else why nowhere."""
        spelled = self._named(lost, lost.spellings)
        parts = spelled & self.stated.by_sentence(lost)
        if len(parts) > 1:  # its sentences state several now, so that it fell apart
            return Verdict("several_rows", None, tuple(sorted(parts)))
        named = self._named(lost, [lost.name]) or spelled
        return (
            self.stated.choose(lost, named, "name")
            or self.stated.choose(lost, self._similar(lost), "sentence")
            or self.stated.retired(lost)
        )

    def _named(self, lost: Published, spellings: Iterable[str]) -> frozenset[str]:
        keys = {key for key in map(self.key, spellings) if not self.is_generic(key)}
        found = without_twins(lost, {each for key in keys for each in self._by_key.get(key, ())}, self.past)
        return frozenset(each for each in found if self._may_be_in(each, lost.city_id))

    def _similar(self, lost: Published) -> frozenset[str]:
        return frozenset(
            each
            for each in self.stated.by_sentence(lost)
            if any(self._are_similar(one, other) for one in lost.spellings for other in self._spellings[each])
        )

    def _are_similar(self, one: str, other: str) -> bool:
        left, right = set(self.key(one).split()), set(self.key(other).split())
        if left <= right or right <= left or is_abbreviation_of(one, other) or is_abbreviation_of(other, one):
            return True
        return SequenceMatcher(None, self.key(one), self.key(other), autojunk=False).ratio() >= SIMILAR

    def _may_be_in(self, entity_id: str, city_id: str | None) -> bool:
        return city_id is None or self._cities[entity_id] in (None, city_id)

    @cached_property
    def _spellings(self) -> Mapping[str, list[str]]:
        return {each: [name, *aliases] for each, name, aliases, _ in self.rows.iter_rows()}

    @cached_property
    def _cities(self) -> Mapping[str, str | None]:
        return {each: city_id for each, _, _, city_id in self.rows.iter_rows()}

    @cached_property
    def _by_key(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for each, spellings in self._spellings.items():
            for spelling in spellings:
                found[self.key(spelling)].add(each)
        return found
