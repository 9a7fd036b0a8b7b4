"""Small builders for the tests of `load`."""

from __future__ import annotations

from datetime import UTC, datetime

from orchestration.load.models import FoundFile

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
BODY = "The harbour lab and the city college signed an agreement to train forty engineers together."


def file(name: str, content: str | bytes) -> FoundFile:
    """A file that needs no disk."""
    data = content.encode() if isinstance(content, str) else content
    return FoundFile(name, len(data), lambda: data)
