with
    final as (
        select program_organization_id, program_id, organization_id, role
        from {{ ref("stg_core__program_organizations") }}
    )
select *
from final
