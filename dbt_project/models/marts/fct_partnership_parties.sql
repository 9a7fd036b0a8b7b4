with
    final as (
        select partnership_id, organization_id, role
        from {{ ref("stg_core__partnership_parties") }}
    )
select *
from final
