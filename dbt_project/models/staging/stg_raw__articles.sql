with
    source as (select * from {{ source("raw", "articles") }}),

    final as (
        select
            article_id,
            source_uri,
            title,
            publisher,
            author,
            address,
            licence,
            published_on,
            published_on_precision,
            published_on_basis,
            language,
            word_count,
            loaded_at,
            content_sha256,
            text
        from source
    )

select *
from final
