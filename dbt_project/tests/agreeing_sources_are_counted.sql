{{
    config(
        meta={
            "description": "Independent sources are counted when claims are marked, by the same names that dim_articles shows.",
            "dagster": {"ref": {"name": "fct_metric_observations"}},
        }
    )
}}

with
    counted as (
        select
            subject_type,
            subject_id,
            measure,
            unit,
            is_planned,
            time_on,
            time_on_precision,
            value_low,
            value_high,
            count(distinct source_name) as source_count,
            min(agreeing_source_count) as least_count,
            max(agreeing_source_count) as greatest_count
        from {{ ref("fct_metric_observations") }}
        inner join {{ ref("dim_articles") }} using (article_id)
        group by all
    )

select *
from counted
where source_count != least_count or source_count != greatest_count
