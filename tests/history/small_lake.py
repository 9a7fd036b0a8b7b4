"""A data folder whose lake and warehouse tests fill in milliseconds, and a stand-in for dbt.

The lake's rejected articles play the articles: its table is small, and every state of it can be told by its keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from orchestration.lake import Lake, open_lake
from orchestration.publish import Candidate, publish
from orchestration.schemas.operations import Refreshes
from orchestration.schemas.raw import RejectedArticles
from orchestration.settings import Settings
from tests.publish.small_warehouse import build

FIRST = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


def rejections(keys: Iterable[int], text: str = "") -> pl.DataFrame:
    """Rows with these keys; the text tells versions of a row apart."""
    rows = [
        {"rejection_id": f"rejection_{key:016x}", "source_uri": "u", "file_uri": "u", "reason": "empty", "message": "m"}
        | {"text": text or None}
        for key in sorted(keys)
    ]
    return pl.DataFrame(rows, schema=RejectedArticles.create_empty().schema)


def note(lake: Lake, moment: datetime, snapshot_id: int | None = None) -> int:
    """Note a publication of the lake as it is, without a warehouse; return its snapshot."""
    number = lake.snapshot_id() if snapshot_id is None else snapshot_id
    row = dict.fromkeys(Refreshes.column_names(), 0) | {
        "refresh_id": f"ref_{int(moment.timestamp()):016x}",
        "refreshed_at": moment,
        "lake_snapshot_id": number,
        **dict.fromkeys(("ledger_version", "engine", "engine_version"), "0"),
    }
    known = lake.read(Refreshes)
    lake.replace({Refreshes: pl.concat([known, Refreshes.cast(pl.DataFrame([row]))])})
    return number


def refresh(settings: Settings, days: float, *keys: int, change: Callable[[Lake], object] = lambda lake: None) -> None:
    """Play a refresh: so many days after the first, with these articles; `change` may do more to the lake."""
    with open_lake(settings.data_path / "lake") as lake:
        lake.replace({RejectedArticles: rejections(keys)})
        change(lake)
        candidate = Candidate(settings.next_path)
        candidate.withdraw(is_whole_build=True)
        build(candidate.path, *(str(key) for key in keys))
        candidate.mark_built(lake.snapshot_id(), 1, 0)
        candidate.mark_checked(1, 0)
        publish(candidate, settings.warehouse_path, lake, FIRST + timedelta(days=days))


def tiny_dbt(past: Path, target: Path) -> None:
    """Build what `build` builds, from the tables of a past day."""
    with duckdb.connect(str(target)) as connection:
        place = str(past).replace("'", "''")
        connection.execute(f"attach '{place}' as lake (read_only); create schema marts")
        articles = "from lake.raw.rejected_articles order by rejection_id"
        key = "('0x' || right(rejection_id, 16))::bigint::varchar as article_id"
        connection.execute(f"create table marts.dim_articles as select {key} {articles}")
        connection.execute(f"create table marts.fct_evidence as select {key} {articles}")
        connection.execute("create table marts.refreshes as from lake.operations.refreshes order by refreshed_at")


def articles_in(path: Path) -> list[int]:
    """The articles that a warehouse tells."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("select article_id::bigint from marts.dim_articles order by 1").fetchall()
    return [key for (key,) in rows]
