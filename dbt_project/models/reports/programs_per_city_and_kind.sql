with
    programs as (select * from {{ ref("dim_programs") }}),
    cities as (select * from {{ ref("dim_cities") }}),
    sources as (
        select fact_id as program_id, article_id, source_name
        from {{ ref("int_fact_sources") }}
        where fact_type = 'program'
    ),

    final as (
        select
            programs.city_id,
            cities.city,
            cities.country_code,
            cities.country,
            programs.program_kind,
            count(distinct programs.program_id) as program_count,
            count(distinct programs.program_id) filter (
                where programs.status = 'planned'
            ) as planned_program_count,
            count(distinct programs.program_id) filter (
                where programs.status = 'active'
            ) as active_program_count,
            count(distinct programs.program_id) filter (
                where programs.status = 'ended'
            ) as ended_program_count,
            cities.population,
            {{ per_million("program_count", "cities.population") }}
            as programs_per_million,
            count(distinct sources.article_id) as article_count,
            count(distinct sources.source_name) as source_count
        from programs
        left join cities using (city_id)
        left join sources using (program_id)
        group by
            programs.city_id,
            cities.city,
            cities.country_code,
            cities.country,
            cities.population,
            programs.program_kind
        order by
            programs.city_id is null,
            cities.city,
            programs.city_id,
            program_count desc,
            programs.program_kind
    )

select *
from final
