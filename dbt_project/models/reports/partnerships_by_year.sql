with
    counts as ({{ partnership_counts(["year"]) }}),

    final as (
        select year, year is null as is_undated, * exclude (year)
        from counts
        order by year nulls last
    )

select *
from final
