"""How large a file may be, by what it is: articles are small, pictures in them are not, archives hold many articles."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from orchestration.load.models import Problem
from orchestration.load.sniffing import BY_SUFFIX, Format, is_container, is_export

LARGEST: Final = 10 * 1024**2  # a book of text has 1 MB
LARGEST_WITH_PICTURES: Final = 64 * 1024**2
LARGEST_CONTAINER: Final = 512 * 1024**2  # is held in memory whole
WITH_PICTURES = ("pdf", "docx", "eml", "mhtml")


def largest(kind: Format | None) -> int:
    """Return how many bytes a file of a format may have."""
    if kind and (is_container(kind) or is_export(kind)):
        return LARGEST_CONTAINER
    return LARGEST_WITH_PICTURES if kind in WITH_PICTURES else LARGEST


def largest_by_name(name: str) -> int:
    """Return how many bytes a file may have to be read at all, before its content tells what it is."""
    return largest(BY_SUFFIX.get(PurePosixPath(name).suffix.lower()))


def too_large(most: int) -> Problem:
    """Say that something has more bytes than it may."""
    return Problem("too_large", f"It is larger than {in_mb(most)}. Split it, or remove what is no text.")


def in_mb(size: int) -> str:
    """A size as people write it."""
    return f"{size >> 20:,} MB" if size >> 20 else f"{size:,} bytes"
