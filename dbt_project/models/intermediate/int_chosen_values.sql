with
    final as (
        select
            entity_type,
            entity_id,
            attribute,
            min(value_key) as chosen_key,
            bool_or(basis = 'correction') as is_corrected,
            bool_or(basis = 'reference_list') as is_listed,
            count(*) filter (where basis = 'article') as statement_count
        from {{ ref("fct_attribute_claims") }}
        where is_chosen
        group by entity_type, entity_id, attribute
    )

select *
from final
