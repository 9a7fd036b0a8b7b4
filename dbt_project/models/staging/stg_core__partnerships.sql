with
    source as (select * from {{ source("core", "partnerships") }}),

    final as (
        select
            partnership_id,
            kind,
            status,
            announced_on,
            announced_on_precision,
            year,
            year_basis,
            duration_months,
            confidence
        from source
    )

select *
from final
