with
    claims as (select * from {{ ref("int_money_sums") }}),

    final as (
        select year, year_basis, measure, is_planned, currency, {{ money_sums() }}
        from claims
        group by year, year_basis, measure, is_planned, currency
        order by year nulls last, year_basis, measure, is_planned, currency
    )

select *
from final
