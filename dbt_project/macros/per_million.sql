{# A count per million inhabitants; null where the population is unknown or too small for a rate to mean anything. #}
{% macro per_million(count, population) -%}
    if(
        {{ population }} >= {{ var("least_population_for_rates") }},
        round({{ count }} * 1e6 / {{ population }}, 2),
        null
    )
{%- endmacro %}
