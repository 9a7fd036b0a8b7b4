with
    -- "other" says nothing where another statement says something.
    claims as (
        select
            *,
            bool_or(stated_on is not null) over entity as has_dates,
            bool_or(value_key != 'other') over entity as is_specific
        from {{ ref("fct_attribute_claims") }}
        where basis = 'article'
        window entity as (partition by entity_type, entity_id, attribute)
    ),

    days as (
        select
            entity_type,
            entity_id,
            attribute,
            stated_on,
            value_key,
            count(distinct article_id) as article_count,
            count(distinct source_name) as source_count
        from claims
        where
            (stated_on is not null or not has_dates)
            and (value_key != 'other' or not is_specific)
        group by all
    ),

    -- Of one day: most articles, then most sources, then the further state.
    winners as (
        select *
        from days
        qualify
            row_number() over (
                partition by entity_type, entity_id, attribute, stated_on
                order by
                    article_count desc,
                    source_count desc,
                    list_position(['ended', 'active', 'planned'], value_key),
                    value_key
            )
            = 1
    ),

    changes as (
        select *
        from winners
        qualify
            value_key is distinct from lag(value_key) over (
                partition by entity_type, entity_id, attribute order by stated_on
            )
    ),

    -- What articles take back within a year was a slip, not a move there and back.
    kept as (
        select *
        from changes
        window
            entity as (
                partition by entity_type, entity_id, attribute order by stated_on
            )
        qualify
            not coalesce(
                lag(value_key) over entity = lead(value_key) over entity
                and lead(stated_on) over entity < stated_on + interval 1 year,
                false
            )
    ),

    moves as (
        select *
        from kept
        qualify
            value_key is distinct from lag(value_key) over (
                partition by entity_type, entity_id, attribute order by stated_on
            )
    ),

    final as (
        select
            entity_type,
            entity_id,
            attribute,
            value_key,
            stated_on as valid_from,
            lead(stated_on) over (
                partition by entity_type, entity_id, attribute order by stated_on
            ) as valid_to
        from moves
    )

select *
from final
