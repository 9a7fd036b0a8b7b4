with
    cities as (select * from {{ ref("dim_cities") }}),
    facts as (select * from {{ ref("int_city_facts") }}),
    sources as (select * from {{ ref("int_fact_sources") }}),
    articles as (select article_id, published_on from {{ ref("dim_articles") }}),

    -- How many programs of the city each operator runs.
    operators as (
        select
            programs.city_id,
            organizations.name,
            count(distinct program_id) as program_count
        from {{ ref("fct_program_organizations") }} as roles
        inner join {{ ref("dim_programs") }} as programs using (program_id)
        inner join
            {{ ref("dim_organizations") }} as organizations using (organization_id)
        where roles.role = 'operator' and programs.city_id is not null
        group by programs.city_id, organization_id, organizations.name
    ),

    top_operators as (
        select
            city_id, list(name order by program_count desc, name)[:5] as operator_names
        from operators
        group by city_id
    ),

    funding as (
        select
            city_id,
            sum(claim_count)::bigint as funding_claim_count,
            sum(amount_usd_low order by amount_usd_low) as funding_usd_low,
            if(
                count(*) = count(amount_usd_high),
                sum(amount_usd_high order by amount_usd_high),
                null
            ) as funding_usd_high
        from {{ ref("money_per_city") }}
        where measure = 'funding' and not is_planned
        group by city_id
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
            count(distinct sources.article_id) as article_count,
            count(distinct sources.source_name) as source_count,
            {{ per_million("program_count", "cities.population") }}
            as programs_per_million,
            min(articles.published_on) as first_seen_on,
            max(articles.published_on) as last_seen_on,
            coalesce(any_value(operator_names), []) as operator_names,
            coalesce(any_value(funding_claim_count), 0) as funding_claim_count,
            any_value(funding_usd_low) as funding_usd_low,
            any_value(funding_usd_high) as funding_usd_high
        from cities
        left join facts using (city_id)
        left join sources using (fact_type, fact_id)
        left join articles using (article_id)
        left join top_operators using (city_id)
        left join funding using (city_id)
        group by
            cities.city_id,
            cities.city,
            cities.region,
            cities.country_code,
            cities.country,
            cities.population
        order by article_count desc, city, city_id
    )

select *
from final
