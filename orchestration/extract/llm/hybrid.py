"""The engine `hybrid`: the learned model reads all articles, the language model those where the first is unsure.

Here: where it is unsure, and how two readings become one. Not here: either reading. The rule: when any agreement,
program or role has a confidence below the limit, all facts of its family come from the language model, those of other
families from the learned model, and whatever they refer to from either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from orchestration.extract.grounding import references
from orchestration.extract.llm.names import known_names, spellings_of, with_stated_names
from orchestration.extract.llm.stating import in_order
from orchestration.extract.protocol import ArticleText, Engine, Statement
from orchestration.extract.versions import code_hash

CODE_VERSION = "0.1.0"
FAMILIES = (frozenset({"partnership"}), frozenset({"program", "program_organization"}))
"""Kinds of fact that are replaced together: a role is of no use without its program."""


class HybridEngine:
    """Two readers, of which the second is asked in doubt."""

    name = "hybrid"

    def __init__(self, first: Engine, second: Engine, least_confidence: float) -> None:
        """Take two engines, and the confidence below which the first one counts as unsure."""
        self._first, self._second, self._least = first, second, least_confidence
        parts = f"{first.version}\0{second.version}\0{least_confidence!r}"
        both = hashlib.sha256(parts.encode()).hexdigest()[:12]
        self.version = f"{CODE_VERSION}+{code_hash('orchestration.extract.llm')}.{both}"

    def extract(self, article: ArticleText) -> Sequence[Statement]:
        """Return what the article states, ordered by kind and place; faults of either reader are raised."""
        first = self._first.extract(article)
        doubtful = unsure_kinds(first, self._least)
        return joined(first, self._second.extract(article), doubtful) if doubtful else first


def unsure_kinds(statements: Iterable[Statement], least_confidence: float) -> frozenset[str]:
    """Return the kinds of fact to read again: families with a fact below the limit."""
    low = {s.fact_type for s in statements if s.confidence < least_confidence}
    return frozenset().union(*(family for family in FAMILIES if family & low))


def joined(first: Sequence[Statement], second: Sequence[Statement], doubtful: Collection[str]) -> list[Statement]:
    """Return one reading: doubtful kinds of the second, other kinds of the first, and the names that they need."""
    chosen = [s for s in first if s.fact_type not in doubtful] + [s for s in second if s.fact_type in doubtful]
    known = known_names(chosen)
    chosen = [with_stated_names(s, known) for s in chosen]
    missing = {each for s in chosen for each in references(s)} - spellings_of(chosen).keys()
    for statement in (*second, *first):
        found = missing & spellings_of([statement]).keys()
        if found:
            chosen.append(statement)
            missing -= found
    return in_order(dict.fromkeys(chosen))
