with final as (select article_id, text from {{ ref("stg_raw__articles") }})
select *
from final
