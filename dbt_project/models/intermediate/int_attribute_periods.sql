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

    starts as (
        select
            *,
            value_key is distinct from lag(value_key) over (
                partition by entity_type, entity_id, attribute order by stated_on
            ) as is_start
        from winners
    ),

    numbered as (
        select
            *,
            count(*) filter (where is_start) over (
                partition by entity_type, entity_id, attribute order by stated_on
            ) as run
        from starts
    ),

    -- A run of days on which articles state the same.
    runs as (
        select
            entity_type,
            entity_id,
            attribute,
            value_key,
            min(stated_on) as stated_on,
            sum(article_count) as article_count
        from numbered
        group by entity_type, entity_id, attribute, value_key, run
    ),

    -- What fewer articles say in between, and all take back within a year, was a slip
    -- and
    -- no move there and back. A state may change so quickly.
    kept as (
        select *
        from runs
        window
            entity as (
                partition by entity_type, entity_id, attribute order by stated_on
            )
        qualify
            attribute = 'status'
            or not coalesce(
                lag(value_key) over entity = lead(value_key) over entity
                and lead(stated_on) over entity < stated_on + interval 1 year
                and (
                    article_count < least(
                        lag(article_count) over entity, lead(article_count) over entity
                    )
                    -- Where both values come back, neither is a slip.
                    or (
                        article_count
                        < lag(article_count) over entity
                        + lead(article_count) over entity
                        and value_key is distinct from lag(value_key, 2) over entity
                        and value_key is distinct from lead(value_key, 2) over entity
                    )
                ),
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
