{# What to order claims by, so that the latest time comes first, as docs/claims.md says: by its first day, and of one first
   day the finest, so that "2024" gives way to "March 2024" and to "January 2024". #}
{% macro latest_first() -%}
    time_on desc nulls last, list_position(['day', 'month', 'year'], time_on_precision)
{%- endmacro %}
