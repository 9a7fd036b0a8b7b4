{# The first sentence that proves a fact of a type of which each fact is of one article; `key` is what the id of the fact is called. #}
{% macro first_quotes(fact_type, key) -%}
    select fact_id as {{ key }}, min_by(quote, char_start) as quote
    from {{ ref("fct_evidence") }}
    where fact_type = '{{ fact_type }}'
    group by fact_id
{%- endmacro %}
