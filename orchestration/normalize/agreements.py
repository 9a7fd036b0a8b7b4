"""Agreements: which statements, in one article or several, tell of the same agreement.

Here: the rules for merging, over plain values. Not here: reading facts and writing rows (`partnerships`).

The rules, in this order; each looks at sets of statements that the rule before left, never at the order of rows:
1. Same parties, same family of kinds, dates that agree: days up to 31 apart, a month with the days in it or next to
   it, a year with what else happened in it. A less exact date joins only when exactly one agreement fits.
2. A statement without a date joins the only agreement of its article with the same parties and family, else the only
   one of the corpus. Where there is none, such statements are one agreement; where there are several, they are one
   per article.
3. A set that names only some of the parties joins the only set of the same kind that names them all, when no dates
   contradict each other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from orchestration.normalize.partition import Partition

MAX_DAYS_APART = 31  # the signing and its announcement, or the news of it in a monthly
# Articles use these words for one event: an MoU is an agreement, and often about a joint centre.
PACT_KINDS = frozenset({"mou", "agreement", "joint_research", "joint_center", "alliance", "other"})


@dataclass(frozen=True)
class Statement:
    """One fact about an agreement, with organizations as ids and the date as a value."""

    fact_id: str
    article_id: str
    parties: frozenset[str]
    kind: str
    on: dt.date | None
    precision: str | None

    @property
    def family(self) -> str:
        """Kinds of one family may be words for one event."""
        return "pact" if self.kind in PACT_KINDS else self.kind


def merge_statements(statements: Sequence[Statement]) -> list[list[int]]:
    """Return sets of positions in `statements` that tell of one agreement; the same sets for every order."""
    partition = Partition(len(statements))
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, statement in enumerate(statements):
        groups[statement.family, statement.parties].append(number)
    for members in groups.values():
        _merge_days(partition, statements, members)
        for precision in ("month", "year"):
            _merge_periods(partition, statements, members, precision)
        _merge_undated(partition, statements, members)
    _merge_subsets(partition, statements)
    return partition.sets()


def agree(left: Statement, right: Statement) -> bool:
    """Return True when two dates can be those of one agreement; a statement without a date agrees with all."""
    if left.on is None or right.on is None:
        return True
    if "year" in (left.precision, right.precision):
        return left.on.year == right.on.year
    if left.precision == right.precision == "month":
        return left.on == right.on
    (a, b), (c, d) = _period(left), _period(right)
    return (c - b).days <= MAX_DAYS_APART and (a - d).days <= MAX_DAYS_APART


def _period(statement: Statement) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a date that is a day or a month."""
    assert statement.on is not None  # callers have looked
    if statement.precision == "day":
        return statement.on, statement.on
    following = (statement.on.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return statement.on, following - dt.timedelta(days=1)


def _merge_days(partition: Partition, statements: Sequence[Statement], members: Iterable[int]) -> None:
    """Unite days that follow each other within the limit (a chain of them is one, as order must not matter)."""
    days = sorted((found, m) for m in members if statements[m].precision == "day" and (found := statements[m].on))
    for (first, left), (second, right) in pairwise(days):
        if (second - first).days <= MAX_DAYS_APART:
            partition.unite((left, right))


def _merge_periods(
    partition: Partition, statements: Sequence[Statement], members: Sequence[int], precision: str
) -> None:
    """Unite the statements of one month (or year), and these with the only more exact set that fits all of them."""
    exact = [m for m in members if statements[m].on and _rank(statements[m]) < RANKS[precision]]
    periods = defaultdict(list)
    for member in members:
        if statements[member].precision == precision:
            periods[statements[member].on].append(member)
    joins = []
    for found in periods.values():
        partition.unite(found)
        fits = {partition.root(m) for m in exact if agree(statements[m], statements[found[0]])}
        joins.append((found[0], fits))
    for member, fits in joins:
        if len(fits) == 1 and sum(fits == others for _, others in joins) == 1:
            partition.unite((member, *fits))


RANKS = {"day": 0, "month": 1, "year": 2}


def _rank(statement: Statement) -> int:
    return RANKS[statement.precision or "year"]


def _merge_undated(partition: Partition, statements: Sequence[Statement], members: Sequence[int]) -> None:
    """Apply rule 2 to the statements of one group."""
    dated = [m for m in members if statements[m].on]
    everywhere = {partition.root(m) for m in dated}
    in_article: dict[str, set[int]] = defaultdict(set)
    for member in dated:
        in_article[statements[member].article_id].add(partition.root(member))
    waiting = defaultdict(list)
    for member in members:
        if statements[member].on:
            continue
        article_id = statements[member].article_id
        only = next((f for f in (in_article.get(article_id, set()), everywhere) if len(f) == 1), set())
        if only:
            partition.unite((member, *only))
        else:
            waiting[article_id if everywhere else None].append(member)
    for found in waiting.values():
        partition.unite(found)


def _merge_subsets(partition: Partition, statements: Sequence[Statement]) -> None:
    """Apply rule 3, from the largest sets of parties down, so that a chain of subsets ends in one agreement."""
    by_party: dict[str, list[int]] = defaultdict(list)
    for number, statement in enumerate(statements):
        for party in statement.parties:
            by_party[party].append(number)
    for size in sorted({len(s.parties) for s in statements}, reverse=True):
        sets = [found for found in partition.sets() if max(len(statements[m].parties) for m in found) == size]
        wishes: dict[int, list[int]] = defaultdict(list)
        for found in sets:
            targets = _supersets(partition, statements, found, by_party)
            if len(targets) == 1:
                wishes[targets.pop()].append(found[0])
        whole = {found[0]: found for found in partition.sets()} if wishes else {}
        for target, roots in wishes.items():
            together = [statements[m] for root in (target, *roots) for m in whole[root]]
            if all(agree(a, b) for a, b in combinations(_dated(together), 2)):
                partition.unite((target, *roots))


def _supersets(
    partition: Partition, statements: Sequence[Statement], found: Sequence[int], by_party: dict[str, list[int]]
) -> set[int]:
    """Return the other sets that share a kind with this one, name all its parties and more, and agree in date."""
    parties = frozenset().union(*(statements[m].parties for m in found))
    kinds = {statements[m].kind for m in found}
    rarest = min((by_party[party] for party in parties), key=len)
    return {
        partition.root(other)
        for other in rarest
        if statements[other].kind in kinds
        and statements[other].parties > parties
        and all(agree(statements[m], statements[other]) for m in found)
    } - {partition.root(found[0])}


def _dated(statements: Iterable[Statement]) -> list[Statement]:
    """Return one statement per distinct date; those without one contradict nothing."""
    return list({(s.on, s.precision): s for s in statements if s.on}.values())
