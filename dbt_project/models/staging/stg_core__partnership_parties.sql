with
    source as (select * from {{ source("core", "partnership_parties") }}),

    final as (select partnership_id, organization_id, role from source)

select *
from final
