with
    feeds as (select * from {{ ref("stg_feeds__polls") }}),

    pages as (
        select
            feed_id,
            count(*) filter (where source_uri is not null) as fetched_page_count,
            count(*) filter (
                where status in ('waiting', 'outdated')
            ) as waiting_page_count,
            count(*) filter (
                where status in ('failed', 'given_up')
            ) as failed_page_count
        from {{ ref("stg_feeds__fetches") }}
        group by feed_id
    ),

    final as (
        select
            feed_id,
            feeds.address,
            feeds.publisher,
            feeds.kind,
            feeds.status,
            feeds.last_polled_at,
            feeds.last_success_at,
            feeds.last_new_at,
            feeds.entry_count,
            coalesce(pages.fetched_page_count, 0) as fetched_page_count,
            coalesce(pages.waiting_page_count, 0) as waiting_page_count,
            coalesce(pages.failed_page_count, 0) as failed_page_count,
            feeds.problem,
            feeds.message
        from feeds
        left join pages using (feed_id)
        order by feeds.last_success_at nulls first, feeds.address
    )

select *
from final
