"""Paragraphs that are written into articles for the student to learn from: where they go, names for them.

Not here: what they tell (`guests`, `members`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from orchestration.learning.markup import AnnotatedArticle, FactLine, moved, strip_marks


def free_lines(article: AnnotatedArticle) -> list[int]:
    """Return the ends of lines below the title at which no mention is cut."""
    lines = (at for at, char in enumerate(article.text) if char == "\n" and at > len(article.title or ""))
    return [at for at in lines if not any(each.start < at < each.end for each in article.mentions)]


def with_paragraph(article: AnnotatedArticle, at: int, marked: str, facts: Sequence[FactLine]) -> AnnotatedArticle:
    """Return the article with a marked paragraph behind the line that ends at `at`.

    A fact of a mark that the article has already takes the place of its own.
    """
    words, mentions = strip_marks(marked)
    kept, added = moved(article.mentions, at, len(words) + 1), moved(mentions, 0, at + 1)
    changed = {fact.id: fact for fact in facts}
    own = [changed.pop(fact.id, fact) for fact in article.facts]
    return replace(
        article,
        text=f"{article.text[:at]}\n{words}{article.text[at:]}",
        mentions=tuple(sorted([*kept, *added], key=lambda each: (each.start, -each.end))),
        facts=(*own, *changed.values()),
    )


def names_by_type(articles: Iterable[AnnotatedArticle]) -> Mapping[str, list[str]]:
    """Return the fullest names of the organizations of a corpus by their type."""
    found: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for fact in article.of_kind("o"):
            if fact.id in article.names and "type" in fact.values:
                found[fact.values["type"]].append(article.names[fact.id][0])
    return found


def unused(names: Sequence[str], known: set[str]) -> Sequence[str]:
    """Return the names that the article does not have; all of them, where it has them all."""
    return [name for name in names if name not in known] or names


def as_mention(mark: str, words: str) -> str:
    """Return words as a mention, in the markup of the corpus."""
    escaped = words.replace("[", "\\[").replace("]", "\\]")
    return f"[{mark} {escaped}]"
