"""What stands around the text of a page and not in it: running heads, page numbers, what a browser prints around pages.

Works on rows of lines, page by page. Not here: reading order (`page_layout`).
"""

from __future__ import annotations

import re
from collections import Counter

from orchestration.load.cleaning import fold
from orchestration.load.formats.page_layout import Line, rows

# Running heads and page numbers are among so many rows at either end of a page.
ENDS = 3
PAGE_NUMBER = re.compile(r"(?i)[-–—|\s]*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|of|\|)\s*\d{1,4})?[-–—|\s]*")
CONTINUED = re.compile(r"(?i)[-–—(\s]*(?:more|continued)[-–—)…\s]*")
# The lines above and below the pages that a browser prints: date, time and title; address and page number.
PRINTED_HEAD = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d\d(?: ?[AP]M)?\b.*")
PRINTED_FOOT = re.compile(r"(https?://\S+|file:///\S+) \d{1,4} ?/ ?\d{1,4}")
DIGITS = re.compile(r"\d+")


def without_frame(pages: list[list[Line]]) -> tuple[list[list[Line]], str | None]:
    """The pages without what stands around their text, and the address that a browser printed below it."""
    in_rows = [rows(page) for page in pages]
    repeated = _repeated(in_rows)
    kept, address = [], None
    for page in in_rows:
        ends = _ends(page)
        frame = [row for row in ends if _key(row) in repeated or _is_frame(_text(row), row is page[0])]
        printed = [match[1] for row in frame if (match := PRINTED_FOOT.fullmatch(_text(row)))]
        address = next((found for found in [address, *printed] if found and found.startswith("http")), None)
        kept.append([piece for row in page if not any(row is one for one in frame) for piece in row])
    return kept, address


def _ends(page: list[list[Line]]) -> list[list[Line]]:
    return page[:ENDS] + page[max(len(page) - ENDS, ENDS) :]


def _text(row: list[Line]) -> str:
    return " ".join(piece.text for piece in row)


def _key(row: list[Line]) -> tuple[str, int]:
    """Rows that differ in numbers only are the same; the place is in steps of half an inch."""
    return fold(DIGITS.sub("", _text(row))), round(row[0].top / 36)


def _repeated(pages: list[list[list[Line]]]) -> set[tuple[str, int]]:
    """What stands at the same place of at least half the pages, and of two: left and right pages may differ."""
    seen = Counter(key for page in pages for key in {_key(row) for row in _ends(page)} if key[0])
    return {key for key, count in seen.items() if count >= 2 and 2 * count >= len(pages)}


def _is_frame(text: str, is_first: bool) -> bool:
    patterns = (PAGE_NUMBER, CONTINUED, PRINTED_FOOT, *([PRINTED_HEAD] if is_first else []))
    return any(pattern.fullmatch(text) for pattern in patterns)
