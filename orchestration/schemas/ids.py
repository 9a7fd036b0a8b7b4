"""Stable ids: a prefix and sixteen hex digits of a SHA-256 over raw values.

Ids never depend on cleaned names, row order or a clock, so the same input gives the same ids anywhere.
Sixty-four bits make a collision among a million rows less likely than one in ten million (birthday bound).
"""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"
BLANKS = str.maketrans("", "", " \t\r\n")


def stable_id(prefix: str, *parts: object) -> str:
    """Return `prefix_` and the first 16 hex digits of the SHA-256 of the parts (None counts as an empty part)."""
    joined = SEPARATOR.join("" if part is None else str(part) for part in parts)
    return f"{prefix}_{hashlib.sha256(joined.encode()).hexdigest()[:16]}"


def sentence_hash(quote: str) -> str:
    """Return 16 hex digits that are the same for a sentence however its lines break."""
    return hashlib.sha256(quote.translate(BLANKS).encode()).hexdigest()[:16]
