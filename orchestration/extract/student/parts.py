"""Long texts in parts, so that time and memory grow with the length and not with its square.

A part is longer than nearly all press articles. Parts are read alone: "the company" is looked for in its own part.
"""

from __future__ import annotations

from collections.abc import Iterator

LONGEST_PART = 12_000  # characters, about 1,900 words
BREAKS = ("\n\n", "\n", ". ", " ")  # where a part ends rather than later in the list


def parts_of(text: str, longest: int = LONGEST_PART) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the parts of a text in order; together they are the whole text."""
    start = 0
    while len(text) - start > longest:
        end = _end(text, start, start + longest)
        yield start, end
        start = end
    yield start, len(text)


def _end(text: str, start: int, latest: int) -> int:
    """Return the last good place to cut in the second half of a part, or its end where there is none."""
    for mark in BREAKS:
        at = text.rfind(mark, start + (latest - start) // 2, latest)
        if at >= 0:
            return at + len(mark)
    return latest
