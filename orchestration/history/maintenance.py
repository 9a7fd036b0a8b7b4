"""Maintenance of the lake: lets go of snapshots that are too old, and keeps its files few.

Each step is a transaction of DuckLake's own or one of ours, so a kill leaves the lake as it was before or after it,
and the next maintenance does the rest. Files are deleted a day after the lake has let go of them, for a reader may
still be at them. Hold the writer's lock.

Here: what is done and when it is worth it. Not here: which publications stay (`retention`), the files of past days
(`build`). Why `ducklake_rewrite_data_files` is not used: docs/decisions/0033.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestration.errors import LedgerError
from orchestration.history.publications import Publication, publications_of
from orchestration.history.retention import kept
from orchestration.lake import Lake
from orchestration.schemas import LAKE_TABLES, LakeTable
from orchestration.schemas.operations import Layout, Refreshes

CATALOG = "__ducklake_metadata_lake"
"""How DuckLake attaches the catalog of the database `lake`."""
LIVE_TABLES = f"""(
    select table_id, schema_name, table_name as name
    from {CATALOG}.ducklake_table as t join {CATALOG}.ducklake_schema using (schema_id) where t.end_snapshot is null
) using (table_id)"""
OF_THE_LAKE = (Layout, Refreshes)
"""Tables that tell of the lake itself: in which snapshot their rows were written has a meaning."""
TABLES_OF_FILES = ("ducklake_data_file", "ducklake_delete_file", "ducklake_files_scheduled_for_deletion")


@dataclass(frozen=True)
class Limits:
    """From when on a step is worth it. The tests set all of them low, so that every step runs."""

    inlined_rows: int = 20_000
    """Rows of a table in the catalog, dead ones too, which nothing else removes: a year of daily changes of 50 rows."""
    small_bytes: int = 32 * 1024**2
    small_files: int = 8
    """Files of a table below that size; merging fewer would write the same rows anew too often."""
    deleted_share: float = 0.5
    deleted_rows: int = 10_000
    grace: timedelta = timedelta(days=1)
    """How long a file stays after the lake has let go of it."""


@dataclass(frozen=True)
class Maintained:
    """What a maintenance did, and what it left."""

    kept_refresh_ids: tuple[str, ...]
    snapshots_expired: int
    rows_flushed: int
    tables_rewritten: int
    files_merged: int
    files_deleted: int
    bytes_released: int
    bytes_left: int


def maintain(lake: Lake, history_days: int, limits: Limits | None = None, *, is_alone: bool = True) -> Maintained:
    """Let go of snapshots whose publication is older than so many days, and tidy what is left.

    The newest publication always stays, and so does everything since. 0 days keep every publication. Files that no
    catalog knows are deleted only where the lake is alone with its files: elsewhere they may be another lake's.
    """
    limits, before = limits or Limits(), _bytes(lake)
    publications = publications_of(lake.read(Refreshes))
    staying = kept(publications, history_days)
    expired = _expire(lake, publications, staying)
    rows_flushed = sum(_flush(lake, table) for table in _with_inlined_rows(lake, limits))
    for table in (heavily_deleted := _with_deleted_rows(lake, limits)):
        lake.rewrite(table)
    files_merged = sum(_merge(lake, table, limits) for table in _with_small_files(lake, limits))
    left = _bytes(lake)
    return Maintained(
        kept_refresh_ids=tuple(each.refresh_id for each in staying),
        snapshots_expired=len(expired),
        rows_flushed=rows_flushed,
        tables_rewritten=len(heavily_deleted),
        files_merged=files_merged,
        files_deleted=len(_delete_files(lake, limits, is_alone)),
        bytes_released=max(before - left, 0),
        bytes_left=left,
    )


def _expire(lake: Lake, publications: Sequence[Publication], staying: Sequence[Publication]) -> list[int]:
    """Let go of all snapshots before the newest publication's that no publication which stays was built from."""
    if not publications:
        return []
    newest, needed = publications[-1].lake_snapshot_id, {each.lake_snapshot_id for each in staying}
    known = [number for (number,) in lake.sql("select snapshot_id from ducklake_snapshots('lake') order by all")]
    gone = [number for number in known[:-1] if number < newest and number not in needed]
    if gone:
        lake.sql(f"call ducklake_expire_snapshots('lake', versions => {gone})")
    return gone


def _flush(lake: Lake, table: type[LakeTable]) -> int:
    """Move what the catalog holds of a table into files, and return how many rows those were."""
    place = f"schema_name => '{table.lake_schema}', table_name => '{table.lake_name}'"
    return sum(count for _, _, count in lake.sql(f"call ducklake_flush_inlined_data('lake', {place})"))


