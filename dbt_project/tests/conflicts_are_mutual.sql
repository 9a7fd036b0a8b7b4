{{
    config(
        meta={
            "description": "Each contradiction has two sides, so the sides per subject, measure and time are an even number.",
            "dagster": {"ref": {"name": "metric_history"}},
        }
    )
}}

select
    subject_type,
    subject_id,
    measure,
    unit,
    is_planned,
    as_of,
    sum(conflict_count) as side_count
from {{ ref("metric_history") }}
group by all
having sum(conflict_count) % 2 != 0
