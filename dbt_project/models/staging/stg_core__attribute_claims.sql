with
    source as (select * from {{ source("core", "attribute_claims") }}),

    final as (
        select
            claim_id,
            entity_type,
            entity_id,
            attribute,
            value,
            value_key,
            value_label,
            basis,
            article_id,
            evidence_id,
            stated_on,
            stated_on_precision,
            is_chosen
        from source
    )

select *
from final
