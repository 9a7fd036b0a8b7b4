{{
    config(
        meta={
            "description": "Promise 7: among claims about the same thing exactly one is marked as the one to use now, and one for each time.",
            "dagster": {"ref": {"name": "fct_metric_observations"}},
        }
    )
}}

with
    claims as (
        select
            * replace (
                case
                    when {{ is_money("unit") }}
                    then 'money'
                    when unit in ('day', 'week', 'month', 'year')
                    then 'time'
                    else unit
                end as unit
            )
        from {{ ref("fct_metric_observations") }}
    ),

    now as (
        select
            subject_type,
            subject_id,
            measure,
            unit,
            is_planned,
            null::date as time_on,
            null as time_on_precision,
            count_if(is_best) as best_count,
            count_if(is_best and is_best_at_time and best_reason != '') as told_count
        from claims
        group by all
    ),

    at_time as (
        select
            subject_type,
            subject_id,
            measure,
            unit,
            is_planned,
            time_on,
            time_on_precision,
            count_if(is_best_at_time) as best_count,
            count_if(is_best_at_time and best_at_time_reason != '') as told_count
        from claims
        group by all
    )

select *
from now
where best_count != 1 or told_count != 1
union all
select *
from at_time
where best_count != 1 or told_count != 1
