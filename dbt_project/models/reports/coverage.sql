with
    articles as (
        select
            article_id,
            source_name,
            year(published_on)::integer as year,
            -- A date that is known to the year only says nothing about the month.
            if(
                published_on_precision = 'year',
                null,
                date_trunc('month', published_on)::date
            ) as month,
            language,
            reading,
            word_count,
            {{ folder_of("source_uri") }} as folder
        from {{ ref("dim_articles") }}
    ),

    -- A folder that holds articles of one source only belongs to that source. The raw
    -- folder itself belongs to nobody.
    folders as (
        select folder, any_value(source_name) as source_name
        from articles
        where folder != ''
        group by folder
        having count(distinct source_name) = 1
    ),

    files as (
        select rejection_id, source_uri, {{ folder_of("source_uri") }} as folder
        from {{ ref("stg_raw__rejected_articles") }}
    ),

    rejected as (
        select
            rejection_id,
            coalesce(
                folders.source_name, nullif(files.folder, ''), files.source_uri
            ) as source_name
        from files
        left join folders using (folder)
    ),

    things as (
        select
            source_name,
            year,
            month,
            language,
            'article' as thing,
            article_id as thing_id,
            reading,
            word_count
        from articles
        union all
        select source_name, null, null, null, 'rejected_file', rejection_id, null, null
        from rejected
        union all
        select
            articles.source_name, year, month, language, fact_type, fact_id, null, null
        from articles
        inner join {{ ref("int_fact_sources") }} as facts using (article_id)
    ),

    final as (
        select
            source_name,
            year,
            month,
            language,
            month is null as is_undated,
            {{ reading_counts() }},
            count(*) filter (thing = 'rejected_file') as rejected_file_count,
            {{ stated_counts() }}
        from things
        group by source_name, year, month, language
        order by source_name, year nulls last, month nulls last, language nulls last
    )

select *
from final
