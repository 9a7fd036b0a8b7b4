with
    parties as (
        select
            parties.partnership_id,
            partnerships.year,
            parties.organization_id,
            organizations.country_code
        from {{ ref("fct_partnership_parties") }} as parties
        inner join {{ ref("fct_partnerships") }} as partnerships using (partnership_id)
        inner join
            {{ ref("dim_organizations") }} as organizations using (organization_id)
    ),

    -- Each pair of parties appears twice, once from either side, so that counting one
    -- side counts both.
    final as (
        select
            one.partnership_id,
            one.year,
            one.organization_id,
            list_sort(
                [one.country_code, other.country_code], 'asc', 'nulls last'
            ) as country_codes
        from parties as one
        inner join
            parties as other
            on one.partnership_id = other.partnership_id
            and one.organization_id != other.organization_id
    )

select *
from final
