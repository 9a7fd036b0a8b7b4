with
    partnerships as (select * from {{ ref("stg_core__partnerships") }}),

    parties as (
        select
            parties.partnership_id,
            -- Not counts of distinct values, which take four times as long: a party
            -- is one row, and two different countries are a smallest and a largest.
            count(*) as party_count,
            count(organizations.country_code) as known_country_count,
            min(organizations.country_code)
            != max(organizations.country_code) as has_two_countries
        from {{ ref("stg_core__partnership_parties") }} as parties
        left join
            {{ ref("stg_core__organizations") }} as organizations using (
                organization_id
            )
        group by parties.partnership_id
    ),

    mentions as (
        select fact_id as partnership_id, count(distinct article_id) as article_count
        from {{ ref("stg_core__evidence") }}
        where fact_type = 'partnership'
        group by fact_id
    ),

    final as (
        select
            partnerships.partnership_id,
            partnerships.kind,
            partnerships.status,
            partnerships.announced_on,
            partnerships.announced_on_precision,
            partnerships.year,
            partnerships.year_basis,
            partnerships.duration_months,
            coalesce(parties.party_count, 0) as party_count,
            case
                when parties.has_two_countries
                then true
                when parties.known_country_count = parties.party_count
                then false
            end as is_cross_border,
            coalesce(mentions.article_count, 0) as article_count,
            partnerships.confidence
        from partnerships
        left join parties using (partnership_id)
        left join mentions using (partnership_id)
    )

select *
from final
