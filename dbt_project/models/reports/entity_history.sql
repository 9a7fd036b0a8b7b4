with
    periods as (select * from {{ ref("int_attribute_periods") }}),
    claims as (select * from {{ ref("fct_attribute_claims") }}),

    names as (select * from {{ ref("int_entity_names") }}),

    stated as (
        select
            periods.*, claims.value, claims.value_label, claims.article_id, source_name
        from periods
        inner join
            claims
            on periods.entity_type = claims.entity_type
            and periods.entity_id = claims.entity_id
            and periods.attribute = claims.attribute
            and periods.value_key = claims.value_key
            and (
                claims.stated_on >= periods.valid_from
                or (claims.stated_on is null and periods.valid_from is null)
            )
            and (claims.stated_on < periods.valid_to or periods.valid_to is null)
        where claims.basis = 'article'
    ),

    spellings as (
        select
            entity_type,
            entity_id,
            attribute,
            valid_from,
            value,
            value_label,
            count(distinct article_id) as article_count
        from stated
        group by all
    ),

    -- A name is shown as most articles spell it, the longest one first.
    spelled as (
        select *
        from spellings
        qualify
            row_number() over (
                partition by entity_type, entity_id, attribute, valid_from
                order by article_count desc, length(value) desc, value
            )
            = 1
    ),

    counted as (
        select
            entity_type,
            entity_id,
            attribute,
            value_key,
            valid_from,
            valid_to,
            count(distinct article_id) as article_count,
            count(distinct source_name) as source_count
        from stated
        group by all
    ),

    chosen as (select * from {{ ref("int_chosen_values") }}),

    votes as (
        select entity_type, entity_id, attribute, value_key, count(*) as statement_count
        from claims
        where basis = 'article'
        group by all
    ),

    final as (
        select
            'his_' || sha256(
                concat_ws(' ', counted.entity_id, counted.attribute, counted.valid_from)
            )[:16] as history_id,
            counted.entity_type,
            counted.entity_id,
            names.entity_name,
            counted.attribute,
            spelled.value,
            spelled.value_label,
            counted.valid_from,
            counted.valid_to,
            counted.valid_to is null as is_current,
            counted.article_count,
            counted.source_count,
            coalesce(counted.value_key = chosen.chosen_key, false) as is_chosen,
            case
                when counted.valid_to is not null
                then null
                when counted.value_key = chosen.chosen_key
                then null
                when chosen.is_corrected
                then 'correction'
                when chosen.is_listed
                then 'reference_list'
                when chosen.chosen_key is null
                then 'elsewhere'
                when counted.attribute = 'country' and seats.chosen_key is not null
                then 'of_city'
                when
                    counted.attribute in ('started_on', 'announced_on')
                    and length(chosen.chosen_key) > length(counted.value_key)
                then 'most_exact'
                when counted.attribute = 'status'
                then 'further_state'
                when chosen.statement_count = votes.statement_count
                then 'first_of_equals'
                else 'majority'
            end as difference_reason
        from counted
        inner join
            spelled
            on counted.entity_type = spelled.entity_type
            and counted.entity_id = spelled.entity_id
            and counted.attribute = spelled.attribute
            and counted.valid_from is not distinct from spelled.valid_from
        inner join
            votes
            on counted.entity_type = votes.entity_type
            and counted.entity_id = votes.entity_id
            and counted.attribute = votes.attribute
            and counted.value_key = votes.value_key
        left join
            chosen
            on counted.entity_type = chosen.entity_type
            and counted.entity_id = chosen.entity_id
            and counted.attribute = chosen.attribute
        left join
            chosen as seats
            on counted.entity_type = seats.entity_type
            and counted.entity_id = seats.entity_id
            and seats.attribute = 'city'
        left join
            names
            on counted.entity_type = names.entity_type
            and counted.entity_id = names.entity_id
        order by entity_name, counted.entity_id, counted.attribute, counted.valid_from
    )

select *
from final
