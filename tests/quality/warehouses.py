"""Small warehouses for the tests of the expectations: a good one, and ways to spoil it.

Here: the tables of the contract with a few rows. Not here: assertions.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

TEXT = "Harbor Lab and Nord Institute signed a pact in Oslo. Harbor Lab has over 300 researchers 🎉. Ada Berg leads it."
PACT = "Harbor Lab and Nord Institute signed a pact in Oslo."
COUNT = "Harbor Lab has over 300 researchers 🎉."
PERSON = "Ada Berg leads it."

SCHEMA = """
create schema marts;
create table marts.dim_articles (article_id varchar, source_uri varchar, title varchar, publisher varchar,
    author varchar, published_on date, published_on_precision varchar, language varchar, word_count bigint,
    loaded_at timestamptz, content_sha256 varchar);
create table marts.article_copies (copy_id varchar, source_uri varchar, article_id varchar,
    canonical_article_id varchar, kind varchar, similarity double);
create table marts.articles_text (article_id varchar, text varchar);
create table marts.dim_organizations (organization_id varchar, name varchar, aliases varchar[],
    organization_type varchar, city_id varchar, city varchar, country_code varchar, ror_id varchar,
    wikidata_id varchar, first_seen_on date, last_seen_on date, article_count bigint);
create table marts.dim_cities (city_id varchar, city varchar, region varchar, country_code varchar,
    country varchar, latitude double, longitude double, population bigint);
create table marts.dim_programs (program_id varchar, name varchar, aliases varchar[], program_kind varchar,
    city_id varchar, city varchar, country_code varchar, started_on date, started_on_precision varchar,
    year integer, year_basis varchar, status varchar, article_count bigint);
create table marts.fct_partnerships (partnership_id varchar, kind varchar, status varchar, announced_on date,
    announced_on_precision varchar, year integer, year_basis varchar, duration_months double, party_count bigint,
    is_cross_border boolean, article_count bigint, confidence double);
create table marts.fct_partnership_parties (partnership_id varchar, organization_id varchar, role varchar);
create table marts.merged_ids (merged_id varchar, entity_type varchar, merged_into varchar);
create table marts.fct_program_organizations (program_organization_id varchar, program_id varchar,
    organization_id varchar, role varchar);
create table marts.fct_metric_observations (observation_id varchar, subject_type varchar, subject_id varchar,
    subject_name varchar, measure varchar, value_low double, value_high double, unit varchar,
    value_usd_low double, value_usd_high double, qualifier varchar, as_of date, as_of_precision varchar,
    is_planned boolean, is_best boolean, article_id varchar, usd_rate double, usd_rate_period varchar,
    best_reason varchar, is_best_at_time boolean, best_at_time_reason varchar, rank_at_time bigint, time_on date,
    time_on_precision varchar, time_basis varchar, source_kind varchar, source_rank bigint,
    agreeing_source_count bigint);
create table marts.fct_person_roles (person_role_id varchar, person_name varchar, title varchar,
    organization_id varchar, organization_name varchar);
create table marts.fct_evidence (evidence_id varchar, fact_type varchar, fact_id varchar, article_id varchar,
    char_start bigint, char_end bigint, quote varchar, engine varchar, engine_version varchar, confidence double);
create table marts.data_issues (issue_id varchar, stage varchar, reason varchar, message varchar,
    source_uri varchar, article_id varchar, text varchar);
create table marts.partnerships_by_year (year integer, is_undated boolean, partnership_count bigint);
create table marts.programs_per_city (city_id varchar, city varchar, country_code varchar, country varchar,
    program_count bigint);
create table marts.metric_history (observation_id varchar, subject_id varchar, measure varchar, unit varchar,
    is_best boolean, conflict_count bigint, same_time_conflict_count bigint, time_on date);
create table marts.disagreements (disagreement_id varchar, claim_type varchar, entity_id varchar, attribute varchar,
    is_same_time boolean, claim_id_a varchar, value_a varchar, quote_a varchar, claim_id_b varchar, value_b varchar,
    quote_b varchar, reason_for_a varchar);
create table marts.partnerships_by_country_pair (country_code_a varchar, country_code_b varchar,
    is_cross_border boolean, partnership_count bigint, organization_count bigint, article_count bigint);
create table marts.organization_network (organization_id_a varchar, organization_id_b varchar,
    partnership_count bigint, first_year integer, last_year integer, article_count bigint);
create table marts.organization_profile (organization_id varchar, name varchar, partnership_count bigint,
    partner_count bigint, article_count bigint);
create table marts.city_profile (city_id varchar, city varchar, organization_count bigint, program_count bigint,
    partnership_count bigint, article_count bigint);
create table marts.program_participants (program_organization_id varchar, program_id varchar, program_name varchar,
    organization_id varchar, organization_name varchar, role varchar, article_count bigint);
create table marts.feed_freshness (feed_id varchar, address varchar, status varchar, last_polled_at timestamptz,
    last_success_at timestamptz, last_new_at timestamptz, failed_page_count bigint, problem varchar, message varchar);
create table marts.refreshes (refresh_id varchar, refreshed_at timestamptz, lake_snapshot_id bigint,
    article_count bigint, new_article_count bigint, rejected_file_count bigint, fact_count bigint, issue_count bigint);
