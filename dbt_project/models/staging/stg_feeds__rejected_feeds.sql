with
    source as (select * from {{ source("feeds", "rejected_feeds") }}),

    final as (select rejection_id, reason, message from source)

select *
from final
