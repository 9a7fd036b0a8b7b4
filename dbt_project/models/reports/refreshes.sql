with
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
        from {{ ref("stg_operations__refreshes") }}
        order by refreshed_at
    )
select *
from final
