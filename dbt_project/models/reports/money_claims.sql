with
    claims as (select * from {{ ref("int_money_judged") }}),
    cities as (select city_id, city, country_code from {{ ref("dim_cities") }}),

    latest as (
        select
            max_by(
                observation_id, (coalesce(year, 0), observation_id)
            ) as observation_id
        from claims
        where counting = 'counted'
        group by subject_type, subject_id, measure, is_planned
    ),

    quotes as ({{ first_quotes("metric", "observation_id") }}),

    final as (
        select
            claims.observation_id,
            claims.subject_type,
            claims.subject_id,
            claims.subject_name,
            claims.measure,
            claims.unit as currency,
            claims.is_planned,
            claims.year,
            claims.year_basis,
            claims.value_low,
            claims.value_high,
            claims.qualifier,
            claims.value_usd_low,
            claims.value_usd_high,
            claims.usd_rate,
            claims.usd_rate_period,
            claims.city_id,
            cities.city,
            cities.country_code,
            claims.counting,
            claims.counting = 'counted' as is_counted,
            latest.observation_id is not null as is_latest,
            claims.article_id,
            claims.source_name,
            claims.source_uri,
            claims.published_on,
            quotes.quote
        from claims
        left join cities using (city_id)
        left join latest using (observation_id)
        left join quotes using (observation_id)
        order by
            subject_name,
            subject_id,
            measure,
            is_planned,
            year nulls last,
            counting,
            observation_id
    )

select *
from final
