"""Which articles are copies of others: the same text, near copies, and older versions of one address.

Each group has one canonical article, from which facts are taken; the others are kept and counted as copies of it. Not
here: the same event in articles written independently, whose facts are merged later. The order of the articles
makes no difference. Figures and thresholds: docs/decisions/0027-copies.md.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from orchestration.load.copy_addresses import address_key
from orchestration.load.copy_index import CopyIndex
from orchestration.load.copy_texts import comparable

# Of two nearly equally long articles the earlier is the original; a shorter one was cut.
MOST_COMPLETE = 0.9
# A page with several releases in it is no copy of any of them: their dates and addresses would be lost.
CLEARLY_SHORTER = 0.6
# Saved without a time, two texts from one address may be parts of one page, saved apart: versions share some of it.
LEAST_OF_A_VERSION = 0.3
# Fetched again, a text that shares nothing with the old one replaces it, unless it is much shorter: "Page not found".
LEAST_LEFT = 0.5

Kind = Literal["same_text", "near_copy", "older_version"]


@dataclass(frozen=True)
class Candidate:
    """What is looked at of an article. `article_id` is unique; `fetched_at` is when its address held this content."""

    article_id: str
    source_uri: str
    address: str | None
    published_on: date | None
    published_on_precision: str | None
    fetched_at: datetime | None
    has_meta: bool
    word_count: int
    text: str


@dataclass(frozen=True)
class Copy:
    """An article that is set aside for its canonical one; `similarity` is the share of rows of words of both (0-1)."""

    article_id: str
    canonical_id: str
    kind: Kind
    similarity: float


def find_copies(articles: Sequence[Candidate]) -> list[Copy]:
    """The copies among `articles`, sorted by id. An article that is not in the answer is canonical."""
    ordered = sorted(articles, key=_longest_first)
    if len(ordered) < 2:
        return []
    index = CopyIndex([article.text for article in ordered])
    links = _older_versions(ordered, index)
    kinds: dict[int, Kind] = dict.fromkeys(links, "older_version")
    links |= _same_texts(ordered, links)
    kinds |= dict.fromkeys(links.keys() - kinds.keys(), "same_text")
    links |= _near_copies(ordered, index, links)
    found = (_copy(position, kinds.get(position, "near_copy"), links, ordered, index) for position in links)
    return sorted(found, key=lambda copy: copy.article_id)


def _older_versions(articles: Sequence[Candidate], index: CopyIndex) -> dict[int, int]:
    """For each older version the position of the newest."""
    found: dict[int, int] = {}
    for versions in _equal(articles, range(len(articles)), lambda article: address_key(article.address)):
        newest = max(versions, key=lambda position: _age(articles[position]))
        found |= {old: newest for old in versions if old != newest and _is_older(old, newest, articles, index)}
    return found


def _is_older(old: int, newest: int, articles: Sequence[Candidate], index: CopyIndex) -> bool:
    before, now = articles[old], articles[newest]
    if comparable(before.text) == comparable(now.text):
        return False
    if index.overlap(old, newest).inside >= LEAST_OF_A_VERSION:
        return True
    return bool(before.fetched_at and now.fetched_at) and now.word_count >= LEAST_LEFT * before.word_count


def _same_texts(articles: Sequence[Candidate], aside: Container[int]) -> dict[int, int]:
    """For each article with the text of another one the position of that one."""
    left = [position for position in range(len(articles)) if position not in aside]
    found: dict[int, int] = {}
    for same in _equal(articles, left, lambda article: comparable(article.text)):
        first = _canonical(same, articles)
        found |= {position: first for position in same if position != first}
    return found


def _near_copies(articles: Sequence[Candidate], index: CopyIndex, aside: Container[int]) -> dict[int, int]:
    """For each near copy the position of its canonical article. All members of a group are copies of that one itself.

    The longest article that is left gathers a group, and the group chooses. What is a copy of the longest but not of
    the chosen one stays, and gathers or joins a later group: A like B and B like C do not make A a copy of C.
    """
    left = []
    for position in range(len(articles)):
        left.append(position) if position not in aside else index.remove(position)
    found: dict[int, int] = {}
    done: set[int] = set()
    for longest in left:
        if longest in done:
            continue
        group = _group(longest, articles, index)
        canonical = _canonical([longest, *group], articles)
        members = group if canonical == longest else _group(canonical, articles, index)
        found |= dict.fromkeys(members, canonical)
        for position in {longest, canonical, *members}:
            done.add(position)
            index.remove(position)
    return found


def _group(position: int, articles: Sequence[Candidate], index: CopyIndex) -> list[int]:
    """The copies of an article. Of a page that holds several unlike articles they are none."""
    group = list(index.copies_of(position))
    parts = [other for other in group if articles[other].word_count < CLEARLY_SHORTER * articles[position].word_count]
    is_round_up = any(not index.are_copies(parts[0], part) for part in parts[1:])
    return [other for other in group if other not in parts] if is_round_up else group


def _canonical(group: Sequence[int], articles: Sequence[Candidate]) -> int:
    most = max(articles[position].word_count for position in group)
    complete = [position for position in group if articles[position].word_count >= MOST_COMPLETE * most]
    return min(complete, key=lambda position: _original_first(articles[position]))


def _copy(position: int, kind: Kind, links: dict[int, int], articles: Sequence[Candidate], index: CopyIndex) -> Copy:
    canonical = links[position]
    while canonical in links:
        canonical = links[canonical]
        kind = "near_copy" if kind == "same_text" else kind
    similarity = 1.0 if kind == "same_text" else index.overlap(position, canonical).jaccard
    return Copy(articles[position].article_id, articles[canonical].article_id, kind, round(similarity, 4))


def _equal(
    articles: Sequence[Candidate], positions: Iterable[int], key: Callable[[Candidate], str | None]
) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for position in positions:
        if (value := key(articles[position])) is not None:
            groups[value].append(position)
    return [group for group in groups.values() if len(group) > 1]


def _longest_first(article: Candidate) -> tuple[int, date, bool, str, str]:
    return (-article.word_count, *_original_first(article))


def _original_first(article: Candidate) -> tuple[date, bool, str, str]:
    return (_published_by(article), not article.has_meta, article.source_uri, article.article_id)


def _published_by(article: Candidate) -> date:
    """The last day of what is known of the date: an exact day comes before "in that month"."""
    on = article.published_on
    if on is None:
        return date.max
    if article.published_on_precision == "year":
        return on.replace(month=12, day=31)
    return on.replace(day=monthrange(on.year, on.month)[1]) if article.published_on_precision == "month" else on


def _age(article: Candidate) -> tuple[bool, float, date, int, str]:
    """The greater, the newer."""
    fetched = article.fetched_at.timestamp() if article.fetched_at else 0.0
    return (
        article.fetched_at is not None,
        fetched,
        article.published_on or date.min,
        article.word_count,
        article.source_uri,
    )
