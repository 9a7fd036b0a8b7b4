"""When two spellings count as one name, and two labels as one measure or title.

Here: folding and likeness of strings, as strict or loose as docs/evaluation.md says. Not here: which facts are compared
by which of them (`families`), how the product itself merges names (`language.names`, `normalize.clusters`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

Names = frozenset[str]
"""Folded spellings of one thing."""

STRICT, LOOSE = 0.88, 0.8
"""Likeness from which two spellings are one name: of organizations, and of names that already stand beside a match."""
SHORTEST_ALIKE = 5  # shorter spellings ("KAIST" is the first that may) must be equal: two abbreviations are soon alike
LEGAL_WORDS = frozenset(
    ("the", "co", "company", "corp", "corporation", "inc", "limited", "llc", "ltd", "plc", "pte", "gmbh", "ab", "sa")
)
SYNONYMS = tuple(
    frozenset(group.split())
    for group in (
        "funding fundraising fund grant budget capital commitment investment",
        "revenue sale turnover",
        "employee staff worker workforce headcount job",
        "startup company companie firm enterprise",
        "participant attendee",
        "area floor space",
        "duration length term",
    )
)
"""Singular words that name one measure; "companie" is what is left of "companies"."""
_WORD = re.compile(r"[0-9a-z\u0080-\uffff]+")


def fold(text: str | None) -> str:
    """Return the words of a spelling without case, accents, ASCII punctuation and legal forms."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
    return " ".join(word for word in _WORD.findall(plain) if word not in LEGAL_WORDS)


def spellings(name: str | None, aliases: Iterable[str] | None = None) -> Names:
    """Return the folded spellings of a thing; those of which nothing is left are dropped."""
    return frozenset(filter(None, map(fold, (name, *(aliases or ())))))


def is_alike(gold: Names, stated: Names, likeness: float = STRICT) -> bool:
    """Return whether a spelling of one set equals, or is at least so much like, one of the other."""
    if gold & stated:
        return True
    long_gold, long_stated = ([name for name in names if len(name) >= SHORTEST_ALIKE] for names in (gold, stated))
    return any(_is_near(a, b, likeness) for a, b in product(long_gold, long_stated))


@lru_cache(maxsize=200_000)
def _is_near(gold: str, stated: str, likeness: float) -> bool:
    # The order of the two matters to difflib. The quick ratios are upper bounds: they change no answer, only the time.
    matcher = SequenceMatcher(None, gold, stated)
    return matcher.real_quick_ratio() >= likeness and matcher.quick_ratio() >= likeness and matcher.ratio() >= likeness


@lru_cache(maxsize=50_000)
def label_words(label: str | None) -> frozenset[str]:
    """Return the words of a measure or a title without plural s, with the synonyms of measures.

    An apostrophe-s leaves an empty word, so that "founder's" and "dean's" share one; the reference has it so.
    """
    found = {word.rstrip("s") for word in fold((label or "").replace("_", " ")).split()}
    return frozenset(found.union(*(group for group in SYNONYMS if found & group)))
