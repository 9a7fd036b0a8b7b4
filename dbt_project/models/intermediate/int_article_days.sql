with
    articles as (select * from {{ ref("dim_articles") }}),

    newest as (
        select (max(loaded_at) at time zone 'UTC')::date as newest_load_on from articles
    ),

    arrivals as (
        select
            article_id,
            source_name,
            source_uri,
            loaded_at,
            published_on,
            published_on_precision,
            newest_load_on,
            (coalesce(fetched_at, loaded_at) at time zone 'UTC')::date as arrived_on
        from articles
        cross join newest
    ),

    final as (
        select
            article_id,
            source_name,
            source_uri,
            loaded_at,
            published_on,
            published_on_precision,
            arrived_on,
            newest_load_on,
            least(
                newest_load_on,
                case
                    published_on_precision
                    when 'day'
                    then published_on
                    when 'month'
                    then least(last_day(published_on), arrived_on)
                    when 'year'
                    then least(make_date(year(published_on), 12, 31), arrived_on)
                    else arrived_on
                end
            ) as appeared_on
        from arrivals
    )

select *
from final
