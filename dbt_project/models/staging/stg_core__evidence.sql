with
    source as (select * from {{ source("core", "evidence") }}),

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
        from source
    )

select *
from final
