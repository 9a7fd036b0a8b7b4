with
    source as (select * from {{ source("raw", "article_copies") }}),

    final as (
        select copy_id, source_uri, article_id, canonical_article_id, kind, similarity
        from source
    )

select *
from final
