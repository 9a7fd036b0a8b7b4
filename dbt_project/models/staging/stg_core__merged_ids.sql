with
    source as (select * from {{ source("core", "merged_ids") }}),

    final as (
        select merged_id, entity_type, merged_into, led_by, name, last_published_at
        from source
    )

select *
from final
