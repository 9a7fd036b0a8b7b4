with
    source as (select * from {{ source("operations", "refreshes") }}),

    final as (
        select
            refresh_id,
            refreshed_at,
            lake_snapshot_id,
            article_count,
            new_article_count,
            rejected_file_count,
            fact_count,
            issue_count,
            checks_passed_count,
            checks_warned_count,
            ledger_version,
            format_version,
            engine,
            engine_version
        from source
    )

select *
from final
