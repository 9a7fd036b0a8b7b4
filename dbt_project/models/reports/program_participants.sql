with
    participants as (
        select * from {{ ref("fct_program_organizations") }} where role != 'operator'
    ),
    programs as (select * from {{ ref("dim_programs") }}),
    organizations as (select * from {{ ref("dim_organizations") }}),

    mentions as (
        select
            fact_id as program_organization_id,
            count(distinct article_id) as article_count
        from {{ ref("fct_evidence") }}
        where fact_type = 'program_organization'
        group by fact_id
    ),

    final as (
        select
            participants.program_organization_id,
            participants.program_id,
            programs.name as program_name,
            programs.program_kind,
            programs.city as program_city,
            programs.year as program_year,
            participants.organization_id,
            organizations.name as organization_name,
            organizations.organization_type,
            organizations.city as organization_city,
            organizations.country_code as organization_country_code,
            participants.role,
            coalesce(mentions.article_count, 0) as article_count
        from participants
        inner join programs using (program_id)
        inner join organizations using (organization_id)
        left join mentions using (program_organization_id)
        order by
            program_name, program_id, role, organization_name, program_organization_id
    )

select *
from final
