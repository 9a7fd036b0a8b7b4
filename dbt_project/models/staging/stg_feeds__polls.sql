with
    source as (select * from {{ source("feeds", "polls") }}),

    final as (
        select
            feed_id,
            address,
            kind,
            publisher,
            filter_hash,
            interval_minutes,
            last_polled_at,
            last_success_at,
            last_new_at,
            etag,
            last_modified,
            status,
            problem,
            message,
            failures,
            retry_at,
            entry_count
        from source
    )

select *
from final
