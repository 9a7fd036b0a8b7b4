with
    source as (select * from {{ source("core", "cities") }}),

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
        from source
    )

select *
from final
