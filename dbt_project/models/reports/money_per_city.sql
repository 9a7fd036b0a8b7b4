with
    claims as (select * from {{ ref("int_money_sums") }} where is_latest),

    final as (
        select
            city_id,
            city,
            country_code,
            measure,
            is_planned,
            currency,
            {{ money_sums() }},
            min(year) as first_year,
            max(year) as last_year
        from claims
        group by city_id, city, country_code, measure, is_planned, currency
        order by city_id is null, city, city_id, measure, is_planned, currency
    )

select *
from final
