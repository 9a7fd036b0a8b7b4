with
    source as (select * from {{ source("core", "program_organizations") }}),

    final as (
        select program_organization_id, program_id, organization_id, role from source
    )

select *
from final
