with
    claims as (select * from {{ ref("money_claims") }}),

    -- Articles that state the amount of a counted claim, whether for it or beside it.
    final as (
        select
            counted.* exclude (article_id, source_name),
            told.article_id,
            told.source_name,
            told.observation_id = counted.observation_id as is_claim
        from claims as counted
        inner join
            claims as told
            on told.subject_type = counted.subject_type
            and told.subject_id = counted.subject_id
            and told.is_planned = counted.is_planned
            and told.currency = counted.currency
            and told.value_low is not distinct from counted.value_low
            and told.value_high is not distinct from counted.value_high
        where counted.is_counted
    )

select *
from final
