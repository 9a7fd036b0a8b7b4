"""A mention: words of an article that belong to a layer.

Here: where it stands, and the same mention with other words. Not here: finding them (`spans`), their edges (`edges`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from orchestration.extract.student.labels import LAYERS
from orchestration.extract.student.tokens import Encoded

OUTSIDE = "outside"  # the layer of text that belongs to another article


@dataclass(frozen=True)
class Span:
    """A mention: words first to last of a layer, where it stands in the text, and how sure the model is."""

    layer: str
    first: int
    last: int
    start: int
    end: int
    text: str
    score: float

    @property
    def row(self) -> tuple[int, int, int]:
        """The mention as the model is asked about it."""
        return LAYERS.index(self.layer), self.first, self.last

    def of_words(self, text: str, encoded: Encoded, first: int, last: int) -> Span:
        """Return the mention with the words first to last of the text."""
        start, end = int(encoded.starts[first]), int(encoded.ends[last])
        return replace(self, first=first, last=last, start=start, end=end, text=text[start:end])

    def part(self, encoded: Encoded, start: int, end: int) -> Span:
        """Return the mention of its characters start to end only, which may end within a word of the text."""
        left, right = self.start + start, self.start + end
        first, last = encoded.word_at(left), encoded.word_at(right - 1)
        return replace(self, first=first, last=last, start=left, end=right, text=self.text[start:end])
