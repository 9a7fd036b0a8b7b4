with
    final as (
        select
            'organization' as entity_type,
            organization_id as entity_id,
            name as entity_name
        from {{ ref("dim_organizations") }}
        union all
        select 'program', program_id, name
        from {{ ref("dim_programs") }}
        union all
        select
            'partnership',
            partnership_id,
            string_agg(name, ', ' order by name, organization_id)
        from {{ ref("fct_partnership_parties") }}
        inner join {{ ref("dim_organizations") }} using (organization_id)
        group by partnership_id
    )

select *
from final
