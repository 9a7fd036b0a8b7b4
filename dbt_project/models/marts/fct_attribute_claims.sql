with
    claims as (select * from {{ ref("stg_core__attribute_claims") }}),

    final as (
        select
            claims.claim_id,
            claims.entity_type,
            claims.entity_id,
            claims.attribute,
            claims.value,
            claims.value_key,
            claims.value_label,
            claims.basis,
            claims.article_id,
            claims.evidence_id,
            articles.source_name,
            claims.stated_on,
            claims.stated_on_precision,
            claims.is_chosen
        from claims
        left join {{ ref("dim_articles") }} as articles using (article_id)
    )

select *
from final
