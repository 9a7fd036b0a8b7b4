with
    programs as (select * from {{ ref("dim_programs") }}),
    claims as (select * from {{ ref("int_participant_claims") }}),
    named as (select * from {{ ref("int_named_participants") }}),

    participants as (
        select program_id, count(distinct organization_id) as participant_count
        from named
        group by program_id
    ),

    -- Who is named in the article that states the number: most likely the same class.
    listed as (
        select claims.cohort_id, count(distinct named.organization_id) as listed_count
        from claims
        inner join named using (program_id, article_id)
        where claims.is_shown
        group by claims.cohort_id
    ),

    cohorts as (
        select * exclude (article_id, source_name)
        from claims
        where is_shown
        union all by name
        select program_id, program_id as cohort_id, 0 as claim_count
        from participants
        anti join claims using (program_id)
    ),

    told as (
        select cohort_id, article_id, source_name
        from claims
        union all
        select cohorts.cohort_id, named.article_id, named.source_name
        from cohorts
        inner join named using (program_id)
    ),

    told_counts as (
        select
            cohort_id,
            count(distinct article_id) as article_count,
            count(distinct source_name) as source_count
        from told
        group by cohort_id
    ),

    -- "around 100" allows for 10 % on either side, as in metric_history.
    compared as (
        select
            cohorts.*,
            coalesce(participants.participant_count, 0) as participant_count,
            coalesce(listed.listed_count, 0) as listed_count,
            coalesce(listed.listed_count, participants.participant_count, 0) as counted,
            value_low * if(qualifier = 'about', 0.9, 1) as low,
            value_high * if(qualifier = 'about', 1.1, 1) as high
        from cohorts
        left join participants using (program_id)
        left join listed using (cohort_id)
    ),

    final as (
        select
            compared.program_id,
            programs.name as program_name,
            programs.program_kind,
            programs.city as program_city,
            programs.year as program_year,
            compared.cohort_year,
            compared.measure,
            compared.unit,
            compared.is_planned,
            compared.value_low as stated_low,
            compared.value_high as stated_high,
            compared.qualifier,
            compared.observation_id,
            compared.claim_count,
            compared.listed_count,
            compared.participant_count,
            case
                when compared.measure is null
                then 'not_stated'
                when compared.unit = 'people' or compared.is_planned
                then 'not_comparable'
                when compared.counted = 0
                then 'none_named'
                when compared.counted < compared.low
                then 'fewer_named'
                when compared.counted > compared.high
                then 'more_named'
                else 'agrees'
            end as comparison,
            coalesce(told_counts.article_count, 0) as article_count,
            coalesce(told_counts.source_count, 0) as source_count
        from compared
        inner join programs using (program_id)
        left join told_counts using (cohort_id)
        order by
            program_name,
            program_id,
            cohort_year nulls last,
            measure nulls last,
            unit,
            is_planned
    )

select *
from final
