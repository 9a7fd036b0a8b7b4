with
    parties as (
        select parties.partnership_id, parties.organization_id, organizations.name
        from {{ ref("fct_partnership_parties") }} as parties
        inner join
            {{ ref("dim_organizations") }} as organizations using (organization_id)
    ),

    edges as (
        select
            one.partnership_id,
            one.organization_id as organization_id_a,
            one.name as organization_name_a,
            other.organization_id as organization_id_b,
            other.name as organization_name_b
        from parties as one
        inner join
            parties as other
            on one.partnership_id = other.partnership_id
            and one.organization_id < other.organization_id
    ),

    evidence as (
        select fact_id, article_id
        from {{ ref("fct_evidence") }}
        where fact_type = 'partnership'
    ),

    final as (
        select
            edges.organization_id_a,
            edges.organization_name_a,
            edges.organization_id_b,
            edges.organization_name_b,
            count(distinct edges.partnership_id) as partnership_count,
            min(partnerships.year) as first_year,
            max(partnerships.year) as last_year,
            count(distinct evidence.article_id) as article_count
        from edges
        inner join {{ ref("fct_partnerships") }} as partnerships using (partnership_id)
        left join evidence on edges.partnership_id = evidence.fact_id
        group by all
        order by
            partnership_count desc,
            organization_name_a,
            organization_name_b,
            organization_id_a,
            organization_id_b
    )

select *
from final