def _merge(lake: Lake, table: type[LakeTable], limits: Limits) -> int:
    """Merge the small files of a table, and return how many those were; its history stays as it was."""
    options = f"schema => '{table.lake_schema}', max_file_size => {limits.small_bytes}"
    done = lake.sql(f"call ducklake_merge_adjacent_files('lake', '{table.lake_name}', {options})")
    return sum(processed for _, _, processed, _ in done)


def _with_inlined_rows(lake: Lake, limits: Limits) -> list[type[LakeTable]]:
    counts: Counter[tuple[str, str]] = Counter()
    sql = f"select schema_name, name, i.table_name from {CATALOG}.ducklake_inlined_data_tables as i join {LIVE_TABLES}"
    for schema, name, inlined in lake.sql(sql):
        ((count,),) = lake.sql(f'select count(*) from {CATALOG}."{inlined}"')
        counts[schema, name] += int(count)
    return _tables(key for key, count in counts.items() if count >= limits.inlined_rows)


def _with_small_files(lake: Lake, limits: Limits) -> list[type[LakeTable]]:
    sql = f"""
        select schema_name, name from {CATALOG}.ducklake_data_file as f join {LIVE_TABLES}
        where f.end_snapshot is null and file_size_bytes < ? group by all having count(*) >= ?
    """
    return _tables(lake.sql(sql, [limits.small_bytes, limits.small_files]))


def _with_deleted_rows(lake: Lake, limits: Limits) -> list[type[LakeTable]]:
    sql = f"""
        select schema_name, name
        from {CATALOG}.ducklake_data_file as f
        join {LIVE_TABLES}
        left join {CATALOG}.ducklake_delete_file as d on f.data_file_id = d.data_file_id and d.end_snapshot is null
        -- A file that is deleted as a whole is not read, and stays in the catalog whatever is done.
        where f.end_snapshot is null and coalesce(delete_count, 0) < record_count
        group by all
        having sum(delete_count) >= ? and sum(delete_count) >= ? * sum(record_count)
    """
    return _tables(lake.sql(sql, [limits.deleted_rows, limits.deleted_share]))


def _tables(names: Iterable[tuple[object, ...]]) -> list[type[LakeTable]]:
    """Return the tables of these names, in the order of the schemas, without those that tell of the lake itself."""
    wanted = {f"{schema}.{name}" for schema, name in names}
    return [table for table in LAKE_TABLES if table.qualified_name() in wanted and table not in OF_THE_LAKE]


def _delete_files(lake: Lake, limits: Limits, is_alone: bool) -> list[str]:
    """Delete files that no snapshot needs, and those that a kill left behind, once nobody can be at them."""
    latest = _latest(lake)
    if latest is None:
        return []
    until = f"older_than => timestamptz '{(latest - limits.grace).isoformat()}'"
    scheduled = [path for (path,) in lake.sql(f"call ducklake_cleanup_old_files('lake', {until})")]
    if not is_alone:
        return scheduled
    _refuse_harm(
        lake, [path for (path,) in lake.sql(f"call ducklake_delete_orphaned_files('lake', {until}, dry_run => true)")]
    )
    orphaned = lake.sql(f"call ducklake_delete_orphaned_files('lake', {until})")
    return [*scheduled, *(path for (path,) in orphaned)]


def _latest(lake: Lake) -> datetime | None:
    """Return the earlier one of now and the newest snapshot: a clock that is ahead deletes nothing early."""
    ((moment,),) = lake.sql("select least(now(), max(snapshot_time)) from ducklake_snapshots('lake')")
    return moment


def _refuse_harm(lake: Lake, paths: Sequence[str]) -> None:
    """Raise LedgerError where a file of the catalog counts as left behind (DuckLake's issue 815)."""
    known = {
        path.rsplit("/", 1)[-1]
        for table in TABLES_OF_FILES
        for (path,) in lake.sql(f"select path from {CATALOG}.{table}")
    }
    if wrong := [path for path in paths if path.replace("\\", "/").rsplit("/", 1)[-1] in known]:
        raise LedgerError(f"DuckLake would delete {wrong[0]}, which the catalog needs: nothing was deleted.")


def _bytes(lake: Lake) -> int:
    """Return the size of all files that some snapshot needs."""
    files, deletions = (f"select file_size_bytes as size from {CATALOG}.{name}" for name in TABLES_OF_FILES[:2])
    ((size,),) = lake.sql(f"select coalesce(sum(size), 0)::bigint from ({files} union all {deletions})")
    return int(size)
