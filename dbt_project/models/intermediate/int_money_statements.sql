with
    places as (
        select 'organization' as subject_type, organization_id as subject_id, city_id
        from {{ ref("dim_organizations") }}
        union all
        select 'program', program_id, city_id
        from {{ ref("dim_programs") }}
        union all
        select 'city', city_id, city_id
        from {{ ref("dim_cities") }}
    ),

    final as (
        select
            observations.*,
            articles.source_name,
            articles.source_uri,
            articles.published_on,
            coalesce(year(observations.as_of), year(articles.published_on))::integer
            as year,
            case
                when observations.as_of is not null
                then 'stated'
                when articles.published_on is not null
                then 'published'
                else 'unknown'
            end as year_basis,
            places.city_id
        from {{ ref("fct_metric_observations") }} as observations
        inner join {{ ref("dim_articles") }} as articles using (article_id)
        left join places using (subject_type, subject_id)
        where {{ is_money("observations.unit") }}
    )

select *
from final
