with
    partnerships as (select * from {{ ref("fct_partnerships") }}),
    parties as (select * from {{ ref("fct_partnership_parties") }}),
    sources as (
        select fact_id, article_id, source_name
        from {{ ref("int_fact_sources") }}
        where fact_type = 'partnership'
    ),

    counts as (
        select
            partnerships.year,
            partnerships.kind,
            count(distinct partnerships.partnership_id) as partnership_count,
            count(distinct partnerships.partnership_id) filter (
                where partnerships.is_cross_border
            ) as cross_border_partnership_count,
            count(distinct partnerships.partnership_id) filter (
                where partnerships.is_cross_border is null
            ) as unknown_border_partnership_count,
            count(distinct parties.organization_id) as organization_count,
            count(distinct sources.article_id) as article_count,
            count(distinct sources.source_name) as source_count
        from partnerships
        left join parties using (partnership_id)
        left join sources on partnerships.partnership_id = sources.fact_id
        group by all
    ),

    final as (
        select
            year,
            year is null as is_undated,
            * exclude (year),
            partnership_count
            - unknown_border_partnership_count as known_border_partnership_count,
            cross_border_partnership_count
            / nullif(known_border_partnership_count, 0) as cross_border_share
        from counts
        order by year nulls last, partnership_count desc, kind
    )

select *
from final
