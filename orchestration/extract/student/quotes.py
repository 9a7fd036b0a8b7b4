"""The sentence that proves a statement: where sentences of a text begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

SHORT_QUOTE = 300  # characters, as many as exports show
LONGEST_QUOTE = 600  # characters; a longer stretch between two mentions is cut to the sentence of the first
_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ\u0370-\uffff])|\n")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Inc|Ltd|Co|Corp|No|Jr|Sr|Gen|Sen|Gov|Rep|Hon|vs|Eng|Ir|Sh|Smt|Rs|approx|e\.g|i\.e"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Z]|\b[A-Z]\.[A-Z])\.$"
)


def sentence_starts(text: str) -> list[int]:
    """Return where sentences begin: behind ends of sentences and lines; titles and initials end none."""
    ends = (found.end() for found in _END.finditer(text))
    return sorted({0, *(end for end in ends if not _NO_END.search(text, max(0, end - 12), end))})


class Quotes:
    """The sentences of one text."""

    def __init__(self, text: str) -> None:
        """Cut the text into sentences."""
        self._text = text
        self._starts = sentence_starts(text)

    def around(self, spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """Return the sentence, or sentences, that hold all spans; of the first span alone where that is too long."""
        placed = list(spans)
        start = min(self._bounds(*span)[0] for span in placed)
        end = max(self._bounds(*span)[1] for span in placed)
        return (start, end) if end - start <= LONGEST_QUOTE else self._short(*placed[0])

    def naming(
        self, quote: tuple[int, int], names: Iterable[Sequence[tuple[int, int]]], longest: int = LONGEST_QUOTE
    ) -> tuple[int, int]:
        """Return the quote with the sentences beside it that name more: of each thing one of its mentions is enough.

        They are in the order of the text. The nearest one goes first; a thing whose sentence would make the quote
        longer than `longest` stays outside.
        """
        for mentions in names:
            behind = bisect_left(mentions, quote)
            around = [self._bounds(*mention) for mention in mentions[max(0, behind - 1) : behind + 1]]
            wider = [(min(quote[0], left), max(quote[1], right)) for left, right in around]
            if quote not in wider:
                short = (each for each in wider if each[1] - each[0] <= longest)
                quote = min(short, key=lambda each: each[1] - each[0], default=quote)
        return quote

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
