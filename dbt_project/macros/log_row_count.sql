{# Tells Dagster how many rows a model has, while nobody else can read the file; silent for a person who runs dbt. #}
{% macro log_row_count() %}
    {% if execute and flags.LOG_FORMAT == "json" %}
        {% set counted = run_query("select count(*) from " ~ this) %}
        {{ log("row count: " ~ counted.columns[0].values()[0], info=True) }}
    {% endif %}
{% endmacro %}
