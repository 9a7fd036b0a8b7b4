"""The history of ids: every id that was ever published, with what was known of it -> operations.published_ids.

Here: taking what the published file holds into the lake. Not here: where old ids lead (`normalize.merged_ids`).

The published file itself is read, so that a kill between its rename and the note in the lake, a lake that was deleted,
or a file of an older release lose nothing: the next refresh takes over what the lake lacks.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from orchestration.lake import Lake
from orchestration.publish.contents import reading
from orchestration.schemas.operations import PublishedIds, Refreshes

LIVE = """
with
    stated as (
        select
            fact_id as published_id,
            list_sort(list(distinct article_id)) as article_ids,
            list_sort(
                list(distinct sha256(translate(quote, concat(' ', chr(9), chr(10), chr(13)), ''))[:16])
            ) as sentences
        from marts.fct_evidence
        where fact_type in ('organization', 'program', 'partnership')
        group by fact_id
    ),
    parties as (
        select
            partnership_id,
            list_sort(list(organization_id)) as party_ids,
            list_transform(list_sort(list((name, organization_id))), lambda one: one[1]).array_to_string(', ') as names
        from marts.fct_partnership_parties
        inner join marts.dim_organizations using (organization_id)
        group by partnership_id
    ),
    known as (
        select organization_id as published_id, 'organization' as entity_type, name,
            list_prepend(name, aliases) as spellings, city_id, []::varchar[] as party_ids, null as kind, null as year
        from marts.dim_organizations
        union all
        select program_id, 'program', name, list_prepend(name, aliases), city_id, []::varchar[], null, null
        from marts.dim_programs
        union all
        select partnership_id, 'partnership', concat_ws(', ', names, replace(kind, '_', ' '), year), []::varchar[],
            null, coalesce(party_ids, []::varchar[]), kind, year
        from marts.fct_partnerships
        left join parties using (partnership_id)
    )
select known.*, coalesce(article_ids, []::varchar[]) as article_ids, coalesce(sentences, []::varchar[]) as sentences
from known
left join stated using (published_id)
"""
IDS = """
select organization_id as published_id from marts.dim_organizations
union all select program_id from marts.dim_programs
union all select partnership_id from marts.fct_partnerships
order by published_id
"""
GONE = """
select merged_id as published_id, entity_type, name, merged_into, last_published_at
from marts.merged_ids
where last_published_at is not null
union all
select retired_id, entity_type, name, null, last_published_at
from marts.retired_ids
"""


def remember_ids(lake: Lake, warehouse: Path) -> None:
    """Take the ids of the published file into the lake; what the lake knows already is not written again."""
    known = lake.read(PublishedIds)
    with reading(warehouse) as connection:
        found = pl.concat([_live(connection, known), _gone(connection, known)])
    rows = found.join(known, on=PublishedIds.column_names(), how="anti", nulls_equal=True)
    if not rows.is_empty():
        lake.upsert({PublishedIds: rows})


def published_ids(lake: Lake, warehouse: Path) -> pl.DataFrame:
    """Return the history, with what the lake has missed; live ids have the latest refresh as their last."""
    known = lake.read(PublishedIds)
    if warehouse.exists() and _is_newest(warehouse, lake) and not _are_known(warehouse, known):
        remember_ids(lake, warehouse)
        known = lake.read(PublishedIds)
    refreshes = lake.read(Refreshes)["refreshed_at"]
    latest = pl.max_horizontal(pl.lit(refreshes.max(), dtype=pl.Datetime("us", "UTC")), pl.max("first_published_at"))
    last = pl.coalesce("last_published_at", latest)
    return PublishedIds.cast(known.with_columns(last_published_at=last))


def _is_newest(warehouse: Path, lake: Lake) -> bool:
    """Return whether the lake knows of no later publication, as it does where another machine published."""
    noted = lake.read(Refreshes)["refreshed_at"].to_list()
    with reading(warehouse) as connection:
        here = _published_at(connection)
    return here is not None and all(here >= each for each in noted)


def _are_known(warehouse: Path, known: pl.DataFrame) -> bool:
    """Return whether the lake has the ids of the file as those that are published now."""
    ours = known.filter(pl.col("last_published_at").is_null())["published_id"].sort()
    with reading(warehouse) as connection:
        return connection.sql(IDS).pl()["published_id"].equals(ours)


def _live(connection: duckdb.DuckDBPyConnection, known: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of what is published now; the first publication is the one that the lake knows."""
    first = known.select("published_id", "first_published_at")
    at = pl.lit(_published_at(connection), dtype=pl.Datetime("us", "UTC"))
    return PublishedIds.cast(
        connection.sql(LIVE)
        .pl()
        .join(first, on="published_id", how="left")
        .with_columns(
            first_published_at=pl.coalesce("first_published_at", at),
            last_published_at=pl.lit(None),
            merged_into=pl.lit(None),
        )
        .select(PublishedIds.column_names())
    )


def _gone(connection: duckdb.DuckDBPyConnection, known: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of what was published before; of one that the lake has lost, the name is all that is left."""
    try:
        found = connection.sql(GONE).pl().with_columns(pl.col("last_published_at").dt.convert_time_zone("UTC"))
    except (duckdb.CatalogException, duckdb.BinderException):  # published by a release that retired nothing
        return known.clear()
    details = known.drop("merged_into", "last_published_at", "entity_type", "name")
    return PublishedIds.cast(
        found.join(details, on="published_id", how="left")
        .with_columns(
            *(pl.col(each).fill_null([]) for each in ("party_ids", "article_ids", "sentences")),
            spellings=pl.coalesce("spellings", pl.concat_list("name")),
            first_published_at=pl.coalesce("first_published_at", "last_published_at"),
        )
        .select(PublishedIds.column_names())
    )


def _published_at(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    row = connection.sql("select max(refreshed_at) from marts.refreshes").fetchone()
    return row[0].astimezone(UTC) if row and row[0] else None
