{# Whether a unit is money: that is what has an ISO 4217 code. #}
{% macro is_money(unit) -%} regexp_full_match({{ unit }}, '[A-Z]{3}') {%- endmacro %}
