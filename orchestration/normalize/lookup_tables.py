"""Lookups: knowledge of the world, read once from the CSV files in `lookups/` beside this module.

Here: reading the files into frames. Not here: where each file comes from and how to add a row (docs/lookups.md),
what the rows mean for a name (`places`, `clusters`, `organizations`), decisions of people (`corrections`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import polars as pl

from orchestration.normalize.gazetteer import Gazetteer
from orchestration.normalize.source_kinds import SourceKinds

FOLDER = Path(__file__).parent / "lookups"


@dataclass(frozen=True)
class GenericWords:
    """Words that name no one body: `anywhere` on their own, `per_country` as the first word of a name."""

    anywhere: frozenset[str]
    per_country: frozenset[str]

    def is_generic(self, key: str) -> bool:
        """Return True for a folded name that names no one body: "research institute", "ministry"."""
        words = key.split()
        return all(word in self.anywhere for word in words) or (len(words) == 1 and words[0] in self.per_country)

    def is_generic_alias(self, key: str) -> bool:
        """Return True for a short form that must not link articles: generic words, "national center" among them."""
        return all(word in self.anywhere or word in self.per_country for word in key.split())

    def is_per_country(self, key: str) -> bool:
        """Return True for a folded name that several countries use: "ministry of education"."""
        return key.split(" ", 1)[0] in self.per_country


@dataclass(frozen=True)
class Lookups:
    """Every lookup that normalization needs."""

    gazetteer: Gazetteer
    organizations: pl.DataFrame
    generic_words: GenericWords
    source_kinds: SourceKinds
    registry: pl.DataFrame | None = None
    """What a registry knows of all other organizations (`ror_names`), where somebody has loaded one."""

    @staticmethod
    @cache
    def load() -> Lookups:
        """Read the files beside this module, once per process."""
        words = read_lookup("generic_words")
        scope = {name: frozenset(rows["word"]) for (name,), rows in words.partition_by("scope", as_dict=True).items()}
        return Lookups(
            gazetteer=Gazetteer.of(*map(read_lookup, ("cities", "towns", "places", "countries", "region_codes"))),
            organizations=read_lookup("organizations")
            .sort("name")
            .with_columns(city_id=pl.lit(None, dtype=pl.String), is_own=pl.lit(True)),
            generic_words=GenericWords(scope["anywhere"], scope["per_country"]),
            source_kinds=SourceKinds.of(*map(read_lookup, ("source_kinds", "sources"))),
        )

    def without_organizations(self) -> Lookups:
        """Return the same lookups without the reference list of organizations, to measure what depends on it."""
        return replace(self, organizations=self.organizations.clear(), registry=None)


def read_lookup(name: str) -> pl.DataFrame:
    """Read `lookups/<name>.csv`: every column as text, lines that begin with # are comments."""
    return pl.read_csv(FOLDER / f"{name}.csv", comment_prefix="#", infer_schema=False)


def split_list(text: str | None) -> list[str]:
    """Split a cell that lists several values, separated by |."""
    return [part.strip() for part in (text or "").split("|") if part.strip()]
