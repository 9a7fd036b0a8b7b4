{# How many agreements there are by some of their columns, across borders or not, and what these numbers rest on. #}
{% macro partnership_counts(columns) -%}
    select
        {% for column in columns %} partnerships.{{ column }}, {% endfor %}
        count(distinct partnerships.partnership_id) as partnership_count,
        count(distinct partnerships.partnership_id) filter (
            where partnerships.is_cross_border
        ) as cross_border_partnership_count,
        count(distinct partnerships.partnership_id) filter (
            where partnerships.is_cross_border is null
        ) as unknown_border_partnership_count,
        count(distinct parties.organization_id) as organization_count,
        count(distinct sources.article_id) as article_count,
        count(distinct sources.source_name) as source_count,
        partnership_count
        - unknown_border_partnership_count as known_border_partnership_count,
        cross_border_partnership_count
        / nullif(known_border_partnership_count, 0) as cross_border_share
    from {{ ref("fct_partnerships") }} as partnerships
    left join {{ ref("fct_partnership_parties") }} as parties using (partnership_id)
    left join
        {{ ref("int_fact_sources") }} as sources
        on sources.fact_type = 'partnership'
        and sources.fact_id = partnerships.partnership_id
    group by all
{%- endmacro %}
