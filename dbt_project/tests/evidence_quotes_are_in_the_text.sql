{{
    config(
        meta={
            "description": "Promise 1: text[char_start:char_end] = quote, in Unicode code points. DuckDB's slices count from 1.",
            "dagster": {"ref": {"name": "fct_evidence"}},
        }
    )
}}

select
    evidence.evidence_id,
    evidence.quote,
    texts.text[evidence.char_start + 1:evidence.char_end] as found
from {{ ref("fct_evidence") }} as evidence
left join {{ ref("articles_text") }} as texts using (article_id)
where
    texts.text[evidence.char_start + 1:evidence.char_end]
    is distinct from evidence.quote
