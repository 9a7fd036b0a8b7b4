with
    final as (
        select retired_id, entity_type, name, reason, successor_ids, last_published_at
        from {{ ref("stg_core__retired_ids") }}
    )
select *
from final
