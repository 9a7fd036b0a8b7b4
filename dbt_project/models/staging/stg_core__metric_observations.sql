with
    source as (select * from {{ source("core", "metric_observations") }}),

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
            usd_rate,
            usd_rate_period,
            qualifier,
            as_of,
            as_of_precision,
            is_planned,
            is_best,
            best_reason,
            article_id
        from source
    )

select *
from final
