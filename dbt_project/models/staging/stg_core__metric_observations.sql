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
            is_best_at_time,
            best_at_time_reason,
            rank_at_time,
            time_on,
            time_on_precision,
            time_basis,
            source_kind,
            source_rank,
            agreeing_source_count,
            article_id
        from source
    )

select *
from final
