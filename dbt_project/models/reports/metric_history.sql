with
    claims as (select * from {{ ref("int_metric_claims") }}),
    contradictions as (select * from {{ ref("int_metric_contradictions") }}),

    sides as (
        select observation_id_a as observation_id, is_same_time
        from contradictions
        union all
        select observation_id_b, is_same_time
        from contradictions
    ),

    conflicts as (
        select
            observation_id,
            count(*) as conflict_count,
            count_if(is_same_time) as same_time_conflict_count
        from sides
        group by observation_id
    ),

    final as (
        select
            observation_id,
            subject_type,
            subject_id,
            subject_name,
            measure,
            unit,
            is_planned,
            as_of,
            as_of_precision,
            value_low,
            value_high,
            qualifier,
            value_usd_low,
            value_usd_high,
            usd_rate,
            usd_rate_period,
            is_best,
            best_reason,
            coalesce(conflict_count, 0) > 0 as has_conflict,
            coalesce(conflict_count, 0) as conflict_count,
            article_id,
            source_uri,
            article_title,
            publisher,
            published_on,
            quote,
            is_best_at_time,
            best_at_time_reason,
            rank_at_time,
            time_on,
            time_on_precision,
            time_basis,
            source_kind,
            source_rank,
            agreeing_source_count,
            source_name,
            value_text,
            coalesce(same_time_conflict_count, 0)::bigint as same_time_conflict_count
        from claims
        left join conflicts using (observation_id)
        order by
            subject_name,
            subject_id,
            measure,
            unit,
            is_planned,
            time_on nulls last,
            time_on_precision,
            rank_at_time,
            observation_id
    )

select *
from final
