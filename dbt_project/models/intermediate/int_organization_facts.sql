with
    final as (
        select
            organization_id,
            'organization' as topic,
            organization_id as topic_id,
            'organization' as fact_type,
            organization_id as fact_id
        from {{ ref("dim_organizations") }}
        union all
        select
            organization_id,
            'partnership',
            partnership_id,
            'partnership',
            partnership_id
        from {{ ref("fct_partnership_parties") }}
        union all
        select
            organization_id,
            if(role = 'operator', 'operated_program', 'joined_program'),
            program_id,
            'program_organization',
            program_organization_id
        from {{ ref("fct_program_organizations") }}
        union all
        select organization_id, 'person', person_name, 'person_role', person_role_id
        from {{ ref("fct_person_roles") }}
        where organization_id is not null
        union all
        select subject_id, 'metric', observation_id, 'metric', observation_id
        from {{ ref("fct_metric_observations") }}
        where subject_type = 'organization'
    )

select *
from final
