with
    partnerships as (select * from {{ ref("fct_partnerships") }}),
    parties as (select * from {{ ref("fct_partnership_parties") }}),
    evidence as (
        select fact_id, article_id
        from {{ ref("fct_evidence") }}
        where fact_type = 'partnership'
    ),

    final as (
        select
            partnerships.year,
            partnerships.year is null as is_undated,
            count(distinct partnerships.partnership_id) as partnership_count,
            count(distinct partnerships.partnership_id) filter (
                where partnerships.is_cross_border
            ) as cross_border_partnership_count,
            count(distinct partnerships.partnership_id) filter (
                where partnerships.is_cross_border is null
            ) as unknown_border_partnership_count,
            count(distinct parties.organization_id) as organization_count,
            count(distinct evidence.article_id) as article_count
        from partnerships
        left join parties using (partnership_id)
        left join evidence on partnerships.partnership_id = evidence.fact_id
        group by all
        order by partnerships.year nulls last
    )

select *
from final
