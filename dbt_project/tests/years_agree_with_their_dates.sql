{{
    config(
        meta={
            "description": "A known date decides the year, and a year that nothing tells is null.",
            "dagster": {"ref": {"name": "fct_partnerships"}},
        }
    )
}}

with
    years as (
        select
            'dim_programs' as mart,
            program_id as id,
            started_on as day,
            year,
            year_basis
        from {{ ref("dim_programs") }}
        union all
        select 'fct_partnerships', partnership_id, announced_on, year, year_basis
        from {{ ref("fct_partnerships") }}
    )

select *
from years
where
    (day is not null and year is distinct from extract(year from day))
    or (year is null) != (year_basis = 'unknown')
