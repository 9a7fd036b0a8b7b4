with
    source as (select * from {{ source("core", "rejected_claims") }}),

    final as (
        select rejection_id, article_id, fact_type, reason, message, text from source
    )

select *
from final
