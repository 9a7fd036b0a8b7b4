with
    final as (
        select copy_id, source_uri, article_id, canonical_article_id, kind, similarity
        from {{ ref("stg_raw__article_copies") }}
    )
select *
from final
