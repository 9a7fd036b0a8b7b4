with
    final as (
        select person_role_id, person_name, title, organization_id, organization_name
        from {{ ref("stg_core__person_roles") }}
    )
select *
from final
