with
    pairs as (select * from {{ ref("int_country_pairs") }}),
    sources as (
        select fact_id, article_id, source_name
        from {{ ref("int_fact_sources") }}
        where fact_type = 'partnership'
    ),

    final as (
        select
            pairs.year,
            pairs.year is null as is_undated,
            pairs.country_codes[1] as country_code_a,
            pairs.country_codes[2] as country_code_b,
            pairs.country_codes[1] != pairs.country_codes[2] as is_cross_border,
            count(distinct pairs.partnership_id) as partnership_count,
            count(distinct pairs.organization_id) as organization_count,
            count(distinct sources.article_id) as article_count,
            count(distinct sources.source_name) as source_count
        from pairs
        left join sources on pairs.partnership_id = sources.fact_id
        group by all
        order by
            pairs.year nulls last,
            partnership_count desc,
            country_code_a nulls last,
            country_code_b nulls last
    )

select *
from final
