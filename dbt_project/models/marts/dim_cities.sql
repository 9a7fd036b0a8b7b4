with
    final as (
        select
            city_id,
            city,
            region,
            country_code,
            country,
            latitude,
            longitude,
            population
        from {{ ref("stg_core__cities") }}
    )
select *
from final
