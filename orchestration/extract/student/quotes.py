"""The sentence that proves a statement: where sentences of a text begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

LONGEST_QUOTE = 600  # characters; a longer stretch between two mentions is cut to the sentence of the first
_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ\u0370-\uffff])|\n")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Inc|Ltd|Co|Corp|No|Jr|Sr|Gen|Sen|Gov|Rep|Hon|vs|Eng|Ir|Sh|Smt|Rs|approx|e\.g|i\.e"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Z]|\b[A-Z]\.[A-Z])\.$"
)


class Quotes:
    """The sentences of one text."""

    def __init__(self, text: str) -> None:
        """Cut the text at ends of sentences and lines; titles and initials end none."""
        cuts = [
            found.end()
            for found in _END.finditer(text)
            if not _NO_END.search(text, max(0, found.end() - 12), found.end())
        ]
        self._text = text
        self._starts = sorted({0, *cuts})

    def around(self, spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """Return the sentence, or sentences, that hold all spans; of the first span alone where that is too long."""
        placed = list(spans)
        start = min(self._bounds(*span)[0] for span in placed)
        end = max(self._bounds(*span)[1] for span in placed)
        return (start, end) if end - start <= LONGEST_QUOTE else self._short(*placed[0])

    def _short(self, start: int, end: int) -> tuple[int, int]:
        left, right = self._bounds(start, end)
        return (left, right) if right - left <= LONGEST_QUOTE else (start, end)

    def _bounds(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        left = self._starts[first]
        right = self._starts[last + 1] if last + 1 < len(self._starts) else len(self._text)
        inner = self._text[left:right]
        return left + len(inner) - len(inner.lstrip()), right - len(inner) + len(inner.rstrip())
