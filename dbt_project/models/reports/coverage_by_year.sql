with
    articles as (
        select
            article_id,
            source_name,
            year(published_on)::integer as year,
            reading,
            word_count
        from {{ ref("dim_articles") }}
    ),

    things as (
        select
            year,
            'article' as thing,
            article_id as thing_id,
            source_name,
            reading,
            word_count
        from articles
        union all
        select articles.year, fact_type, fact_id, null, null, null
        from articles
        inner join {{ ref("int_fact_sources") }} as facts using (article_id)
        union all
        select year, 'announced', partnership_id, null, null, null
        from {{ ref("fct_partnerships") }}
        union all
        select year, 'started', program_id, null, null, null
        from {{ ref("dim_programs") }}
    ),

    final as (
        select
            year,
            year is null as is_undated,
            {{ reading_counts() }},
            count(distinct source_name) as source_count,
            {{ stated_counts() }},
            count(*) filter (thing = 'announced') as partnership_of_year_count,
            count(*) filter (thing = 'started') as program_of_year_count
        from things
        group by year
        order by year nulls last
    )

select *
from final
