with
    articles as (select * from {{ ref("int_article_days") }}),

    -- An article that is dated to the month has no week, one that is dated to the
    -- year neither.
    dated as (
        select
            source_name,
            'month' as period,
            date_trunc('month', appeared_on)::date as starts_on
        from articles
        where published_on_precision in ('day', 'month')
        union all
        select
            source_name,
            'week' as period,
            date_trunc('week', appeared_on)::date as starts_on
        from articles
        where published_on_precision = 'day'
    ),

    spans as (
        select
            source_name,
            period,
            min(starts_on) as first_on,
            max(starts_on) as last_on,
            if(period = 'month', interval 1 month, interval 7 days) as step
        from dated
        group by source_name, period
    ),

    -- With the periods in between that have no article: they count as zero.
    calendar as (
        select
            source_name,
            period,
            unnest(generate_series(first_on::timestamp, last_on::timestamp, step))::date
            as starts_on
        from spans
    ),

    counts as (
        select
            calendar.source_name,
            calendar.period,
            calendar.starts_on,
            count(dated.source_name) as article_count
        from calendar
        left join dated using (source_name, period, starts_on)
        group by all
    ),

    expected as (
        select
            *,
            count(*) over earlier as earlier_period_count,
            median(article_count) over earlier as usual_count,
            -- 1.4826 MADs are a standard deviation; counts scatter by their root at
            -- least.
            greatest(
                1.4826 * mad(article_count) over earlier, sqrt(usual_count), 1
            ) as spread
        from counts
        window
            earlier as (
                partition by source_name, period
                order by starts_on
                rows between 12 preceding and 1 preceding
            )
    ),

    final as (
        select
            source_name,
            period,
            starts_on,
            article_count,
            earlier_period_count,
            if(earlier_period_count >= 6, usual_count, null) as usual_count,
            if(
                earlier_period_count >= 6, greatest(0, usual_count - 3 * spread), null
            ) as expected_low,
            if(
                earlier_period_count >= 6, usual_count + 3 * spread, null
            ) as expected_high,
            starts_on = date_trunc(period, newest.newest_load_on) as is_unfinished,
            if(
                earlier_period_count >= 6,
                abs(article_count - usual_count) >= 5
                and (
                    article_count > expected_high
                    or (article_count < expected_low and not is_unfinished)
                ),
                null
            ) as is_unusual
        from expected
        cross join
            (select max(newest_load_on) as newest_load_on from articles) as newest
        order by source_name, period, starts_on
    )

select *
from final
