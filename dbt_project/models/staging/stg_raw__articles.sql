with
    source as (select * from {{ source("raw", "articles") }}),

    final as (
        select
            article_id,
            source_uri,
            file_uri,
            title,
            publisher,
            author,
            address,
            licence,
            published_on,
            published_on_precision,
            published_on_basis,
            fetched_at,
            language,
            language_basis,
            word_count,
            loaded_at,
            content_sha256,
            text
        from source
    )

select *
from final
