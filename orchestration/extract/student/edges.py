"""Where a mention begins and ends, by its own words: whole words, closed brackets, no "and" at the end.

Here: one mention alone. Not here: the tags of words (`spans`), what its neighbours have of it (`mending`).
"""

from __future__ import annotations

from orchestration.extract.student.tokens import Encoded
from orchestration.language.vocabularies import vocabulary

WHOLE_WORDS = frozenset({"person", "program", "title"})  # of organizations, a hyphen may join two: "NAVER-KAIST Lab"
HYPHENS = frozenset("-‐‑–")
JOINED = frozenset(vocabulary("names")["joined_to_names"])
NEVER_ENDING = frozenset({"organization", "organization_inside", "program", "title", "number"})
NEVER_LAST = frozenset(vocabulary("names")["unfinished_words"]) | frozenset(vocabulary("names")["days"])


def edges_of(text: str, encoded: Encoded, layer: str, first: int, last: int) -> tuple[int, int] | None:
    """Return the words first to last of a mention as a name or a title has them; None where nothing is left.

    Words are whole, brackets are closed, and no name ends with "and" or is nothing else ("AND" in capitals may be one).
    """
    if layer in WHOLE_WORDS:
        first, last = _with_hyphens(text, encoded, first, last)
    if layer not in NEVER_ENDING:
        return first, last
    last = _with_closed_brackets(text, encoded, first, last)
    while last > first and is_never_last(encoded.word(text, last)):
        last -= 1
    only = encoded.word(text, first)
    is_empty = last < first or (last == first and is_never_last(only) and not (only.isupper() and len(only) > 1))
    return None if is_empty else (first, last)


def is_never_last(word: str) -> bool:
    """True for words that end no name: "and", "of", days."""
    return word.lower() in NEVER_LAST


def _with_closed_brackets(text: str, encoded: Encoded, first: int, last: int) -> int:
    """Return the last word where each bracket has its other half: "Provost (Research" goes on, "Provost (" does not."""
    words = [encoded.word(text, at) for at in range(first, last + 1)]
    if words.count("(") > words.count(")"):
        if last + 1 < len(encoded.starts) and words[-1] != "(" and encoded.word(text, last + 1) == ")":
            return last + 1
        return first + len(words) - 1 - words[::-1].index("(") - 1
    if words[-1] == ")" and "(" not in words:
        return last - 1
    return last


def _with_hyphens(text: str, encoded: Encoded, first: int, last: int) -> tuple[int, int]:
    """Return the words of a mention with those that hyphens join to its ends: "Jin" of "Jin-bae", "co" of "co-head"."""

    def word(at: int) -> str:
        return encoded.word(text, at)

    def are_joined(left: int) -> bool:
        """True where a word and the next one touch, and one of them is a hyphen."""
        right = left + 1
        return (
            0 <= left < right < len(encoded.starts)
            and encoded.ends[left] == encoded.starts[right]
            and not HYPHENS.isdisjoint((word(left), word(right)))
        )

    while are_joined(first - 1):
        first -= 1
    while are_joined(last) and (word(last) in HYPHENS or (are_joined(last + 1) and word(last + 2) not in JOINED)):
        last += 1
    return first, last
