{# How many agreements there are by the countries of their parties, and by other columns of int_country_pairs. #}
{% macro country_pair_counts(columns=[]) -%}
    select
        {% for column in columns %} pairs.{{ column }}, {% endfor %}
        pairs.country_codes[1] as country_code_a,
        pairs.country_codes[2] as country_code_b,
        pairs.country_codes[1] != pairs.country_codes[2] as is_cross_border,
        count(distinct pairs.partnership_id) as partnership_count,
        count(distinct pairs.organization_id) as organization_count,
        count(distinct sources.article_id) as article_count,
        count(distinct sources.source_name) as source_count
    from {{ ref("int_country_pairs") }} as pairs
    left join
        {{ ref("int_fact_sources") }} as sources
        on sources.fact_type = 'partnership'
        and sources.fact_id = pairs.partnership_id
    group by all
{%- endmacro %}
