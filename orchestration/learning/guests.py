"""Lists of guests, added to articles: persons, titles and organizations in the orders that real ones mix.

Here: how such a paragraph is made and put in. Not here: other variants (`augment`), phrases (`guests.yml`).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from orchestration.learning.markup import AnnotatedArticle, FactLine
from orchestration.learning.paragraphs import as_mention, free_lines, names_by_type, unused, with_paragraph

PHRASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("guests.yml").read_text(encoding="utf-8"))
FIRST_MARK = 900  # no article has that many things
FEWEST, MOST = 2, 7
KNOWN = 0.4  # share of guests that come from an organization of the article
SPEAKING = 0.3  # share of lists in which each guest says something


@dataclass(frozen=True)
class Post:
    """A title as some article gives it, with the type of the organization."""

    title: str
    type: str


class GuestList:
    """Makes lists of guests from the persons, titles and organizations of a corpus."""

    def __init__(self, articles: Sequence[AnnotatedArticle]) -> None:
        """Collect persons, posts, and organizations by type."""
        persons = (names[0] for each in articles for mark, names in each.names.items() if mark[0] == "p")
        self._persons = [name for name in persons if " " in name]
        self._posts = [post for each in articles for post in _posts(each)]
        self._organizations = names_by_type(articles)

    def add_to(self, article: AnnotatedArticle, chance: random.Random) -> AnnotatedArticle:
        """Return the article with a list of guests behind one of its lines; without posts to choose from, as it is."""
        free = free_lines(article)
        if not (self._posts and self._persons and free):
            return article
        return with_paragraph(article, chance.choice(free), *self._paragraph(article, chance))

    def _paragraph(self, article: AnnotatedArticle, chance: random.Random) -> tuple[str, list[FactLine]]:
        """Return a marked paragraph and the facts of its marks."""
        known = article.spellings
        fresh = unused(self._persons, known)
        persons = chance.sample(fresh, min(MOST, len(fresh)))
        own = [fact for fact in article.of_kind("o") if fact.id in article.names and "type" in fact.values]
        facts: list[FactLine] = []
        are_speaking, is_mixed = chance.random() < SPEAKING, chance.random() < 0.5
        choose = _voice if are_speaking else _pattern
        pattern = choose(chance)
        guests = []
        for number in range(FIRST_MARK, FIRST_MARK + chance.randint(FEWEST, MOST)):
            if is_mixed:
                pattern = choose(chance)
            post = chance.choice(self._posts)
            if own and chance.random() < KNOWN:
                fact = chance.choice(own)
                mark, name = fact.id, chance.choice(article.names[fact.id])
            else:
                mark, name = f"o{number}", chance.choice(unused(self._organizations[post.type], known))
                if "{o}" in pattern:
                    facts.append(FactLine(mark, {"type": post.type}))
            words = {"p": persons[(number - FIRST_MARK) % len(persons)], "t": post.title, "o": name}
            marks = {"p": f"p{number}", "t": f"t{number}", "o": mark}
            facts.append(FactLine(marks["p"], {key: marks[of] for key, of in _LINKS if f"{{{of}}}" in pattern}))
            shown = {of: as_mention(marks[of], words[of]) for of in words}
            guests.append(pattern.format_map({**shown, "said": chance.choice(PHRASES["said"])}))
        return "\n\n".join(guests) if are_speaking else _joined(guests, chance), facts


_LINKS = (("org", "o"), ("title", "t"))


def _posts(article: AnnotatedArticle) -> list[Post]:
    types = {fact.id: fact.values.get("type") for fact in article.of_kind("o")}
    return [
        Post(article.names[title][0], kind)
        for fact in article.of_kind("p")
        for title in fact.list("title")
        if title in article.names and (kind := types.get(fact.values.get("org", ""))) is not None
    ]


def _pattern(chance: random.Random) -> str:
    """Choose how a guest is told; what stands first in the file comes oftener."""
    patterns: list[str] = PHRASES["guests"]
    return patterns[min(int(chance.expovariate(0.15)), len(patterns) - 1)]


def _voice(chance: random.Random) -> str:
    return str(chance.choice(PHRASES["voices"]))


def _joined(guests: Sequence[str], chance: random.Random) -> str:
    between, last = chance.choice(PHRASES["joints"])
    opening, closing = chance.choice(PHRASES["openings"]), chance.choice(PHRASES["closings"])
    if between.startswith("\n"):
        opening, closing = f"{opening.rstrip(': ')}:{between}", ""
    return f"{opening}{between.join(guests[:-1])}{last}{guests[-1]}{closing}"
