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
    loaded_at timestamptz, content_sha256 varchar, source_name varchar);
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
create table marts.merged_ids (merged_id varchar, entity_type varchar, merged_into varchar, led_by varchar,
    name varchar, last_published_at timestamptz);
create table marts.retired_ids (retired_id varchar, entity_type varchar, name varchar, reason varchar,
    successor_ids varchar[], last_published_at timestamptz);
create table marts.fct_attribute_claims (claim_id varchar, entity_type varchar, entity_id varchar, attribute varchar,
    value varchar, value_key varchar, value_label varchar, basis varchar, article_id varchar, evidence_id varchar,
    source_name varchar, stated_on date, stated_on_precision varchar, is_chosen boolean);
create table marts.entity_history (history_id varchar, entity_type varchar, entity_id varchar, entity_name varchar,
    attribute varchar, value varchar, value_label varchar, valid_from date, valid_to date, is_current boolean,
    article_count bigint, source_count bigint, is_chosen boolean, difference_reason varchar);
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
create table marts.partnerships_by_year_and_kind (year integer, is_undated boolean, kind varchar,
    partnership_count bigint, unknown_border_partnership_count bigint, known_border_partnership_count bigint,
    cross_border_share double);
create table marts.partnerships_by_year_and_country_pair (year integer, is_undated boolean, country_code_a varchar,
    country_code_b varchar, is_cross_border boolean, partnership_count bigint);
create table marts.partnership_activity_by_year (year integer, is_undated boolean, new_partnership_count bigint,
    active_partnership_count bigint, assumed_active_partnership_count bigint, over_partnership_count bigint,
    ended_at_unknown_time_partnership_count bigint, planned_partnership_count bigint,
    announced_partnership_count bigint);
create table marts.organization_network (organization_id_a varchar, organization_name_a varchar,
    organization_id_b varchar, organization_name_b varchar, partnership_count bigint, first_year integer,
    last_year integer, article_count bigint, first_seen_on date, last_seen_on date, smallest_party_count bigint,
    strength double);
create table marts.organization_profile (organization_id varchar, name varchar, partnership_count bigint,
    partner_count bigint, operated_program_count bigint, joined_program_count bigint, person_count bigint,
    metric_count bigint, article_count bigint, source_count bigint, partner_rank bigint, betweenness double,
    last_partnership_year integer);
create table marts.organizations_by_partners (partner_rank bigint, organization_id varchar, name varchar,
    partner_count bigint, partnership_count bigint, betweenness double, betweenness_basis varchar,
    last_year integer);
create table marts.new_links_by_year (organization_id varchar, name varchar, year integer, is_undated boolean,
    new_partner_count bigint, partnership_count bigint);
create table marts.programs_per_city (city_id varchar, city varchar, country_code varchar, country varchar,
    program_count bigint, article_count bigint, source_count bigint, population bigint, programs_per_million double);
create table marts.programs_per_city_and_kind (city_id varchar, city varchar, program_kind varchar,
    program_count bigint, population bigint, programs_per_million double, article_count bigint, source_count bigint);
create table marts.participants_per_program (program_id varchar, program_name varchar, cohort_year integer,
    measure varchar, unit varchar, is_planned boolean, stated_low double, stated_high double, observation_id varchar,
    listed_count bigint, participant_count bigint, comparison varchar, article_count bigint, source_count bigint);
create table marts.money_claims (observation_id varchar, subject_type varchar, subject_id varchar, measure varchar,
    currency varchar, is_planned boolean, year integer, year_basis varchar, value_low double, value_high double,
    value_usd_low double, value_usd_high double, usd_rate double, city_id varchar, counting varchar,
    is_counted boolean, is_latest boolean, article_id varchar);
create table marts.money_by_year (year integer, year_basis varchar, measure varchar, is_planned boolean,
    currency varchar, claim_count bigint, amount_low double, amount_high double, usd_claim_count bigint,
    amount_usd_low double, amount_usd_high double, article_count bigint, source_count bigint);
create table marts.money_per_city (city_id varchar, city varchar, measure varchar, is_planned boolean,
    currency varchar, claim_count bigint, amount_low double, amount_high double, amount_usd_low double,
    amount_usd_high double, article_count bigint, source_count bigint);
