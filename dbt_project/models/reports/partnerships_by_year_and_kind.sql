with
    counts as ({{ partnership_counts(["year", "kind"]) }}),

    final as (
        select year, year is null as is_undated, * exclude (year)
        from counts
        order by year nulls last, partnership_count desc, kind
    )

select *
from final
