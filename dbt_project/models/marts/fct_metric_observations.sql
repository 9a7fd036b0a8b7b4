with
    final as (
        select
            observation_id,
            subject_type,
            subject_id,
            subject_name,
            measure,
            value_low,
            value_high,
            unit,
            value_usd_low,
            value_usd_high,
            qualifier,
            as_of,
            as_of_precision,
            is_planned,
            is_best,
            article_id,
            usd_rate,
            usd_rate_period
        from {{ ref("stg_core__metric_observations") }}
    )
select *
from final