create table marts.city_profile (city_id varchar, city varchar, population bigint, organization_count bigint,
    program_count bigint, partnership_count bigint, metric_count bigint, article_count bigint, source_count bigint,
    programs_per_million double, first_seen_on date, last_seen_on date, operator_names varchar[],
    funding_claim_count bigint, funding_usd_low double, funding_usd_high double);
create table marts.program_participants (program_organization_id varchar, program_id varchar, program_name varchar,
    organization_id varchar, organization_name varchar, role varchar, article_count bigint);
create table marts.feed_freshness (feed_id varchar, address varchar, status varchar, last_polled_at timestamptz,
    last_success_at timestamptz, last_new_at timestamptz, failed_page_count bigint, problem varchar, message varchar);
create table marts.refreshes (refresh_id varchar, refreshed_at timestamptz, lake_snapshot_id bigint,
    article_count bigint, new_article_count bigint, rejected_file_count bigint, fact_count bigint, issue_count bigint);
create table marts.coverage (source_name varchar, year integer, month date, language varchar, is_undated boolean,
    article_count bigint, read_article_count bigint, copy_article_count bigint, older_version_article_count bigint,
    irrelevant_article_count bigint, other_language_article_count bigint, read_word_count bigint,
    rejected_file_count bigint, partnership_count bigint, program_count bigint);
create table marts.coverage_by_year (year integer, is_undated boolean, article_count bigint, read_article_count bigint,
    source_count bigint, partnership_count bigint, partnership_of_year_count bigint, program_of_year_count bigint);
create table marts.metric_history (observation_id varchar, subject_id varchar, measure varchar, unit varchar,
    is_best boolean, conflict_count bigint, same_time_conflict_count bigint, time_on date);
create table marts.disagreements (disagreement_id varchar, claim_type varchar, entity_id varchar, attribute varchar,
    is_same_time boolean, claim_id_a varchar, value_a varchar, quote_a varchar, claim_id_b varchar, value_b varchar,
    quote_b varchar, reason_for_a varchar);
create table marts.partnerships_by_country_pair (country_code_a varchar, country_code_b varchar,
    is_cross_border boolean, partnership_count bigint, organization_count bigint, article_count bigint);
create table marts.source_freshness (source_name varchar, article_count bigint, arrival_day_count bigint,
    active_day_count bigint, usual_interval_days double, silent_days bigint, overdue_after_days double,
    is_overdue boolean, feed_count bigint, failing_feed_count bigint);
create table marts.article_volume (source_name varchar, period varchar, starts_on date, article_count bigint,
    earlier_period_count bigint, usual_count double, expected_low double, expected_high double, is_unfinished boolean,
    is_unusual boolean);
create table marts.source_drift (folder varchar, file_type varchar, field varchar, since_on date,
    article_count_before bigint, article_count_since bigint, share_before double, share_since double,
    is_drifted boolean, example_source_uri varchar, message varchar);
"""

ROWS = """
insert into marts.dim_articles values
    ('art_1', 'press/pact.txt', 'A pact', 'Press', null, '2024-05-02', 'day', 'en', 20, now(), 'aa', 'Press');
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
insert into marts.merged_ids values ('org_0', 'organization', 'org_1', 'statement', null, null);
insert into marts.retired_ids values
    ('org_00', 'organization', 'Harbour Labs', 'several_rows', ['org_1', 'org_2'], '2026-01-02');
insert into marts.fct_attribute_claims values
    ('clm_1', 'organization', 'org_1', 'city', '3143244', '3143244', 'Oslo', 'article', 'art_1', 'evd_1', 'Press',
        '2024-05-02', 'day', true),
    ('clm_2', 'program', 'prg_1', 'status', 'active', 'active', 'active', 'article', 'art_1', 'evd_2', 'Press',
        '2024-05-02', 'day', false);
