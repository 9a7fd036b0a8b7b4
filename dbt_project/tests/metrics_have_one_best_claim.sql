{{
    config(
        meta={
            "description": "Promise 7: among claims about the same thing exactly one is marked as the one to use.",
            "dagster": {"ref": {"name": "fct_metric_observations"}},
        }
    )
}}

with
    claims as (
        select
            subject_type,
            subject_id,
            measure,
            case
                when regexp_full_match(unit, '[A-Z]{3}')
                then 'money'
                when unit in ('day', 'week', 'month', 'year')
                then 'time'
                else unit
            end as unit_class,
            is_planned,
            is_best
        from {{ ref("fct_metric_observations") }}
    )

select
    subject_type,
    subject_id,
    measure,
    unit_class,
    is_planned,
    count_if(is_best) as best_count
from claims
group by all
having count_if(is_best) != 1
