{{
    config(
        meta={
            "description": "Promise 1: every fact has evidence, and all evidence belongs to a fact.",
            "dagster": {"ref": {"name": "fct_evidence"}},
        }
    )
}}

with
    facts as (
        select 'organization' as fact_type, organization_id as fact_id
        from {{ ref("dim_organizations") }}
        union all
        select 'partnership', partnership_id
        from {{ ref("fct_partnerships") }}
        union all
        select 'program', program_id
        from {{ ref("dim_programs") }}
        union all
        select 'program_organization', program_organization_id
        from {{ ref("fct_program_organizations") }}
        union all
        select 'metric', observation_id
        from {{ ref("fct_metric_observations") }}
        union all
        select 'person_role', person_role_id
        from {{ ref("fct_person_roles") }}
    ),

    evidence as (
        select distinct fact_type, fact_id, true as is_evidence
        from {{ ref("fct_evidence") }}
    ),

    final as (
        select
            fact_type,
            fact_id,
            case
                when facts.fact_id is null
                then 'evidence without a fact'
                else 'fact without evidence'
            end as problem
        from facts
        full join evidence using (fact_type, fact_id)
        where facts.fact_id is null or evidence.is_evidence is null
    )

select *
from final
