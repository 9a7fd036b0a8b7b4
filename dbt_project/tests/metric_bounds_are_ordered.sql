{{
    config(
        meta={
            "description": "A number has at least one bound, and the lower one is not above the upper one; in US dollars too.",
            "dagster": {"ref": {"name": "fct_metric_observations"}},
        }
    )
}}

select observation_id, value_low, value_high, value_usd_low, value_usd_high
from {{ ref("fct_metric_observations") }}
where
    coalesce(value_low, value_high) is null
    or value_low > value_high
    or value_usd_low > value_usd_high
