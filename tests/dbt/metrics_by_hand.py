"""Each metric a second time, as SQL written by hand over the marts: what the definitions are compared with."""

PARTNERSHIPS = "from marts.fct_partnerships"
PERSONS = "from marts.fct_person_roles"
LARGE = "from marts.dim_cities where population >= 100000"
COUNTED = "from marts.money_claims where counting = 'counted' and"
USD = "select sum(case when value_usd_low is null then 0 else value_usd_low end)"

BY_HAND = {
    "articles": "select count(*) from marts.dim_articles",
    "articles_read": "select count(*) from marts.dim_articles where reading = 'read'",
    "undated_articles": "select count(*) from marts.dim_articles where published_on is null",
    "undated_article_share": "select avg((published_on is null)::int) from marts.dim_articles",
    "sources": "select count(distinct source_name) from marts.dim_articles",
    "evidence": "select count(*) from marts.fct_evidence",
    "facts": "select count(*) from (select distinct fact_type, fact_id from marts.fct_evidence)",
    "evidence_per_fact": """select avg(times) from (
        select count(*) as times from marts.fct_evidence group by fact_type, fact_id)""",
    "money_amounts": f"select count(*) {COUNTED} not is_planned",
    "money_in_usd": f"{USD} {COUNTED} not is_planned and usd_rate is not null",
    "planned_money_amounts": f"select count(*) {COUNTED} is_planned",
    "planned_money_in_usd": f"{USD} {COUNTED} is_planned and usd_rate is not null",
    "claims": "select count(*) from marts.fct_metric_observations",
    "best_claims": "select count(*) from marts.fct_metric_observations where is_best",
    "organizations": "select count(*) from marts.dim_organizations",
    "unlocated_organizations": "select count(*) from marts.dim_organizations where country_code is null",
    "unlocated_organization_share": "select avg((country_code is null)::int) from marts.dim_organizations",
    "people": f"select count(distinct person_name) {PERSONS}",
    "person_roles": f"select count(*) {PERSONS}",
    "unresolved_person_roles": f"""select count(*) {PERSONS}
        where organization_id is null
        or organization_id not in (select organization_id from marts.dim_organizations)""",
    "unresolved_share": f"select avg((organization_id is null)::int) {PERSONS}",
    "partnerships": f"select count(*) {PARTNERSHIPS}",
    "cross_border_partnerships": f"select count(*) {PARTNERSHIPS} where is_cross_border",
    "partnerships_with_known_borders": f"select count(is_cross_border) {PARTNERSHIPS}",
    "cross_border_share": f"select avg(is_cross_border::int) {PARTNERSHIPS}",
    "undated_partnerships": f"select count(*) {PARTNERSHIPS} where year is null",
    "undated_partnership_share": f"select avg((year is null)::int) {PARTNERSHIPS}",
    "partnerships_by_party": "select count(distinct partnership_id) from marts.fct_partnership_parties",
    "organizations_in_partnerships": "select count(distinct organization_id) from marts.fct_partnership_parties",
    "programs": "select count(*) from marts.dim_programs",
    "undated_programs": "select count(*) from marts.dim_programs where year is null",
    "undated_program_share": "select avg((year is null)::int) from marts.dim_programs",
    "programs_in_large_cities": f"select count(*) from marts.dim_programs where city_id in (select city_id {LARGE})",
    "inhabitants": f"select sum(population) {LARGE}",
    "programs_per_million": f"""select (
            select count(*) from marts.dim_programs where city_id in (select city_id {LARGE})
        ) / (select sum(population) / 1e6 {LARGE})""",
    "participants": """select count(distinct organization_id) from marts.fct_program_organizations
        where role = 'participant'""",
    "organizations_in_programs": "select count(distinct organization_id) from marts.fct_program_organizations",
}

# Questions whose answers are what a report says: (question, the same rows from the report).
REPORTED = {
    "partnerships, cross_border_partnerships, partnerships_with_known_borders, cross_border_share by year": """
        select year, partnership_count, cross_border_partnership_count, known_border_partnership_count,
        cross_border_share from marts.partnerships_by_year""",
    "partnerships by year, kind": "select year, kind, partnership_count from marts.partnerships_by_year_and_kind",
    "partnerships_by_party by organization_id": """
        select organization_id, partnership_count from marts.organization_profile where partnership_count > 0""",
    "partnerships_by_party by country_code, year where country_code = 'KR'": """
        select 'KR', year, partnership_count from (
            select year, count(distinct partnership_id) as partnership_count from marts.fct_partnerships
            where partnership_id in (select partnership_id from marts.fct_partnership_parties
                natural join marts.dim_organizations where country_code = 'KR') group by year)""",
    "partnerships_to_date by year": """
        select year, sum(sum(partnership_count)) over (order by year) from (
            select year, partnership_count from marts.partnerships_by_year where not is_undated
            union all select distinct year(day_on), 0 from semantic.calendar_days)
        group by year
        qualify sum(sum(partnership_count)) over (order by year) > 0""",
    "partnerships_to_date by year where kind = 'mou' and year between 2020 and 2023": """
        select year, (select count(*) from marts.fct_partnerships where kind = 'mou' and year <= years.year)
        from (select distinct year(day_on) as year from semantic.calendar_days) as years
        where year between 2020 and 2023
        and year >= (select min(year) from marts.fct_partnerships where kind = 'mou')""",
    "programs by city_id": "select city_id, program_count from marts.programs_per_city",
    "programs_per_million by city_id where has_rates": """
        select cities.city_id, coalesce(program_count, 0) * 1e6 / cities.population
        from marts.dim_cities as cities left join marts.programs_per_city using (city_id)
        where cities.population >= 100000""",
    "participants by program_id": """
        select program_id, count(distinct organization_id) from marts.program_participants
        where role = 'participant' group by program_id""",
    "articles, articles_read, sources by year": """
        select year, article_count, read_article_count, source_count from marts.coverage_by_year
        where article_count > 0""",
    "money_in_usd by year, measure": """
        select year, measure, sum(amount_usd_low) from marts.money_by_year
        where not is_planned group by year, measure""",
    "planned_money_amounts by currency": """
        select currency, sum(claim_count) from marts.money_by_year where is_planned group by currency""",
    "claims by subject_type": "select subject_type, count(*) from marts.metric_history group by subject_type",
    "evidence by year where fact_type = 'program'": """
        select year(published_on), count(*) from marts.fct_evidence join marts.dim_articles using (article_id)
        where fact_type = 'program' group by 1""",
    "organizations, programs by year": """
        select year, count(*) filter (thing = 'o'), count(*) filter (thing = 'p') from (
            select year(first_seen_on) as year, 'o' as thing from marts.dim_organizations
            union all select year, 'p' from marts.dim_programs) group by year""",
}
