with
    source as (select * from {{ source("core", "programs") }}),

    final as (
        select
            program_id,
            name,
            aliases,
            program_kind,
            city_id,
            country_code,
            started_on,
            started_on_precision,
            year,
            year_basis,
            status
        from source
    )

select *
from final
