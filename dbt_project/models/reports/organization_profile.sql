with
    organizations as (select * from {{ ref("dim_organizations") }}),
    facts as (select * from {{ ref("int_organization_facts") }}),
    sources as (select * from {{ ref("int_fact_sources") }}),

    partners as (
        select
            one.organization_id, count(distinct other.organization_id) as partner_count
        from {{ ref("fct_partnership_parties") }} as one
        inner join {{ ref("fct_partnership_parties") }} as other using (partnership_id)
        where one.organization_id != other.organization_id
        group by one.organization_id
    ),

    network as (
        select
            organization_id,
            partner_rank,
            betweenness,
            betweenness_basis,
            last_year as last_partnership_year
        from {{ ref("organizations_by_partners") }}
    ),

    final as (
        select
            organizations.organization_id,
            organizations.name,
            organizations.organization_type,
            organizations.city,
            organizations.country_code,
            count(distinct topic_id) filter (
                topic = 'partnership'
            ) as partnership_count,
            coalesce(any_value(partners.partner_count), 0) as partner_count,
            count(distinct topic_id) filter (
                topic = 'operated_program'
            ) as operated_program_count,
            count(distinct topic_id) filter (
                topic = 'joined_program'
            ) as joined_program_count,
            count(distinct topic_id) filter (topic = 'person') as person_count,
            count(distinct topic_id) filter (topic = 'metric') as metric_count,
            organizations.first_seen_on,
            organizations.last_seen_on,
            count(distinct sources.article_id) as article_count,
            count(distinct sources.source_name) as source_count,
            any_value(network.partner_rank) as partner_rank,
            any_value(network.betweenness) as betweenness,
            any_value(network.betweenness_basis) as betweenness_basis,
            any_value(network.last_partnership_year) as last_partnership_year
        from organizations
        left join facts using (organization_id)
        left join sources using (fact_type, fact_id)
        left join partners using (organization_id)
        left join network using (organization_id)
        group by all
        order by article_count desc, name, organization_id
    )

select *
from final
