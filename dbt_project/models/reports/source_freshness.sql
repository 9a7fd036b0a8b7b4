with
    articles as (select * from {{ ref("int_article_days") }}),

    days as (
        select
            source_name,
            appeared_on,
            appeared_on - lag(appeared_on) over (
                partition by source_name order by appeared_on
            ) as days_since_the_one_before
        from (select distinct source_name, appeared_on from articles)
    ),

    rhythms as (
        select
            source_name,
            median(days_since_the_one_before) as usual_interval_days,
            greatest(3 * usual_interval_days, 14) as overdue_after_days
        from days
        group by source_name
        having count(*) >= 5
    ),

    sources as (
        select
            source_name,
            count(*) as article_count,
            min(published_on) as first_published_on,
            max(published_on) as last_published_on,
            min(loaded_at) as first_loaded_at,
            max(loaded_at) as last_loaded_at,
            count(distinct arrived_on) as arrival_day_count,
            count(distinct appeared_on) as active_day_count,
            max(newest_load_on) - max(appeared_on) as silent_days
        from articles
        group by source_name
    ),

    listed as (
        select articles.source_name, pages.feed_id
        from articles
        inner join {{ ref("stg_feeds__fetches") }} as pages using (source_uri)
        union
        select sources.source_name, feeds.feed_id
        from sources
        inner join
            {{ ref("stg_feeds__polls") }} as feeds
            on feeds.publisher = sources.source_name
    ),

    feeds as (
        select
            listed.source_name,
            count(*) as feed_count,
            count(*) filter (where feeds.status = 'failed') as failing_feed_count,
            max(feeds.last_success_at) as feed_last_success_at,
            max(feeds.last_new_at) as feed_last_new_at
        from listed
        inner join {{ ref("stg_feeds__polls") }} as feeds using (feed_id)
        group by listed.source_name
    ),

    final as (
        select
            source_name,
            sources.article_count,
            sources.first_published_on,
            sources.last_published_on,
            sources.first_loaded_at,
            sources.last_loaded_at,
            sources.arrival_day_count,
            sources.active_day_count,
            rhythms.usual_interval_days,
            sources.silent_days,
            rhythms.overdue_after_days,
            case
                when sources.arrival_day_count > 1 or feeds.feed_count > 0
                then sources.silent_days > rhythms.overdue_after_days
            end as is_overdue,
            coalesce(feeds.feed_count, 0) as feed_count,
            coalesce(feeds.failing_feed_count, 0) as failing_feed_count,
            feeds.feed_last_success_at,
            feeds.feed_last_new_at
        from sources
        left join rhythms using (source_name)
        left join feeds using (source_name)
        order by is_overdue desc nulls last, sources.silent_days desc, source_name
    )

select *
from final
