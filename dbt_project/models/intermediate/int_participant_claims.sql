with
    claims as (
        select
            observations.observation_id,
            observations.subject_id as program_id,
            year(observations.as_of)::integer as cohort_year,
            observations.measure,
            observations.unit,
            observations.is_planned,
            observations.value_low,
            observations.value_high,
            observations.qualifier,
            observations.is_best,
            observations.is_best_at_time,
            observations.rank_at_time,
            observations.time_on,
            observations.time_on_precision,
            articles.article_id,
            articles.source_name
        from {{ ref("fct_metric_observations") }} as observations
        inner join {{ ref("dim_articles") }} as articles using (article_id)
        where
            observations.subject_type = 'program'
            and observations.measure
            in ('{{ var("participant_measures") | join("', '") }}')
    ),

    final as (
        select
            *,
            min(observation_id) over (cohort) as cohort_id,
            count(*) over (cohort) as claim_count,
            row_number() over (
                partition by program_id, measure, unit, cohort_year, is_planned
                order by
                    is_best desc,
                    is_best_at_time desc,
                    rank_at_time,
                    {{ latest_first() }},
                    observation_id
            )
            = 1 as is_shown
        from claims
        window
            cohort as (partition by program_id, measure, unit, cohort_year, is_planned)
    )

select *
from final
