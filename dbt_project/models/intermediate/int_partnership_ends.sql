with
    partnerships as (select * from {{ ref("fct_partnerships") }}),

    articles as (
        select max(year(published_on)) as newest_year from {{ ref("dim_articles") }}
    ),

    -- Years up to the newest that the warehouse knows of; there is no clock in it.
    horizon as (
        select greatest(max(partnerships.year), max(articles.newest_year)) as last_year
        from partnerships
        cross join articles
    ),

    -- Where only the year is known, it runs from January. A part of a month is one.
    months as (
        select
            partnership_id,
            if(announced_on is null, 1, month(announced_on)) as first_month,
            cast(greatest(ceil(duration_months), 1) as integer) as month_count
        from partnerships
        where duration_months is not null
    ),

    runs as (
        select
            partnerships.partnership_id,
            partnerships.year,
            partnerships.status,
            partnerships.year + cast(
                floor((months.first_month + months.month_count - 2) / 12) as integer
            ) as stated_end_year
        from partnerships
        left join months using (partnership_id)
    ),

    final as (
        select
            runs.partnership_id,
            runs.year,
            horizon.last_year,
            case
                when runs.status = 'planned'
                then 'planned'
                when runs.status = 'ended' and runs.stated_end_year > horizon.last_year
                then 'ended_at_unknown_time'
                when runs.stated_end_year is not null
                then 'runs_until_stated_end'
                when runs.status = 'ended'
                then 'ended_at_unknown_time'
                else 'assumed_active'
            end as course,
            if(course = 'runs_until_stated_end', runs.stated_end_year, null) as end_year
        from runs
        cross join horizon
    )

select *
from final
