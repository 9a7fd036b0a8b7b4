"""Variants of annotated articles: other names in the same places, guests, members, fewer lines, lost accents, titles.

A name teaches nothing about the next article; where it stands, and what shape it has, does. Names are exchanged for
those of other articles: an organization for one of its type with as many spellings, a person for a person. Some
organizations get a name that readers know (`known`).
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orchestration.language.names import SMALL_WORDS, fold
from orchestration.learning.guests import GuestList
from orchestration.learning.known import Pools
from orchestration.learning.markup import AnnotatedArticle, FactLine, Mention, moved
from orchestration.learning.members import MemberList

Names = tuple[str, ...]
SWAPPED = "ogpl"


@dataclass(frozen=True)
class Chances:
    """How often what is done: per article, and per name of an article that is chosen."""

    article: float = 0.9
    name: float = 0.7
    known: float = 0.2
    shorter: float = 0.4
    line: float = 0.3
    guests: float = 0.2
    members: float = 0.12
    accents: float = 0.08
    case_title: float = 0.3  # as most releases and trade media write headlines, and few hands of the corpus do
    upper_title: float = 0.06
    lower_title: float = 0.04


class Augmenter:
    """Makes variants with the names of a corpus."""

    def __init__(
        self, articles: Sequence[AnnotatedArticle], chances: Chances | None = None, known: Pools | None = None
    ) -> None:
        """Collect the names of the articles by kind and number of spellings; `known` has others of the same shape."""
        self._chances = chances or Chances()
        self._known = known or {}
        self._guests, self._members = GuestList(articles), MemberList(articles)
        self._pools: dict[tuple[str, int], list[Names]] = defaultdict(list)
        for article in articles:
            for mark, names in article.names.items():
                if mark[0] in SWAPPED:
                    self._pools[_kind(article, mark), len(names)].append(names)

    def vary(self, article: AnnotatedArticle, chance: random.Random) -> AnnotatedArticle:
        """Return a variant of an article, or the article itself."""
        if chance.random() < self._chances.article:
            article = self._with_other_names(article, chance)
        if chance.random() < self._chances.guests:
            article = self._guests.add_to(article, chance)
        if chance.random() < self._chances.members:
            article = self._members.add_to(article, chance)
        if chance.random() < self._chances.shorter:
            article = _shorter(article, self._chances.line, chance)
        if chance.random() < self._chances.accents:
            article = _without_accents(article)
        return self._with_other_case(article, chance) if article.title else article

    def _with_other_case(self, article: AnnotatedArticle, chance: random.Random) -> AnnotatedArticle:
        """Write the title in capitals, without any, or with one at each word, as other newsrooms do."""
        title = article.title or ""
        if chance.random() < self._chances.upper_title:
            return _titled(article, title.upper())
        if chance.random() < self._chances.lower_title:
            return _titled(article, title.lower())
        return _titled(article, _in_title_case(title)) if chance.random() < self._chances.case_title else article

    def _with_other_names(self, article: AnnotatedArticle, chance: random.Random) -> AnnotatedArticle:
        other: dict[str, dict[str, str]] = {}
        taken = article.spellings
        for mark, names in sorted(article.names.items()):
            shape = (_kind(article, mark), len(names))
            pool = self._pools.get(shape, [])
            if pool and mark[0] in SWAPPED and chance.random() < self._chances.name:
                known = self._known.get(shape) if chance.random() < self._chances.known else None
                chosen = chance.choice(known or pool)
                if taken.isdisjoint(chosen):
                    taken.update(chosen)
                    other[mark] = dict(zip(names, chosen, strict=True))
        places = {fold(old): new for mark, names in other.items() if mark[0] == "l" for old, new in names.items()}
        facts = tuple(_in_city(fact, places) for fact in article.facts)
        return _rewritten(replace(article, facts=facts), other)


def _in_city(fact: FactLine, places: Mapping[str, str]) -> FactLine:
    """Return the fact of a place with the new name of its city, where that has one; `places` are by folded old name."""
    city = fold(fact.values.get("city", "")) if fact.kind == "l" else ""
    return replace(fact, values=fact.values | {"city": places[city]}) if city in places else fact


def _kind(article: AnnotatedArticle, mark: str) -> str:
    """Return what names may be exchanged for each other: the letter with the type, or whether a place is a city."""
    fact = next((fact for fact in article.facts if fact.id == mark), None)
    values = fact.values if fact else {}
    return mark[0] + (values.get("type") or values.get("kind") or ("city" if "city" in values else ""))


def _rewritten(article: AnnotatedArticle, other: dict[str, dict[str, str]]) -> AnnotatedArticle:
    """Write the names of some marks anew; names that lie in or around other mentions stay."""
    edits = []
    for mention in article.mentions:
        words = " ".join(article.text[mention.start : mention.end].split())
        name = other.get(mention.ids[0], {}).get(words)
        if name and not mention.is_nominal and _lies_alone(mention, article.mentions):
            edits.append((mention.start, mention.end, name))
    return _edited(article, edits)


def _lies_alone(mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    return not any(
        other is not mention and other.start < mention.end and mention.start < other.end for other in mentions
    )


def _edited(article: AnnotatedArticle, edits: list[tuple[int, int, str]]) -> AnnotatedArticle:
    """Replace stretches of the text (sorted, apart) and move the mentions along."""
    pieces, position, length = [], 0, 0
    moved: list[tuple[int, int, int]] = []  # old start, old end, shift behind
    for start, end, words in edits:
        pieces += [article.text[position:start], words]
        length += len(words) - (end - start)
        moved.append((start, end, length))
        position = end
    pieces.append(article.text[position:])

    def place(offset: int, *, is_end: bool) -> int:
        shift = 0
        for start, end, behind in moved:
            if offset >= end and (is_end or offset > start):
                shift = behind
        return offset + shift

    mentions = tuple(
        replace(each, start=place(each.start, is_end=False), end=place(each.end, is_end=True))
        for each in article.mentions
    )
    return replace(article, text="".join(pieces), mentions=mentions)


def _shorter(article: AnnotatedArticle, share: float, chance: random.Random) -> AnnotatedArticle:
    """Leave out some lines whose facts no other line needs or repeats; one line stays."""
    whole, start = article, len(article.title or "")
    while start < len(article.text):
        end = article.text.find("\n", start) + 1 or len(article.text)
        if article.text[start:end].strip() and chance.random() < share and _stands_alone(article, start, end):
            article = _without_line(article, start, end)
        else:
            start = end
    return article if article.text.strip() else whole


def _stands_alone(article: AnnotatedArticle, start: int, end: int) -> bool:
    """True where what a line tells is told nowhere else, and what it names is named elsewhere or not at all."""
    inside = {mark for each in article.mentions if start <= each.start < end for mark in each.ids}
    outside = [each for each in article.mentions if not start <= each.start < end]
    repeated = {mark for each in outside for mark in each.ids}
    named = {each.ids[0] for each in outside if not each.is_nominal}
    return all(mark[0] in "ol" and mark in named for mark in inside & repeated)


def _without_line(article: AnnotatedArticle, start: int, end: int) -> AnnotatedArticle:
    mentions = moved((each for each in article.mentions if not start <= each.start < end), end, start - end)
    return replace(article, text=article.text[:start] + article.text[end:], mentions=tuple(mentions))


def _without_accents(article: AnnotatedArticle) -> AnnotatedArticle:
    plain = "".join(found if len(found := _plain(character)) == 1 else character for character in article.text)
    return replace(article, text=plain)


def _plain(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))


def _in_title_case(title: str) -> str:
    """Return a headline with a capital at each word but small ones: "Acme to Open Its Third Hub in Oulu"."""
    first, *words = title.split(" ")
    return " ".join([first, *(word if word in SMALL_WORDS else word[:1].upper() + word[1:] for word in words)])


def _titled(article: AnnotatedArticle, title: str) -> AnnotatedArticle:
    """Write the title anew, where that keeps its length (some letters grow in capitals)."""
    old = article.title or ""
    if len(title) != len(old) or not article.text.startswith(old):
        return article
    return replace(article, text=title + article.text[len(old) :], title=title)
