with
    final as (
        select distinct
            evidence.fact_type,
            evidence.fact_id,
            evidence.article_id,
            articles.source_name
        from {{ ref("fct_evidence") }} as evidence
        inner join {{ ref("dim_articles") }} as articles using (article_id)
    )

select *
from final
