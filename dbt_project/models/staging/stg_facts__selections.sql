with
    source as (select * from {{ source("facts", "selections") }}),

    final as (select article_id, decision, reason from source)

select *
from final
