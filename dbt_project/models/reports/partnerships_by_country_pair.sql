with
    parties as (
        select
            parties.partnership_id, parties.organization_id, organizations.country_code
        from {{ ref("fct_partnership_parties") }} as parties
        inner join
            {{ ref("dim_organizations") }} as organizations using (organization_id)
    ),

    -- Each pair of parties appears twice, once from either side, so that counting one
    -- side counts both.
    pairs as (
        select
            one.partnership_id,
            one.organization_id,
            list_sort(
                [one.country_code, other.country_code], 'asc', 'nulls last'
            ) as country_codes
        from parties as one
        inner join
            parties as other
            on one.partnership_id = other.partnership_id
            and one.organization_id != other.organization_id
    ),

    evidence as (
        select fact_id, article_id
        from {{ ref("fct_evidence") }}
        where fact_type = 'partnership'
    ),

    final as (
        select
            pairs.country_codes[1] as country_code_a,
            pairs.country_codes[2] as country_code_b,
            pairs.country_codes[1] != pairs.country_codes[2] as is_cross_border,
            count(distinct pairs.partnership_id) as partnership_count,
            count(distinct pairs.organization_id) as organization_count,
            count(distinct evidence.article_id) as article_count
        from pairs
        left join evidence on pairs.partnership_id = evidence.fact_id
        group by all
        order by
            partnership_count desc, country_code_a nulls last, country_code_b nulls last
    )

select *
from final
