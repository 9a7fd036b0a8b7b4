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
            usd_rate_period,
            best_reason,
            is_best_at_time,
            best_at_time_reason,
            rank_at_time,
            time_on,
            time_on_precision,
            time_basis,
            source_kind,
            source_rank,
            agreeing_source_count
        from {{ ref("stg_core__metric_observations") }}
    )
select *
from final
