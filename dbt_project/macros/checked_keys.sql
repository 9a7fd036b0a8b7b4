{# Primary keys are declared, and checked after each build, but not indexed (docs/decisions/0039): an index of #}
{# 1,500,000 ids takes 10 seconds of CPU and 68 MB of the published file, the check half a second. #}
{% macro get_table_columns_and_constraints() %}
    {% set key, columns = key_columns(), {} %}
    {% for name, column in model["columns"].items() %}
        {% set kept = without_keys(column["constraints"]) %}
        {% if name in key %}
            {% set kept = rejected(kept, "not_null") + [{"type": "not_null"}] %}
        {% endif %}
        {% do columns.update({name: dict(column, constraints=kept)}) %}
    {% endfor %}
    {% set parts = adapter.render_raw_columns_constraints(raw_columns=columns) %}
    {% set across = adapter.render_raw_model_constraints(
        raw_constraints=without_keys(model["constraints"])
    ) %}
    ({{ (parts + across) | join(", ") }})
{% endmacro %}

{# Fails the model when its key repeats. Rows whose hashes differ have different keys; where hashes repeat, keys are #}
{# counted. #}
{% macro check_key() %}
    {% set key = key_columns() | join(", ") %}
    {% if execute and key %}
        {% if repeated_rows("hash(" ~ key ~ ")") and repeated_rows(
            "row(" ~ key ~ ")"
        ) %}
            {{
                exceptions.raise_compiler_error(
                    "the key (" ~ key ~ ") of " ~ this ~ " is not unique"
                )
            }}
        {% endif %}
    {% endif %}
{% endmacro %}

{# How many rows of this model share the value of an expression with an earlier one. #}
{% macro repeated_rows(expression) %}
    {% set counted = run_query(
        "select count(*) - count(distinct " ~ expression ~ ") from " ~ this
    ) %}
    {{ return(counted.columns[0].values()[0] | int) }}
{% endmacro %}

{# The columns of the primary key that a model declares; none where its key may hold a null. #}
{% macro key_columns() %}
    {% set found = [] %}
    {% for name, column in model["columns"].items() %}
        {% if without_keys(column["constraints"]) | length < column[
            "constraints"
        ] | length %}
            {% do found.append(name) %}
        {% endif %}
    {% endfor %}
    {% for constraint in model["constraints"] if constraint["type"] == "primary_key" %}
        {% do found.extend(constraint["columns"]) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}

{% macro without_keys(constraints) %}
    {{ return(rejected(constraints, "primary_key")) }}
{% endmacro %}

{% macro rejected(constraints, kind) %}
    {{ return(constraints | rejectattr("type", "equalto", kind) | list) }}
{% endmacro %}
