with
    programs as (select * from {{ ref("stg_core__programs") }}),
    cities as (select city_id, city from {{ ref("stg_core__cities") }}),

    mentions as (
        select fact_id as program_id, count(distinct article_id) as article_count
        from {{ ref("stg_core__evidence") }}
        where fact_type = 'program'
        group by fact_id
    ),

    final as (
        select
            programs.program_id,
            programs.name,
            programs.aliases,
            programs.program_kind,
            programs.city_id,
            cities.city,
            programs.country_code,
            programs.started_on,
            programs.started_on_precision,
            programs.year,
            programs.year_basis,
            programs.status,
            coalesce(mentions.article_count, 0) as article_count
        from programs
        left join cities using (city_id)
        left join mentions using (program_id)
    )

select *
from final
