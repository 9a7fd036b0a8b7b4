with
    final as (
        select
            article_id,
            source_uri,
            title,
            publisher,
            author,
            published_on,
            published_on_precision,
            language,
            word_count,
            loaded_at,
            content_sha256
        from {{ ref("stg_raw__articles") }}
    )
select *
from final
