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
_VOCABULARY = {kind: frozenset(words) for kind, words in vocabulary("branches").items()}
_ALONE = _VOCABULARY["branches"] | _VOCABULARY["technologies"] | _VOCABULARY["terms"] | _VOCABULARY["coins"]
_ENDS = _VOCABULARY["technologies"] | _VOCABULARY["with_branches"]  # of a name of several words that names nobody
_WORDS = _ALONE | _VOCABULARY["with_branches"] | _VOCABULARY["before_branches"]
_EXCHANGE = re.compile(rf"\b{alternation(_VOCABULARY['exchanges'])}\s?:\s?$")
_TICKER = re.compile(r"[A-Z0-9][A-Z0-9.]{0,9}")


def without_spurious(spans: Iterable[Span], text: str) -> list[Span]:
    """Return the mentions without names of organizations and programs that are none."""
    return [span for span in spans if span.layer not in NAMES or not (_is_ticker(span, text) or _is_branch(span))]


def _is_ticker(span: Span, text: str) -> bool:
    """True for "ACME" of "(NYSE: ACME)", right there: elsewhere, IBM is a name."""
    before = text[max(span.start - LONGEST_EXCHANGE, 0) : span.start]
    return bool(_TICKER.fullmatch(span.text) and _EXCHANGE.search(before))


def _is_branch(span: Span) -> bool:
    """True for "Fintech", "Enterprise SaaS" and "RWA projects"; "Smart Robotics" and "Solutions" may be names."""
    words = [word for word in re.split(r"[\s,/-]+", span.text.casefold()) if word]
    if len(words) == 1:
        return words[0] in _ALONE
    return span.layer != "program" and bool(words) and words[-1] in _ENDS and _WORDS.issuperset(words)
