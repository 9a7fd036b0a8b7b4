with
    source as (select * from {{ source("core", "organizations") }}),

    final as (
        select
            organization_id,
            name,
            aliases,
            organization_type,
            city_id,
            country_code,
            ror_id,
            wikidata_id
        from source
    )

select *
from final
