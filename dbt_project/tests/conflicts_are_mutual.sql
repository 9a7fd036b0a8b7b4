{{
    config(
        meta={
            "description": "Each contradiction has two sides and is one disagreement, so the sides per subject and measure are twice its disagreements.",
            "dagster": {"ref": {"name": "metric_history"}},
        }
    )
}}

with
    sides as (
        select subject_type, subject_id, measure, sum(conflict_count) as side_count
        from {{ ref("metric_history") }}
        group by all
    ),

    pairs as (
        select
            entity_type as subject_type,
            entity_id as subject_id,
            attribute as measure,
            count(*) as pair_count
        from {{ ref("disagreements") }}
        where claim_type = 'metric'
        group by all
    )

select *
from sides
full join pairs using (subject_type, subject_id, measure)
where coalesce(side_count, 0) != 2 * coalesce(pair_count, 0)
