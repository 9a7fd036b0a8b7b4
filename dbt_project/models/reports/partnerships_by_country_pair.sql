with
    counts as ({{ country_pair_counts() }}),

    final as (
        select *
        from counts
        order by
            partnership_count desc, country_code_a nulls last, country_code_b nulls last
    )

select *
from final
