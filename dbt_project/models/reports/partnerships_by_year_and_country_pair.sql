with
    counts as ({{ country_pair_counts(["year"]) }}),

    final as (
        select year, year is null as is_undated, * exclude (year)
        from counts
        order by
            year nulls last,
            partnership_count desc,
            country_code_a nulls last,
            country_code_b nulls last
    )

select *
from final
