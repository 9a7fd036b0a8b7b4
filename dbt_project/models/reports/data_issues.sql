with
    articles as (select article_id, source_uri from {{ ref("dim_articles") }}),

    asked as (
        select feed_id as asked_id, problem, message, address
        from {{ ref("stg_feeds__polls") }}
        union all
        select fetch_id, problem, message, address
        from {{ ref("stg_feeds__fetches") }}
    ),

    issues as (
        select
            rejection_id,
            'feeds' as stage,
            reason,
            message,
            'feeds.yml' as file,
            null as article_id,
            null as text
        from {{ ref("stg_feeds__rejected_feeds") }}
        union all
        select
            'unread_' || asked_id as rejection_id,
            'feeds' as stage,
            problem as reason,
            message,
            address as file,
            null as article_id,
            null as text
        from asked
        where problem is not null
        union all
        select
            rejection_id,
            'load' as stage,
            reason,
            message,
            source_uri as file,
            null as article_id,
            text
        from {{ ref("stg_raw__rejected_articles") }}
        union all
        select
            'unread_' || article_id as rejection_id,
            'triage' as stage,
            'language_not_supported' as reason,
            reason as message,
            null as file,
            article_id,
            null as text
        from {{ ref("stg_facts__selections") }}
        where decision = 'other_language'
        union all
        select rejection_id, stage, reason, message, null as file, article_id, text
        from {{ ref("stg_facts__rejected_facts") }}
        union all
        select
            rejection_id,
            'normalize' as stage,
            reason,
            message,
            -- A decision of a person that fits no article any more.
            if(article_id is null, 'corrections.yml', null) as file,
            article_id,
            text
        from {{ ref("stg_core__rejected_claims") }}
    ),

    final as (
        select
            issues.rejection_id as issue_id,
            issues.stage,
            issues.reason,
            issues.message,
            coalesce(issues.file, articles.source_uri) as source_uri,
            issues.article_id,
            issues.text
        from issues
        left join articles using (article_id)
        order by source_uri, stage, issue_id
    )

select *
from final
