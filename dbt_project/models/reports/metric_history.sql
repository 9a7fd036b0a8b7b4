with
    observations as (select * from {{ ref("fct_metric_observations") }}),
    reasons as (
        select observation_id, best_reason
        from {{ ref("stg_core__metric_observations") }}
    ),
    articles as (select * from {{ ref("dim_articles") }}),

    -- "around 100" allows for 10 % on either side, so that it agrees with "101".
    bounds as (
        select
            *,
            if(qualifier = 'about', value_low - abs(value_low) * 0.1, value_low) as low,
            if(
                qualifier = 'about', value_high + abs(value_high) * 0.1, value_high
            ) as high
        from observations
    ),

    -- Two claims contradict each other when they speak of the same thing at the same
    -- time and their bounds are disjoint.
    conflicts as (
        select one.observation_id, count(*) as conflict_count
        from bounds as one
        inner join
            bounds as other
            on one.subject_type = other.subject_type
            and one.subject_id = other.subject_id
            and one.measure = other.measure
            and one.unit = other.unit
            and one.is_planned = other.is_planned
            and one.as_of is not distinct from other.as_of
            and (one.high < other.low or other.high < one.low)
        group by one.observation_id
    ),

    quotes as (
        select fact_id as observation_id, min_by(quote, char_start) as quote
        from {{ ref("fct_evidence") }}
        where fact_type = 'metric'
        group by fact_id
    ),

    final as (
        select
            observations.observation_id,
            observations.subject_type,
            observations.subject_id,
            observations.subject_name,
            observations.measure,
            observations.unit,
            observations.is_planned,
            observations.as_of,
            observations.as_of_precision,
            observations.value_low,
            observations.value_high,
            observations.qualifier,
            observations.value_usd_low,
            observations.value_usd_high,
            observations.usd_rate,
            observations.usd_rate_period,
            observations.is_best,
            reasons.best_reason,
            coalesce(conflicts.conflict_count, 0) > 0 as has_conflict,
            coalesce(conflicts.conflict_count, 0) as conflict_count,
            observations.article_id,
            articles.source_uri,
            articles.title as article_title,
            articles.publisher,
            articles.published_on,
            quotes.quote
        from observations
        left join reasons using (observation_id)
        left join conflicts using (observation_id)
        left join articles using (article_id)
        left join quotes using (observation_id)
        order by
            subject_name,
            subject_id,
            measure,
            unit,
            is_planned,
            as_of nulls last,
            observation_id
    )

select *
from final
