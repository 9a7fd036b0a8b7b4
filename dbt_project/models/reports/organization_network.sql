with
    parties as (
        select
            parties.partnership_id,
            parties.organization_id,
            organizations.name,
            partnerships.year,
            partnerships.kind,
            count(*) over (partition by parties.partnership_id) as party_count
        from {{ ref("fct_partnership_parties") }} as parties
        inner join {{ ref("fct_partnerships") }} as partnerships using (partnership_id)
        inner join
            {{ ref("dim_organizations") }} as organizations using (organization_id)
    ),

    edges as (
        select
            one.partnership_id,
            one.year,
            one.kind,
            one.party_count,
            one.organization_id as organization_id_a,
            one.name as organization_name_a,
            other.organization_id as organization_id_b,
            other.name as organization_name_b
        from parties as one
        inner join
            parties as other
            on one.partnership_id = other.partnership_id
            and one.organization_id < other.organization_id
    ),

    agreements as (
        select
            organization_id_a,
            organization_name_a,
            organization_id_b,
            organization_name_b,
            count(*) as partnership_count,
            min(year) as first_year,
            max(year) as last_year,
            list_sort(list(distinct kind)) as kinds,
            min(party_count) as smallest_party_count,
            -- In the order of the ids, for the same last digit each time.
            sum(1 / (party_count - 1) order by partnership_id) as strength
        from edges
        group by all
    ),

    articles as (
        select
            edges.organization_id_a,
            edges.organization_id_b,
            count(distinct sources.article_id) as article_count,
            count(distinct sources.source_name) as source_count,
            min(articles.published_on) as first_seen_on,
            max(articles.published_on) as last_seen_on
        from edges
        inner join
            {{ ref("int_fact_sources") }} as sources
            on sources.fact_type = 'partnership'
            and edges.partnership_id = sources.fact_id
        inner join {{ ref("dim_articles") }} as articles using (article_id)
        group by all
    ),

    final as (
        select
            agreements.organization_id_a,
            agreements.organization_name_a,
            agreements.organization_id_b,
            agreements.organization_name_b,
            agreements.partnership_count,
            agreements.first_year,
            agreements.last_year,
            coalesce(articles.article_count, 0) as article_count,
            coalesce(articles.source_count, 0) as source_count,
            articles.first_seen_on,
            articles.last_seen_on,
            agreements.kinds,
            agreements.smallest_party_count,
            agreements.strength
        from agreements
        left join articles using (organization_id_a, organization_id_b)
        order by
            partnership_count desc,
            organization_name_a,
            organization_name_b,
            organization_id_a,
            organization_id_b
    )

select *
from final
