with
    final as (
        select
            evidence_id,
            fact_type,
            fact_id,
            article_id,
            char_start,
            char_end,
            quote,
            engine,
            engine_version,
            confidence
        from {{ ref("stg_core__evidence") }}
    )
select *
from final
