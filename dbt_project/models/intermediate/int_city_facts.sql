with
    organizations as (
        select city_id, organization_id
        from {{ ref("dim_organizations") }}
        where city_id is not null
    ),

    final as (
        select city_id, 'organization' as fact_type, organization_id as fact_id
        from organizations
        union all
        select city_id, 'program', program_id
        from {{ ref("dim_programs") }}
        where city_id is not null
        union all
        select organizations.city_id, 'partnership', parties.partnership_id
        from {{ ref("fct_partnership_parties") }} as parties
        inner join organizations using (organization_id)
        union all
        select subject_id, 'metric', observation_id
        from {{ ref("fct_metric_observations") }}
        where subject_type = 'city'
    )

select *
from final
