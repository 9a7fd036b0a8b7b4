with
    final as (
        select merged_id, entity_type, merged_into
        from {{ ref("stg_core__merged_ids") }}
    )
select *
from final
