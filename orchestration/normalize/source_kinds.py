"""Source kinds: what kind of source a publisher is, and how near that kind is to the numbers that it states.

Here: reading `lookups/source_kinds.csv` and `lookups/sources.csv`, and the rules that need nothing but a name and a
host. Not here: whether a source speaks of itself, which depends on the subject (`sources`); the ranks (the file).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from orchestration.language.names import fold

SELF, OFFICIAL, PRESS, UNKNOWN = "self", "official", "press", "unknown"


@dataclass(frozen=True)
class ListedSource:
    """What people know of a source: its kind, or the body that speaks there under another name."""

    kind: str | None
    speaks_for: str | None


@dataclass(frozen=True)
class SourceKinds:
    """The kinds with their ranks, and what tells one."""

    ranks: Mapping[str, int]
    of_type: Mapping[str, str]
    words: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]
    outlets: tuple[str, ...]
    listed: Mapping[str, ListedSource]

    @staticmethod
    def of(kinds: pl.DataFrame, listed: pl.DataFrame) -> SourceKinds:
        """Read the two files; of two kinds that fit, the one that stands first in the file is taken."""
        rows = list(kinds.iter_rows(named=True))
        pairs = {name: [(part, row["kind"]) for row in rows for part in _parts(row[name])] for name in _LISTS}
        return SourceKinds(
            ranks={row["kind"]: int(row["rank"]) for row in rows},
            of_type=dict(pairs["organization_types"]),
            words=tuple((fold(word), kind) for word, kind in pairs["words"] if kind != SELF),
            endings=tuple(pairs["host_endings"]),
            outlets=tuple(sorted((word for word, kind in pairs["words"] if kind == SELF), key=len, reverse=True)),
            listed={fold(name): ListedSource(kind, body) for name, kind, body, _ in listed.iter_rows()},
        )

    def without_outlet(self, key: str) -> str:
        """Return the folded name of the body that publishes: "ilaa" of "ilaa newsroom"."""
        ending = next((word for word in self.outlets if key.endswith(f" {word}")), None)
        return self.without_outlet(key.removesuffix(f" {ending}")) if ending else key

    def by_words(self, key: str) -> str | None:
        """Return the kind that a word of the name tells: "ministry"."""
        return next((kind for word, kind in self.words if f" {word} " in f" {key} "), None)

    def by_host(self, host: str | None) -> str | None:
        """Return the kind that the end of a host tells: "go.kr"."""
        return next((kind for end, kind in self.endings if f".{host or ''}".endswith(f".{end}")), None)


_LISTS = ("organization_types", "words", "host_endings")


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split("|") if part.strip()]