insert into marts.entity_history values
    ('his_0', 'organization', 'org_1', 'Harbor Lab', 'city', '1', 'Bergen', '2020-01-01', '2024-05-02', false, 1, 1,
        false, null),
    ('his_1', 'organization', 'org_1', 'Harbor Lab', 'city', '3143244', 'Oslo', '2024-05-02', null, true, 1, 1, true,
        null),
    ('his_2', 'program', 'prg_1', 'Pact School', 'status', 'active', 'active', '2024-05-02', null, true, 1, 1, false,
        'correction');
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
insert into marts.partnerships_by_year_and_kind values (2024, false, 'agreement', 1, 0, 1, 1);
insert into marts.partnerships_by_year_and_country_pair values (2024, false, 'NO', 'SE', true, 1);
insert into marts.partnership_activity_by_year values (2024, false, 1, 1, 0, 0, 0, 0, 1);
insert into marts.organization_network values
    ('org_1', 'Harbor Lab', 'org_2', 'Nord Institute', 1, 2024, 2024, 1, '2024-05-02', '2024-05-02', 2, 1);
insert into marts.organization_profile values
    ('org_1', 'Harbor Lab', 1, 1, 1, 0, 1, 2, 1, 1, 1, 0, 2024),
    ('org_2', 'Nord Institute', 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 2024);
insert into marts.organizations_by_partners values
    (1, 'org_1', 'Harbor Lab', 1, 1, 0, 'exact', 2024), (1, 'org_2', 'Nord Institute', 1, 1, 0, 'exact', 2024);
insert into marts.new_links_by_year values
    ('org_1', 'Harbor Lab', 2024, false, 1, 1), ('org_2', 'Nord Institute', 2024, false, 1, 1);
insert into marts.programs_per_city values ('3143244', 'Oslo', 'NO', 'Norway', 1, 1, 1, 580000, 1.72);
insert into marts.programs_per_city_and_kind values ('3143244', 'Oslo', 'training', 1, 580000, 1.72, 1, 1);
insert into marts.participants_per_program values
    ('prg_1', 'Pact School', null, 'students', 'people', false, 20, 20, 'obs_9', 0, 0, 'not_comparable', 1, 1);
insert into marts.money_claims values
    ('obs_2', 'organization', 'org_1', 'investment', 'EUR', true, 2024, 'published', 1e6, 2e6, 1.1e6, 2.2e6, 1.1,
        '3143244', 'counted', true, true, 'art_1');
insert into marts.money_by_year values
    (2024, 'published', 'investment', true, 'EUR', 1, 1e6, 2e6, 1, 1.1e6, 2.2e6, 1, 1);
insert into marts.money_per_city values ('3143244', 'Oslo', 'investment', true, 'EUR', 1, 1e6, 2e6, 1.1e6, 2.2e6, 1, 1);
insert into marts.city_profile values
    ('3143244', 'Oslo', 580000, 1, 1, 1, 0, 1, 1, 1.72, '2024-05-02', '2024-05-02', ['Harbor Lab'], 0, null, null);
insert into marts.feed_freshness values
    ('fee_1', 'https://example.org/feed', 'ok', '2026-01-03', '2026-01-03', '2026-01-02', 0, null, null);
insert into marts.refreshes values
    ('ref_1', '2026-01-01', 1, 1, 1, 0, 8, 1), ('ref_2', '2026-01-02', 2, 1, 0, 0, 8, 1);
insert into marts.coverage values ('Press', 2024, '2024-05-01', 'en', false, 1, 1, 0, 0, 0, 0, 20, 0, 1, 1);
insert into marts.coverage_by_year values (2024, false, 1, 1, 1, 1, 1, 0), (2025, false, 0, 0, 0, 0, 0, 1);
insert into marts.metric_history values
    ('obs_1', 'org_1', 'researchers', 'people', true, 0, 0, '2024-01-01'),
    ('obs_2', 'org_1', 'investment', 'EUR', true, 0, 0, '2024-01-01');
insert into marts.disagreements values
    ('dis_1', 'metric', 'org_1', 'researchers', false, 'obs_1', '300 people or more', 'q', 'obs_0', 'up to 9 people',
        'q', 'later');
insert into marts.partnerships_by_country_pair values ('NO', 'SE', true, 1, 2, 1);
insert into marts.source_freshness values ('Press', 1, 1, 1, null, 0, null, null, 0, 0);
insert into marts.article_volume values ('Press', 'month', '2024-05-01', 1, 0, null, null, null, false, null);
insert into marts.source_drift values
    ('press', 'txt', 'title', '2024-05-02', 20, 10, 1, 1, false, null, null);
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
