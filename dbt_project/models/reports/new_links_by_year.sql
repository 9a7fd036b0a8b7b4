with
    parties as (
        select parties.partnership_id, parties.organization_id, partnerships.year
        from {{ ref("fct_partnership_parties") }} as parties
        inner join {{ ref("fct_partnerships") }} as partnerships using (partnership_id)
    ),

    agreements as (
        select
            one.organization_id,
            other.organization_id as partner_id,
            one.partnership_id,
            one.year,
            min(one.year) over (
                partition by one.organization_id, other.organization_id
            ) as first_year
        from parties as one
        inner join
            parties as other
            on one.partnership_id = other.partnership_id
            and one.organization_id != other.organization_id
    ),

    -- An undated agreement may be older than a dated one; it founds a link only where
    -- no dated one does.
    first_agreements as (
        select * from agreements where year is not distinct from first_year
    ),

    final as (
        select
            organizations.organization_id,
            organizations.name,
            agreements.year,
            agreements.year is null as is_undated,
            count(distinct agreements.partner_id) as new_partner_count,
            count(distinct agreements.partnership_id) as partnership_count,
            count(distinct sources.article_id) as article_count,
            count(distinct sources.source_name) as source_count
        from first_agreements as agreements
        inner join
            {{ ref("dim_organizations") }} as organizations using (organization_id)
        left join
            {{ ref("int_fact_sources") }} as sources
            on sources.fact_type = 'partnership'
            and agreements.partnership_id = sources.fact_id
        group by all
        order by name, organization_id, year nulls last
    )

select *
from final
