with
    source as (select * from {{ source("feeds", "fetches") }}),

    final as (
        select
            fetch_id,
            feed_id,
            address,
            final_address,
            title,
            published_on,
            updated_at,
            first_listed_at,
            fetched_at,
            status,
            etag,
            last_modified,
            content_sha256,
            source_uri,
            attempts,
            problem,
            message,
            retry_at
        from source
    )

select *
from final
