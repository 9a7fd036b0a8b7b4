with
    cities as (select * from {{ ref("dim_cities") }}),
    facts as (select * from {{ ref("int_city_facts") }}),
    evidence as (
        select distinct fact_type, fact_id, article_id from {{ ref("fct_evidence") }}
    ),

    final as (
        select
            cities.city_id,
            cities.city,
            cities.region,
            cities.country_code,
            cities.country,
            cities.population,
            count(distinct fact_id) filter (
                fact_type = 'organization'
            ) as organization_count,
            count(distinct fact_id) filter (fact_type = 'program') as program_count,
            count(distinct fact_id) filter (
                fact_type = 'partnership'
            ) as partnership_count,
            count(distinct fact_id) filter (fact_type = 'metric') as metric_count,
            count(distinct evidence.article_id) as article_count
        from cities
        left join facts using (city_id)
        left join evidence using (fact_type, fact_id)
        group by all
        order by article_count desc, city, city_id
    )

select *
from final
