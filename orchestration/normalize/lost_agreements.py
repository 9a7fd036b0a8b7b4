"""Lost agreements: agreements whose published id no statement of today gives any more.

The id of an agreement holds its article, so it changes whenever a copy becomes the original, or a file is edited. The
same sentence about the same parties leads on; so do the same parties, kind and year. Parties are compared as they are
called today: their own ids may have been merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from orchestration.normalize.agreements import PACT_KINDS
from orchestration.normalize.lost_ids import Stated, Verdict, without_twins
from orchestration.normalize.past import Past, Published


@dataclass(frozen=True)
class LostAgreements:
    """The rules. `rows`: core.partnerships; `parties`: core.partnership_parties; `today`: where ids of parties lead."""

    rows: pl.DataFrame
    parties: pl.DataFrame
    stated: Stated
    past: Past
    today: Mapping[str, str]

    def verdict(self, lost: Published) -> Verdict:
        """Return where a lost id leads: by its sentences, by its parties; else why nowhere."""
        parties = frozenset(self.today.get(each, each) for each in lost.party_ids)
        if lost.party_ids and len(parties) < 2:
            return Verdict("parties_are_one")
        return (
            self.stated.choose(lost, self._in_its_sentences(lost, parties), "sentence")
            or self.stated.choose(lost, self._with_its_parties(lost, parties), "parties")
            or self.stated.retired(lost)
        )

    def _in_its_sentences(self, lost: Published, parties: frozenset[str]) -> frozenset[str]:
        """Return the agreements of its sentences that share two parties; new ones, all parties, its kind are better."""
        found = frozenset(each for each in self.stated.by_sentence(lost) if len(self._parties[each] & parties) > 1)
        found = without_twins(lost, found, self.past) or found
        found = frozenset(each for each in found if self._parties[each] == parties) or found
        return frozenset(each for each in found if self._are_of_one_kind(lost, each)) or found

    def _with_its_parties(self, lost: Published, parties: frozenset[str]) -> frozenset[str]:
        found = without_twins(lost, self._by_parties.get(parties, frozenset()), self.past)
        return frozenset(each for each in found if self._are_of_one_kind(lost, each) and self._may_be_one(lost, each))

    def _are_of_one_kind(self, lost: Published, partnership_id: str) -> bool:
        kinds = {lost.kind, self._kinds[partnership_id]}
        return len(kinds) == 1 or kinds <= PACT_KINDS

    def _may_be_one(self, lost: Published, partnership_id: str) -> bool:
        """Return True for the same year; where one has none, an article in common must speak for it."""
        year = self._years[partnership_id]
        if None not in (year, lost.year):
            return year == lost.year
        return year == lost.year or partnership_id in self.stated.by_article(lost)

    @cached_property
    def _parties(self) -> Mapping[str, frozenset[str]]:
        grouped = self.parties.group_by("partnership_id").agg("organization_id")
        return {each: frozenset(found) for each, found in grouped.iter_rows()}

    @cached_property
    def _by_parties(self) -> Mapping[frozenset[str], Collection[str]]:
        found: dict[frozenset[str], set[str]] = defaultdict(set)
        for each, parties in self._parties.items():
            found[parties].add(each)
        return found

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return dict(self.rows.select("partnership_id", "kind").iter_rows())

    @cached_property
    def _years(self) -> Mapping[str, int | None]:
        return dict(self.rows.select("partnership_id", "year").iter_rows())
