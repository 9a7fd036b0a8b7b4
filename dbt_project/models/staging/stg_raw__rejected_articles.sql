with
    source as (select * from {{ source("raw", "rejected_articles") }}),

    final as (
        select rejection_id, source_uri, file_uri, reason, message, text from source
    )

select *
from final
