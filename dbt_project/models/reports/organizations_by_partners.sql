with
    links as (
        select organization_id_a as organization_id, organization_id_b as partner_id, *
        from {{ ref("organization_network") }}
        union all
        select organization_id_b, organization_id_a, *
        from {{ ref("organization_network") }}
    ),

    partners as (
        select
            organization_id,
            count(*) as partner_count,
            count(*) filter (where smallest_party_count = 2) as direct_partner_count,
            min(first_year) as first_year,
            max(last_year) as last_year
        from links
        group by organization_id
    ),

    evidence as (
        select
            parties.organization_id,
            count(distinct parties.partnership_id) as partnership_count,
            count(distinct sources.article_id) as article_count,
            count(distinct sources.source_name) as source_count
        from {{ ref("fct_partnership_parties") }} as parties
        left join
            {{ ref("int_fact_sources") }} as sources
            on sources.fact_type = 'partnership'
            and parties.partnership_id = sources.fact_id
        group by parties.organization_id
    ),

    final as (
        select
            rank() over (order by partners.partner_count desc) as partner_rank,
            organizations.organization_id,
            organizations.name,
            organizations.organization_type,
            organizations.city,
            organizations.country_code,
            partners.partner_count,
            partners.direct_partner_count,
            evidence.partnership_count,
            betweenness.betweenness,
            betweenness.betweenness_basis,
            partners.first_year,
            partners.last_year,
            evidence.article_count,
            evidence.source_count
        from partners
        inner join
            {{ ref("dim_organizations") }} as organizations using (organization_id)
        inner join evidence using (organization_id)
        inner join {{ ref("int_betweenness") }} as betweenness using (organization_id)
        order by partner_rank, betweenness desc, name, organization_id
    )

select *
from final
