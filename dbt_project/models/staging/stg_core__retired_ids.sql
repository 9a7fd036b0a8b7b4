with
    source as (select * from {{ source("core", "retired_ids") }}),

    final as (
        select retired_id, entity_type, name, reason, successor_ids, last_published_at
        from source
    )

select *
from final
