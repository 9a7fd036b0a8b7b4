with
    agreements as (select * from {{ ref("int_partnership_ends") }}),

    years as (
        select
            cast(unnest(generate_series(min(year), max(last_year))) as integer) as year
        from agreements
        where year is not null
    ),

    activity as (
        select
            years.year,
            count(*) filter (
                where agreements.year = years.year
            ) as new_partnership_count,
            count(*) filter (where end_year >= years.year) as active_partnership_count,
            count(*) filter (
                where course = 'assumed_active'
            ) as assumed_active_partnership_count,
            count(*) filter (where end_year = years.year) as ended_partnership_count,
            count(*) filter (where end_year < years.year) as over_partnership_count,
            count(*) filter (
                where course = 'ended_at_unknown_time'
            ) as ended_at_unknown_time_partnership_count,
            count(*) filter (where course = 'planned') as planned_partnership_count,
            count(*) as announced_partnership_count
        from years
        inner join agreements on years.year >= agreements.year
        group by years.year
        union all
        select null, count(*), null, null, null, null, null, null, null
        from agreements
        where year is null
        having count(*) > 0
    ),

    statements as (
        select agreements.year, sources.article_id, sources.source_name
        from agreements
        inner join
            {{ ref("int_fact_sources") }} as sources
            on sources.fact_type = 'partnership'
            and agreements.partnership_id = sources.fact_id
    ),

    -- What has spoken by a year is counted from the first year that it speaks of.
    speakers as (
        select 'article' as speaker, article_id as name, min(year) as year
        from statements
        where year is not null
        group by article_id
        union all
        select 'source', source_name, min(year)
        from statements
        where year is not null
        group by source_name
        union all
        select distinct 'article', article_id, null
        from statements
        where year is null
        union all
        select distinct 'source', source_name, null
        from statements
        where year is null
    ),

    spoken as (
        select
            activity.year,
            count(*) filter (where speaker = 'article') as article_count,
            count(*) filter (where speaker = 'source') as source_count
        from activity
        inner join
            speakers
            on activity.year >= speakers.year
            or (activity.year is null and speakers.year is null)
        group by activity.year
    ),

    final as (
        select
            activity.year,
            activity.year is null as is_undated,
            activity.* exclude (year),
            coalesce(spoken.article_count, 0) as article_count,
            coalesce(spoken.source_count, 0) as source_count
        from activity
        left join spoken on activity.year is not distinct from spoken.year
        order by activity.year nulls last
    )

select *
from final
