"""Corrections: decisions of people that two names are one entity, or are not, from corrections.yml.

Here: reading and checking the decisions, and telling which of them are stale. Not here: applying them (`clusters`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).parent / "corrections.yml"
KINDS = ("organization", "program")


@dataclass(frozen=True)
class Correction:
    """One decision about at least two names, spelled as articles spell them."""

    is_same: bool
    kind: str
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Corrections:
    """All decisions, in the order of the file."""

    entries: tuple[Correction, ...] = ()

    @staticmethod
    @cache
    def load() -> Corrections:
        """Read the file beside this module, once per process."""
        return Corrections.of(yaml.safe_load(PATH.read_text(encoding="utf-8")) or {})

    @staticmethod
    def of(content: dict[str, list[dict[str, Any]]]) -> Corrections:
        """Check the content of a corrections file; raise ValueError that names the entry to mend."""
        return Corrections(
            tuple(_entry(word, raw) for word in ("same", "different") for raw in content.get(word) or [])
        )

    def of_kind(self, kind: str) -> tuple[Correction, ...]:
        """Return the decisions about organizations, or about programs."""
        return tuple(entry for entry in self.entries if entry.kind == kind)


def stale(corrections: Collection[Correction], names: Collection[str]) -> list[Correction]:
    """Return the decisions that name a spelling which no article uses any more."""
    return [entry for entry in corrections if not set(entry.names) <= set(names)]


def _entry(word: str, raw: dict[str, Any]) -> Correction:
    names, reason = tuple(raw.get("names") or ()), str(raw.get("reason") or "").strip()
    kind = raw.get("kind", "organization")
    if len(names) < 2 or not reason or kind not in KINDS:
        raise ValueError(
            f"corrections.yml, {word}, names {list(names)}: give at least two names, a reason, "
            f"and a kind out of {', '.join(KINDS)}"
        )
    return Correction(word == "same", kind, names, reason)
