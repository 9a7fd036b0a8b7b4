"""Are the lake and the warehouse readable and whole? Facts about both, and what follows from them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from orchestration.doctor.finding import Finding, ago, size

TOLD = ("dim_articles", "fct_evidence", "data_issues")


@dataclass(frozen=True)
class LakeFacts:
    """What the lake tells; `is_there` is False when it was never made."""

    is_there: bool = False
    snapshot_count: int = 0
    article_count: int = 0
    newest_load_at: datetime | None = None
    bytes: int = 0
    is_half_written: bool = False


@dataclass(frozen=True)
class WarehouseFacts:
    """What the published file tells; `is_there` is False when nothing was published."""

    is_there: bool = False
    bytes: int = 0
    row_counts: Mapping[str, int] = field(default_factory=dict)
    published_at: datetime | None = None
    newest_load_at: datetime | None = None


def judge_lake(facts: LakeFacts, is_writing: bool) -> Finding:
    """Say whether the lake can be read, and what it holds."""
    if not facts.is_there:
        return Finding("ok", "lake", "There is none yet; the first refresh makes it.")
    if facts.is_half_written and not is_writing:
        says = "A refresh was killed while it wrote; its last change is taken back as soon as somebody opens the lake."
        return Finding("warning", "lake", says, "Run `make refresh`.")
    if facts.is_half_written:
        return Finding("ok", "lake", f"A refresh is writing to it ({size(facts.bytes)}); it was not opened.")
    says = f"Readable: {facts.article_count:,} articles, {facts.snapshot_count:,} snapshots, {size(facts.bytes)}."
    return Finding("ok", "lake", says)


def judge_warehouse(facts: WarehouseFacts, contract: Collection[str], now: datetime) -> Iterator[Finding]:
    """Say whether the published file can be read and has the tables that others rely on."""
    if not facts.is_there:
        yield Finding("warning", "warehouse", "Nothing is published yet.", "Run `make refresh`.")
        return
    if missing := sorted(set(contract) - set(facts.row_counts)):
        says = f"It lacks {len(missing)} tables of this release, such as marts.{missing[0]}."
        yield Finding("wrong", "warehouse", says, "Run `make refresh FORCE=1`: an older release published it.")
        return
    if not facts.row_counts.get("dim_articles"):
        yield Finding("warning", "warehouse", "It holds no article.", "Put articles into raw/ and run `make refresh`.")
        return
    counts = ", ".join(f"{facts.row_counts[name]:,} rows in {name}" for name in TOLD if name in facts.row_counts)
    published = f", published {ago(facts.published_at, now)}" if facts.published_at else ""
    yield Finding("ok", "warehouse", f"Readable{published} ({size(facts.bytes)}): {counts}.")


def judge_order(lake: LakeFacts, warehouse: WarehouseFacts, is_writing: bool) -> Finding | None:
    """Say whether the lake knows articles that were not published, unless a refresh is about to do so."""
    if lake.newest_load_at is None or not warehouse.is_there or is_writing or lake.is_half_written:
        return None
    if warehouse.newest_load_at and warehouse.newest_load_at >= lake.newest_load_at:
        return Finding("ok", "published", "The warehouse has the newest articles of the lake.")
    says = f"The lake has articles of {lake.newest_load_at:%Y-%m-%d %H:%M} UTC that the warehouse lacks."
    advice = "The refresh that read them was not published: run `make refresh`, and see the reason if it fails."
    return Finding("warning", "published", says, advice)
