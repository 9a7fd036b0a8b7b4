{{
    config(
        meta={
            "description": "A report that leaves facts out would mislead: its counts add up to the rows that it counts.",
            "dagster": {"ref": {"name": "programs_per_city"}},
        }
    )
}}

with
    counts as (
        select
            'programs_per_city' as report,
            (
                select coalesce(sum(program_count), 0)
                from {{ ref("programs_per_city") }}
            ) as reported,
            (select count(*) from {{ ref("dim_programs") }}) as counted
        union all
        select
            'programs_per_city_and_kind',
            (
                select coalesce(sum(program_count), 0)
                from {{ ref("programs_per_city_and_kind") }}
            ),
            (select count(*) from {{ ref("dim_programs") }})
        union all
        select
            'coverage',
            (select coalesce(sum(article_count), 0) from {{ ref("coverage") }}),
            (select count(*) from {{ ref("dim_articles") }})
        union all
        select
            'money_by_year',
            (select coalesce(sum(claim_count), 0) from {{ ref("money_by_year") }}),
            (select count(*) from {{ ref("money_claims") }} where is_counted)
        union all
        select
            'money_per_city',
            (select coalesce(sum(claim_count), 0) from {{ ref("money_per_city") }}),
            (select count(*) from {{ ref("money_claims") }} where is_latest)
        union all
        select
            'partnerships_by_year',
            (
                select coalesce(sum(partnership_count), 0)
                from {{ ref("partnerships_by_year") }}
            ),
            (select count(*) from {{ ref("fct_partnerships") }})
        union all
        select
            'partnerships_by_year_and_kind',
            (
                select coalesce(sum(partnership_count), 0)
                from {{ ref("partnerships_by_year_and_kind") }}
            ),
            (select count(*) from {{ ref("fct_partnerships") }})
        union all
        select
            'partnerships_by_year_and_country_pair',
            (
                select coalesce(sum(partnership_count), 0)
                from {{ ref("partnerships_by_year_and_country_pair") }}
            ),
            (
                select coalesce(sum(partnership_count), 0)
                from {{ ref("partnerships_by_country_pair") }}
            )
        union all
        select
            'partnership_activity_by_year',
            (
                select coalesce(sum(new_partnership_count), 0)
                from {{ ref("partnership_activity_by_year") }}
            ),
            (select count(*) from {{ ref("fct_partnerships") }})
        union all
        select
            'organizations_by_partners',
            (
                select coalesce(sum(partner_count), 0)
                from {{ ref("organizations_by_partners") }}
            ),
            (select 2 * count(*) from {{ ref("organization_network") }})
        union all
        select
            'new_links_by_year',
            (
                select coalesce(sum(new_partner_count), 0)
                from {{ ref("new_links_by_year") }}
            ),
            (select 2 * count(*) from {{ ref("organization_network") }})
        union all
        select
            'program_participants',
            (select count(*) from {{ ref("program_participants") }}),
            (
                select count(*)
                from {{ ref("fct_program_organizations") }}
                where role != 'operator'
            )
        union all
        select
            'data_issues',
            (select count(*) from {{ ref("data_issues") }}),
            (select count(*) from {{ ref("stg_raw__rejected_articles") }})
            + (select count(*) from {{ ref("stg_facts__rejected_facts") }})
            + (select count(*) from {{ ref("stg_core__rejected_claims") }})
            + (select count(*) from {{ ref("stg_feeds__rejected_feeds") }})
            + (
                select count(*)
                from {{ ref("stg_feeds__polls") }}
                where problem is not null
            )
            + (
                select count(*)
                from {{ ref("stg_feeds__fetches") }}
                where problem is not null
            )
            + (
                select count(*)
                from {{ ref("stg_facts__selections") }}
                where decision = 'other_language'
            )
    )

select *
from counts
where reported != counted
