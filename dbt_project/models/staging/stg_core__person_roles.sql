with
    source as (select * from {{ source("core", "person_roles") }}),

    final as (
        select person_role_id, person_name, title, organization_id, organization_name
        from source
    )

select *
from final
