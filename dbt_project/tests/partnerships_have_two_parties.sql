{{
    config(
        meta={
            "description": "An agreement has at least two organizations.",
            "dagster": {"ref": {"name": "fct_partnerships"}},
        }
    )
}}

select partnership_id, party_count
from {{ ref("fct_partnerships") }}
where party_count < 2