"""

ROWS = """
insert into marts.dim_articles values
    ('art_1', 'press/pact.txt', 'A pact', 'Press', null, '2024-05-02', 'day', 'en', 20, now(), 'aa');
insert into marts.article_copies values
    ('copy_1', 'press/again.txt', 'art_1', 'art_1', 'same_file', 1),
    ('copy_2', 'press/pact.html', 'art_2', 'art_1', 'near_copy', 0.9);
insert into marts.dim_organizations values
    ('org_1', 'Harbor Lab', [], 'research_institute', '3143244', 'Oslo', 'NO', null, null,
        '2024-05-02', '2024-05-02', 1),
    ('org_2', 'Nord Institute', ['NI'], 'university', null, null, 'SE', null, null, null, null, 1);
insert into marts.dim_cities values ('3143244', 'Oslo', 'Oslo', 'NO', 'Norway', 59.9, 10.7, 580000);
insert into marts.dim_programs values
    ('prg_1', 'Pact School', [], 'training', '3143244', 'Oslo', 'NO', null, null, 2025, 'stated', 'planned', 1);
insert into marts.fct_partnerships values
    ('prt_1', 'agreement', 'active', '2024-05-01', 'month', 2024, 'stated', 24, 2, true, 1, 0.9);
insert into marts.fct_partnership_parties values ('prt_1', 'org_1', 'party'), ('prt_1', 'org_2', 'party');
insert into marts.fct_program_organizations values ('pgo_1', 'prg_1', 'org_1', 'operator');
insert into marts.merged_ids values ('org_0', 'organization', 'org_1');
insert into marts.fct_metric_observations values
    ('obs_1', 'organization', 'org_1', 'Harbor Lab', 'researchers', 300, null, 'people', null, null, 'at_least',
        null, null, false, true, 'art_1', null, null,
        'the only claim', true, 'the only claim for 2024', 1, '2024-01-01', 'year', 'published', 'press', 3, 1),
    ('obs_2', 'organization', 'org_1', 'Harbor Lab', 'investment', 1e6, 2e6, 'EUR', 1.1e6, 2.2e6, 'range',
        null, null, true, true, 'art_1', 1.1, '2024-03-05',
        'the only claim', true, 'the only claim for 2024', 1, '2024-01-01', 'year', 'published', 'press', 3, 1);
insert into marts.fct_person_roles values ('per_1', 'Ada Berg', 'Director', 'org_1', 'Harbor Lab');
insert into marts.data_issues values
    ('iss_1', 'ground', 'not_in_text', 'Look at the article.', 'press/pact.txt', 'art_1', 'x');
insert into marts.partnerships_by_year values (2024, false, 1);
insert into marts.programs_per_city values ('3143244', 'Oslo', 'NO', 'Norway', 1);
insert into marts.metric_history values
    ('obs_1', 'org_1', 'researchers', 'people', true, 0, 0, '2024-01-01'),
    ('obs_2', 'org_1', 'investment', 'EUR', true, 0, 0, '2024-01-01');
insert into marts.disagreements values
    ('dis_1', 'metric', 'org_1', 'researchers', false, 'obs_1', '300 people or more', 'q', 'obs_0', 'up to 9 people',
        'q', 'later');
insert into marts.partnerships_by_country_pair values ('NO', 'SE', true, 1, 2, 1);
insert into marts.organization_network values ('org_1', 'org_2', 1, 2024, 2024, 1);
insert into marts.organization_profile values ('org_1', 'Harbor Lab', 1, 1, 1), ('org_2', 'Nord Institute', 1, 1, 1);
insert into marts.city_profile values ('3143244', 'Oslo', 1, 1, 1, 1);
insert into marts.feed_freshness values
    ('fee_1', 'https://example.org/feed', 'ok', '2026-01-03', '2026-01-03', '2026-01-02', 0, null, null);
insert into marts.refreshes values
    ('ref_1', '2026-01-01', 1, 1, 1, 0, 8, 1), ('ref_2', '2026-01-02', 2, 1, 0, 0, 8, 1);
"""

EVIDENCE = (
    ("organization", "org_1", PACT),
    ("organization", "org_2", PACT),
    ("program", "prg_1", PACT),
    ("partnership", "prt_1", PACT),
    ("program_organization", "pgo_1", PACT),
    ("metric", "obs_1", COUNT),
    ("metric", "obs_2", COUNT),
    ("person_role", "per_1", PERSON),
)


def build(path: Path, *spoil: str, rows: bool = True) -> Path:
    """Write a warehouse: a good one, an empty one, or one that statements have spoilt."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA)
        if rows:
            connection.execute(ROWS)
            connection.execute("insert into marts.articles_text values ('art_1', ?)", [TEXT])
            for number, (fact_type, fact_id, quote) in enumerate(EVIDENCE):
                start = TEXT.index(quote)
                values = [f"evi_{number}", fact_type, fact_id, "art_1", start, start + len(quote), quote]
                connection.execute(
                    "insert into marts.fct_evidence values (?, ?, ?, ?, ?, ?, ?, 'student', '1', 0.9)", values
                )
        for statement in spoil:
            connection.execute(statement)
    return path
