with
    articles as (select * from {{ ref("stg_raw__articles") }}),

    selections as (
        select article_id, decision as reading, reason as reading_reason
        from {{ ref("stg_facts__selections") }}
    ),

    originals as (
        select article_id, canonical_article_id
        from {{ ref("article_copies") }}
        where kind != 'same_file'
    ),

    copies as (
        select canonical_article_id as article_id, count(*) as copy_count
        from {{ ref("article_copies") }}
        group by canonical_article_id
    ),

    final as (
        select
            article_id,
            articles.source_uri,
            articles.title,
            articles.publisher,
            articles.author,
            articles.published_on,
            articles.published_on_precision,
            articles.language,
            articles.word_count,
            articles.loaded_at,
            articles.content_sha256,
            articles.address,
            articles.fetched_at,
            selections.reading,
            selections.reading_reason,
            originals.canonical_article_id,
            coalesce(copies.copy_count, 0) as copy_count,
            coalesce(
                articles.publisher,
                nullif(
                    regexp_extract(
                        articles.address, '^https?://(?:www\.)?([^/:?#]+)', 1
                    ),
                    ''
                ),
                nullif(regexp_extract(articles.source_uri, '^([^/]*[^/!])/', 1), ''),
                'raw'
            ) as source_name,
            articles.licence
        from articles
        left join selections using (article_id)
        left join originals using (article_id)
        left join copies using (article_id)
    )
select *
from final
