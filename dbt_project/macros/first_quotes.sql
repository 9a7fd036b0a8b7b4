{# The first sentence of its article that proves a fact of a type; `key` is what the id of the fact is called. #}
{% macro first_quotes(fact_type, key) -%}
    select fact_id as {{ key }}, min_by(quote, char_start) as quote
    from {{ ref("fct_evidence") }}
    where fact_type = '{{ fact_type }}'
    group by fact_id
{%- endmacro %}
