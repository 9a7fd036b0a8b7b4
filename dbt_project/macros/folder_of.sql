{# The folder below the raw folder that a file belongs to; fetched pages lie in one folder per host. Empty for a file in
   the raw folder itself. #}
{% macro folder_of(path) -%}
    regexp_extract({{ path }}, '^(fetched/[^/]+|[^/]+)/', 1)
{%- endmacro %}
