with
    organizations as (select * from {{ ref("stg_core__organizations") }}),
    cities as (select city_id, city from {{ ref("stg_core__cities") }}),
    articles as (select article_id, published_on from {{ ref("stg_raw__articles") }}),

    mentions as (
        select
            evidence.fact_id as organization_id,
            min(articles.published_on) as first_seen_on,
            max(articles.published_on) as last_seen_on,
            count(distinct evidence.article_id) as article_count
        from {{ ref("stg_core__evidence") }} as evidence
        left join articles using (article_id)
        where evidence.fact_type = 'organization'
        group by evidence.fact_id
    ),

    final as (
        select
            organizations.organization_id,
            organizations.name,
            organizations.aliases,
            organizations.organization_type,
            organizations.city_id,
            cities.city,
            organizations.country_code,
            organizations.ror_id,
            organizations.wikidata_id,
            mentions.first_seen_on,
            mentions.last_seen_on,
            coalesce(mentions.article_count, 0) as article_count
        from organizations
        left join cities using (city_id)
        left join mentions using (organization_id)
    )

select *
from final
