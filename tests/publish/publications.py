"""A lake and a published file that a test fills from facts, refresh by refresh, without dbt.

Here: what a refresh does with ids, by the code that does it; only the marts are written by hand, from the tables of
core that they copy. Not here: assertions about single cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from orchestration import __version__
from orchestration.lake import Lake, open_lake
from orchestration.normalize import Corrections, Lookups, Past, normalize
from orchestration.publish import published_ids, remember_ids
from orchestration.schemas.operations import Refreshes
from orchestration.schemas.raw import ArticleCopies
from tests.normalize.corpus import Corpus

FIRST = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
LOOKUPS = Lookups.load().without_organizations()
MARTS = {
    "dim_organizations": "organizations", "dim_programs": "programs", "fct_partnerships": "partnerships",
    "fct_partnership_parties": "partnership_parties", "fct_evidence": "evidence", "merged_ids": "merged_ids",
    "retired_ids": "retired_ids",
}  # fmt: skip
LIVE = {"organizations": "organization_id", "programs": "program_id", "partnerships": "partnership_id"}
Tables = dict[str, pl.DataFrame]


def live_ids(tables: Tables) -> set[str]:
    """The ids of the rows of today."""
    return {each for table, key in LIVE.items() for each in tables[table][key]}


class Publications:
    """A data folder. `ever`: every id that was published in it."""

    def __init__(self, folder: Path, lake: Lake) -> None:
        self.warehouse, self.lake = folder / "warehouse.duckdb", lake
        self.ever: set[str] = set()
        self.count = 0

    def normalize(self, corpus: Corpus, corrections: dict[str, Any] | None = None, **copies: str) -> Tables:
        """The tables of core as the next refresh makes them. `copies`: canonical article by copy, by their names."""
        past = Past(published_ids(self.lake, self.warehouse), _copies(corpus, copies))
        articles, facts = corpus.frames()
        return normalize(articles, facts, LOOKUPS, Corrections.of(corrections or {}), past)

    def publish(self, corpus: Corpus, corrections: dict[str, Any] | None = None, **copies: str) -> Tables:
        """Refresh: normalize, publish, remember; and check that every id that was ever published resolves."""
        tables = self.normalize(corpus, corrections, **copies)
        refreshes = pl.concat([self.lake.read(Refreshes), self._refresh()])
        write(self.warehouse, tables, refreshes)
        self.lake.replace({Refreshes: refreshes})
        remember_ids(self.lake, self.warehouse)
        self.ever |= live_ids(tables)
        self.check(tables)
        return tables

    def check(self, tables: Tables) -> None:
        """Every id has a row, or leads to one in one step, or is retired; and only one of these."""
        live = live_ids(tables)
        merged = dict(tables["merged_ids"].select("merged_id", "merged_into").iter_rows())
        retired = {row["retired_id"]: row for row in tables["retired_ids"].iter_rows(named=True)}
        assert self.ever <= live | merged.keys() | retired.keys()
        assert live.isdisjoint(merged)
        assert live.isdisjoint(retired)
        assert merged.keys().isdisjoint(retired)
        assert set(merged.values()) <= live
        assert set(retired) <= self.ever
        assert all(row["name"] and row["reason"] and row["last_published_at"] for row in retired.values())
        assert {each for row in retired.values() for each in row["successor_ids"]} <= live

    def _refresh(self) -> pl.DataFrame:
        self.count += 1
        blank = dict.fromkeys(Refreshes.column_names(), 0) | dict.fromkeys(("engine", "engine_version"), "test")
        known = {"refresh_id": f"ref_{self.count:016x}", "refreshed_at": FIRST + timedelta(days=self.count)}
        return Refreshes.cast(pl.DataFrame([blank | known | {"ledger_version": __version__}]))


@contextmanager
def publications(folder: Path) -> Iterator[Publications]:
    """Open a data folder."""
    with open_lake(folder / "lake") as lake:
        yield Publications(folder, lake)


def write(path: Path, tables: Tables, refreshes: pl.DataFrame) -> None:
    """Write a file with the marts that tell of ids."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        for mart, table in MARTS.items():
            connection.register("rows", tables[table])
            connection.execute(f"create table marts.{mart} as from rows")
        connection.register("rows", refreshes)
        connection.execute("create table marts.refreshes as from rows")


def _copies(corpus: Corpus, copies: dict[str, str]) -> pl.DataFrame:
    ids = {name: corpus.article_id(name) for pair in copies.items() for name in pair}
    rows = [
        {"copy_id": f"copy_{number:016x}", "source_uri": copy, "article_id": ids[copy],
         "canonical_article_id": ids[original], "kind": "near_copy", "similarity": 0.9}
        for number, (copy, original) in enumerate(copies.items())
    ]  # fmt: skip
    return ArticleCopies.validate(pl.DataFrame(rows, schema=ArticleCopies.create_empty().schema), cast=True)
