{{
    config(
        meta={
            "description": "A date that is not exact is the first day of its period, and a precision stands beside every date.",
            "dagster": {"ref": {"name": "dim_articles"}},
        }
    )
}}

with
    dates as (
        select
            'dim_articles' as mart,
            article_id as id,
            published_on as day,
            published_on_precision as precision
        from {{ ref("dim_articles") }}
        union all
        select 'dim_programs', program_id, started_on, started_on_precision
        from {{ ref("dim_programs") }}
        union all
        select 'fct_partnerships', partnership_id, announced_on, announced_on_precision
        from {{ ref("fct_partnerships") }}
        union all
        select 'fct_metric_observations', observation_id, as_of, as_of_precision
        from {{ ref("fct_metric_observations") }}
    )

select *
from dates
where
    (day is null) != (precision is null)
    or (precision in ('month', 'year') and day != date_trunc(precision, day))
