with
    years as (
        select year
        from {{ ref("fct_partnerships") }}
        union all
        select year(published_on)
        from {{ ref("dim_articles") }}
    ),

    bounds as (
        select
            make_date(min(year), 1, 1) as first_on,
            make_date(max(year), 12, 31) as last_on
        from years
    ),

    final as (
        select
            unnest(generate_series(first_on, last_on, interval 1 day))::date as day_on
        from bounds
    )

select *
from final
