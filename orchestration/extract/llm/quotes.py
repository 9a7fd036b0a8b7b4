"""Words of an answer, found in the text: models copy words well and count characters badly.

Here: where a quote stands, and how the text itself writes a name. Only white space may differ: a model joins lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.extract.grounding import stands_in


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Return (start, end) of the first place where a quote stands in a text and ends inside no word, or None."""
    for found in _places(quote, text):
        if stands_in(found.group(), text):
            return found.span()
    return None


def as_written(words: str, text: str) -> str | None:
    """Return words as the text writes them, or None where it does not hold them."""
    if words.strip() and stands_in(words, text):
        return words
    place = place_of(words, text)
    return text[slice(*place)] if place else None


def _places(words: str, text: str) -> Iterator[re.Match[str]]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.finditer(pattern, text) if pattern else iter(())
