with
    observations as (select * from {{ ref("fct_metric_observations") }}),
    articles as (
        select
            article_id,
            source_uri,
            title as article_title,
            publisher,
            published_on,
            source_name
        from {{ ref("dim_articles") }}
    ),

    quotes as ({{ first_quotes("metric", "observation_id") }}),

    -- 1,300 and 0.5, not 1300.00 and 0.50.
    numbers as (
        select
            observation_id,
            regexp_replace(format('{:,.2f}', value_low), '\.?0+$', '') as low,
            regexp_replace(format('{:,.2f}', value_high), '\.?0+$', '') as high
        from observations
    ),

    final as (
        select
            observations.*,
            -- The same article states a larger number of the same thing.
            coalesce(
                value_high,
                value_low
            ) < max(coalesce(value_high, value_low)) over (
                partition by
                    article_id,
                    subject_type,
                    subject_id,
                    measure,
                    unit,
                    is_planned,
                    time_on,
                    time_on_precision
            ) as is_part,
            case
                when qualifier = 'at_least'
                then concat(low, ' ', unit, ' or more')
                when qualifier = 'at_most'
                then concat('up to ', high, ' ', unit)
                when qualifier = 'about'
                then concat('about ', low, ' ', unit)
                when low != high
                then concat(low, ' to ', high, ' ', unit)
                else concat(low, ' ', unit)
            end as value_text,
            articles.* exclude article_id,
            quotes.quote
        from observations
        left join numbers using (observation_id)
        left join articles using (article_id)
        left join quotes using (observation_id)
    )

select *
from final
