with
    final as (
        select merged_id, entity_type, merged_into, led_by, name, last_published_at
        from {{ ref("stg_core__merged_ids") }}
    )
select *
from final
