{{
    config(
        meta={
            "description": "subject_id is an id of the dimension that subject_type names.",
            "dagster": {"ref": {"name": "fct_metric_observations"}},
        }
    )
}}

with
    subjects as (
        select 'organization' as subject_type, organization_id as subject_id
        from {{ ref("dim_organizations") }}
        union all
        select 'program', program_id
        from {{ ref("dim_programs") }}
        union all
        select 'city', city_id
        from {{ ref("dim_cities") }}
    )

select observation_id, subject_type, subject_id, subject_name
from {{ ref("fct_metric_observations") }}
anti join subjects using (subject_type, subject_id)
