with
    claims as (select * from {{ ref("fct_attribute_claims") }}),

    -- What lists and people say decides, and stands in no sentence.
    decided as (select * from {{ ref("int_chosen_values") }}),

    -- A name has many spellings and a state moves on: neither contradicts another.
    -- "other" says nothing.
    stated as (
        select *
        from claims
        where
            basis = 'article'
            and attribute not in ('name', 'status')
            and value_key != 'other'
    ),

    -- Each value once, by its latest statement.
    stated_values as (
        select
            *,
            count(distinct article_id) over (
                partition by entity_type, entity_id, attribute, value_key
            ) as article_count,
            count(*) over (
                partition by entity_type, entity_id, attribute, value_key
            ) as statement_count,
            bool_or(is_chosen) over (
                partition by entity_type, entity_id, attribute, value_key
            ) as is_best
        from stated
        qualify
            row_number() over (
                partition by entity_type, entity_id, attribute, value_key
                order by stated_on desc nulls last, claim_id
            )
            = 1
    ),

    ordered as (
        select
            *,
            row_number() over (
                partition by entity_type, entity_id, attribute
                order by
                    is_best desc, article_count desc, statement_count desc, value_key
            ) as standing
        from stated_values
    ),

    -- Two cities in two countries are one dispute, about the city.
    disputed_seats as (
        select distinct entity_type, entity_id
        from ordered
        where attribute = 'city' and standing > 1
    ),

    final as (
        select
            a.claim_id as claim_id_a,
            b.claim_id as claim_id_b,
            a.is_best as is_best_a,
            b.is_best as is_best_b,
            coalesce(year(a.stated_on) = year(b.stated_on), false) as is_same_time,
            case
                when a.is_best and decided.is_corrected
                then 'a person decided'
                when a.is_best and decided.is_listed
                then 'on the reference list'
                when
                    a.attribute like '%_on'
                    and length(a.value_key) > length(b.value_key)
                then 'more exact'
                when a.article_count > b.article_count
                then 'stated by more articles'
                when a.statement_count > b.statement_count
                then 'stated more often'
                else 'first of equals'
            end as reason_for_a
        from ordered as a
        inner join
            ordered as b
            on a.entity_type = b.entity_type
            and a.entity_id = b.entity_id
            and a.attribute = b.attribute
            and a.standing = 1
            and b.standing > 1
        left join
            decided
            on a.entity_type = decided.entity_type
            and a.entity_id = decided.entity_id
            and a.attribute = decided.attribute
        left join
            disputed_seats
            on a.attribute = 'country'
            and a.entity_type = disputed_seats.entity_type
            and a.entity_id = disputed_seats.entity_id
        -- "2024" agrees with "2024-03".
        where
            disputed_seats.entity_id is null
            and (
                a.attribute not like '%_on'
                or not (
                    starts_with(a.value_key, b.value_key)
                    or starts_with(b.value_key, a.value_key)
                )
            )
    )

select *
from final
