"""Mentions that look like names and name nobody: tickers of shares, branches and technologies in lists, coins.

Here: leaving them out. Not here: the words (vocabulary `branches`), names with wrong edges (`edges`, `mending`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from orchestration.extract.student.span import Span
from orchestration.language.vocabularies import alternation, vocabulary

NAMES = frozenset({"organization", "organization_inside", "program"})
LONGEST_EXCHANGE = 20  # characters before a ticker that are looked at
_VOCABULARY = vocabulary("branches")
_BESIDE = frozenset(_VOCABULARY["with_branches"])
_BRANCHES = _BESIDE.union(*(_VOCABULARY[kind] for kind in ("branches", "technologies", "terms", "coins")))
_EXCHANGE = re.compile(rf"\b{alternation(_VOCABULARY['exchanges'])}\s?:\s?$", re.IGNORECASE)
_TICKER = re.compile(r"[A-Z0-9][A-Z0-9.]{0,9}")


def without_spurious(spans: Iterable[Span], text: str) -> list[Span]:
    """Return the mentions without names of organizations and programs that are none."""
    return [
        span for span in spans if span.layer not in NAMES or not (_is_ticker(span.text, text) or _is_branch(span.text))
    ]


def _is_ticker(name: str, text: str) -> bool:
    """True for "ACME" where a text has it first in "(NYSE: ACME)"; the IBM that is before "(NYSE: IBM)" is a name."""
    if not _TICKER.fullmatch(name):
        return False
    first = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return bool(first and _EXCHANGE.search(text, max(first.start() - LONGEST_EXCHANGE, 0), first.start()))


def _is_branch(name: str) -> bool:
    """True for "Fintech", "Enterprise SaaS", "RWA projects"; "Solutions" alone may be a name."""
    words = {word for word in re.split(r"[\s,/-]+", name.casefold()) if word}
    return not words <= _BESIDE and words <= _BRANCHES
