with
    source as (select * from {{ source("facts", "rejected_facts") }}),

    final as (
        select rejection_id, article_id, fact_type, stage, reason, message, text
        from source
    )

select *
from final
