with
    final as (
        select
            participants.program_id,
            participants.organization_id,
            sources.article_id,
            sources.source_name
        from {{ ref("fct_program_organizations") }} as participants
        left join
            {{ ref("int_fact_sources") }} as sources
            on sources.fact_type = 'program_organization'
            and participants.program_organization_id = sources.fact_id
        where participants.role = 'participant'
    )

select *
from final
