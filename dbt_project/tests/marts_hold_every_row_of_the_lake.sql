{{
    config(
        meta={
            "description": "Promise 2: each mart has as many rows as the table of the lake that it publishes.",
            "dagster": {"ref": {"name": "dim_articles"}},
        }
    )
}}

{% set published = {
    "dim_articles": ("raw", "articles"),
    "articles_text": ("raw", "articles"),
    "dim_organizations": ("core", "organizations"),
    "dim_cities": ("core", "cities"),
    "dim_programs": ("core", "programs"),
    "fct_partnerships": ("core", "partnerships"),
    "fct_partnership_parties": ("core", "partnership_parties"),
    "fct_program_organizations": ("core", "program_organizations"),
    "fct_metric_observations": ("core", "metric_observations"),
    "fct_person_roles": ("core", "person_roles"),
    "fct_evidence": ("core", "evidence"),
    "merged_ids": ("core", "merged_ids"),
    "retired_ids": ("core", "retired_ids"),
    "fct_attribute_claims": ("core", "attribute_claims"),
} %}

with
    counts as (
        {% for mart, (schema, table) in published.items() %}
            select
                '{{ mart }}' as mart,
                (select count(*) from {{ ref(mart) }}) as mart_count,
                (select count(*) from {{ source(schema, table) }}) as lake_count
            {% if not loop.last %}
                union all
            {% endif %}
        {% endfor %}
    )

select *
from counts
where mart_count != lake_count
