{{
    config(
        meta={
            "description": "What was announced is in one column each year, and what is active next year is what has not ended and what is new.",
            "dagster": {"ref": {"name": "partnership_activity_by_year"}},
        }
    )
}}

with
    activity as (
        select
            *,
            active_partnership_count
            + assumed_active_partnership_count
            + over_partnership_count
            + ended_at_unknown_time_partnership_count
            + planned_partnership_count as told_count,
            lag(announced_partnership_count, 1, 0) over (
                order by year
            ) as announced_before_count,
            lag(over_partnership_count + ended_partnership_count, 1, 0) over (
                order by year
            ) as ended_before_count
        from {{ ref("partnership_activity_by_year") }}
        where not is_undated
    )

select *
from activity
where
    told_count != announced_partnership_count
    or announced_before_count + new_partnership_count != announced_partnership_count
    or over_partnership_count != ended_before_count
