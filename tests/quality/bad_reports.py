"""Rows of reports, and rows that disagree with other tables or refreshes, which expectations.yml must notice."""

from .spoiling import bad, insert, insert_bad

insert_bad("partnerships_by_year", "nothing_is_lost", {"in_report": 3}, partnership_count=2)
insert_bad("partnerships_by_year_and_kind", "nothing_is_lost", {"in_report": 3}, partnership_count=2)
insert_bad("partnerships_by_year_and_kind", "share_rests_on_known_borders", {"kind": "mou"}, cross_border_share=1.5)
insert_bad(
    "partnerships_by_year_and_country_pair", "no_pair_has_more_than_its_year", {"year": 2023}, partnership_count=1
)
insert_bad("partnership_activity_by_year", "nothing_is_lost", {"in_report": 3}, new_partnership_count=2)
insert_bad(
    "partnership_activity_by_year",
    "announced_ones_are_told_apart",
    {"year": 2023, "announced_partnership_count": 7},
    active_partnership_count=1,
    assumed_active_partnership_count=1,
    over_partnership_count=1,
    ended_at_unknown_time_partnership_count=1,
    planned_partnership_count=1,
)
insert_bad("partnership_activity_by_year", "year_min_stop", {"year": 1949})
insert_bad("partnership_activity_by_year", "year_max_warn", {"year": 2100})
insert_bad(
    "organization_network",
    "links_have_no_direction",
    {"organization_name_a": "Nord Institute"},
    organization_id_a="org_2",
    organization_id_b="org_1",
)
insert_bad("organization_network", "first_comes_before_last", {"organization_name_a": "A"}, first_year=2, last_year=1)
insert_bad("organization_network", "smallest_agreement_min_stop", {"smallest_party_count": 1})
insert_bad("organization_network", "smallest_agreement_max_warn", {"smallest_party_count": 101})
insert_bad(
    "organization_network",
    "strength_fits_its_agreements",
    {"organization_name_a": "B", "strength": -1.0},
    partnership_count=0,
    smallest_party_count=2,
)
insert_bad("organizations_by_partners", "partners_are_those_of_the_network", {"in_network": 0}, partner_count=3)
insert_bad("organizations_by_partners", "betweenness_basis_is_known", {"betweenness_basis": "guessed"})
insert_bad("organizations_by_partners", "betweenness_min_stop", {"betweenness": -0.1})
insert_bad("organizations_by_partners", "betweenness_max_stop", {"betweenness": 1.1})
insert_bad("new_links_by_year", "partners_are_new_once", {"in_report": 5}, new_partner_count=3)
insert_bad("programs_per_city", "nothing_is_lost", {"in_report": 3}, program_count=2)
insert_bad(
    "programs_per_city", "rates_are_of_large_cities", {"city_id": "6"}, population=13200, programs_per_million=77
)
bad(
    "programs_per_city",
    "rate_follows_from_the_population",
    {"city_id": "3143244", "programs_per_million": 1720.0},
    "update marts.programs_per_city set programs_per_million = 1720 where city_id = '3143244'",
)
insert_bad("programs_per_city_and_kind", "nothing_is_lost", {"in_report": 3}, program_count=2)
insert_bad("programs_per_city_and_kind", "rates_are_of_large_cities", {"city_id": "6"}, programs_per_million=77)
bad(
    "programs_per_city_and_kind",
    "rate_follows_from_the_population",
    {"city_id": "3143244", "programs_per_million": 1720.0},
    "update marts.programs_per_city_and_kind set programs_per_million = 1720 where city_id = '3143244'",
)

insert_bad("participants_per_program", "comparison_is_known", {"program_id": "prg_j", "comparison": "maybe"})
bad(
    "participants_per_program",
    "nobody_is_lost",
    {"program_id": "prg_i", "participant_count": 1},
    insert("fct_program_organizations", program_id="prg_i", organization_id="org_1", role="participant"),
)
insert_bad(
    "participants_per_program",
    "counts_match_lists",
    {"program_id": "prg_1"},
    participant_count=8,
    comparison="more_named",
)

MONEY = {"subject_id": "org_1", "measure": "investment", "is_planned": True, "year": 2024}
insert_bad("money_claims", "observation_id_is_unique", {"observation_id": "obs_2"})
insert_bad("money_claims", "counting_is_known", {"observation_id": "obs_4", "counting": "maybe"})
insert_bad("money_claims", "nothing_is_lost", {"in_report": 5}, observation_id="obs_5")
insert_bad("money_claims", "one_amount_a_year", {"counted_claims": 2}, observation_id="obs_3", is_counted=True, **MONEY)
insert_bad("money_by_year", "nothing_is_lost", {"in_report": 3}, claim_count=2)
insert_bad("money_by_year", "bounds_are_in_order", {"amount_low": 9}, amount_high=8)
bad(
    "money_by_year",
    "sums_are_those_of_the_claims",
    {"year": 2024, "amount_low": 1e7, "low_there": 1e6},
    "update marts.money_by_year set amount_low = 1e7 where year = 2024",
)
insert_bad("money_per_city", "nothing_is_lost", {"in_report": 3}, claim_count=2)
bad(
    "money_per_city",
    "sums_are_those_of_the_claims",
    {"city_id": "3143244", "amount_usd_high": None, "usd_high_there": 2.2e6},
    "update marts.money_per_city set amount_usd_high = null where city_id = '3143244'",
)

insert_bad("city_profile", "every_city_has_a_profile", {"in_report": 4}, city_id="3143245")
insert_bad("city_profile", "seen_in_order", {"city_id": "7"}, first_seen_on="2024-02-01", last_seen_on="2024-01-01")
insert_bad("coverage", "nothing_is_lost", {"in_report": 5}, article_count=2)
READINGS = ("copy", "older_version", "irrelevant", "other_language")
insert_bad(
    "coverage",
    "readings_add_up",
    {"source_name": "Wire", "article_count": 2, "read_article_count": 1},
    **{f"{reading}_article_count": 0 for reading in READINGS},
)
insert_bad(
    "coverage_by_year",
    "nothing_is_lost",
    {"in_report": 5},
    article_count=2,
    partnership_of_year_count=0,
    program_of_year_count=0,
)

insert_bad("metric_history", "nothing_is_lost", {"in_report": 4}, observation_id="obs_lost")
insert_bad(
    "metric_history",
    "conflicts_of_one_time_are_conflicts",
    {"observation_id": "obs_many", "conflict_count": 1, "same_time_conflict_count": 2},
)

insert_bad("disagreements", "a_pair_stands_once", {}, claim_type="metric", claim_id_a="obs_0", claim_id_b="obs_1")
insert_bad("disagreements", "both_sides_are_quoted", {"disagreement_id": "dis_quote"}, quote_a="q")
insert_bad("disagreements", "values_differ", {"disagreement_id": "dis_same"}, value_a="7 people", value_b="7 people")
bad(
    "disagreements",
    "few_numbers_are_in_dispute",
    {"refuted": 90},
    "insert into marts.disagreements (disagreement_id, claim_type, is_same_time, claim_id_a, claim_id_b) "
    "select 'dis_' || i, 'metric', true, 'obs_1', 'obs_b' || i from range(90) t(i)",
)

insert_bad("dim_articles", "publication_is_not_ahead", {"article_id": "art_ahead"}, published_on="2028-01-01")
bad(
    "dim_articles",
    "articles_have_not_vanished",
    {"before": 1_000_000.0},
    "insert into marts.refreshes (refresh_id, refreshed_at, article_count, new_article_count, fact_count, issue_count) "
    "select 'ref_many' || i, timestamptz '2026-02-01' + to_days(i::integer), 1000000, 0, 900000000, 0 "
    "from range(3) t(i)",
)
insert_bad(
    "dim_organizations",
    "city_is_in_its_country",
    {"organization_id": "org_i", "country_code": "DE", "country_code_of_city": "NO"},
    city_id="3143244",
)
bad(
    "dim_organizations",
    "most_are_resolved",
    {"unresolved": 90},
    "insert into marts.dim_organizations (organization_id, name, organization_type) "
    "select 'org_o' || i, 'Thing ' || i, 'other' from range(90) t(i)",
)
insert_bad(
    "dim_programs",
    "city_is_in_its_country",
    {"program_id": "prg_i", "country_code": "DE", "country_code_of_city": "NO"},
    city_id="3143244",
)
bad(
    "fct_metric_observations",
    "subjects_of_one_name_are_of_one_type",
    {"types": "organization and program"},
    "insert into marts.fct_metric_observations (observation_id, subject_type, subject_name) "
    "values ('obs_p', 'program', 'Twin'), ('obs_q', 'organization', 'Twin')",
)
insert_bad("fct_metric_observations", "time_is_plausible", {"observation_id": "obs_m"}, as_of="1949-12-31")
bad(
    "fct_metric_observations",
    "counts_match_lists",
    {"observation_id": "obs_seven", "stated": 7.0, "listed": 5},
    "insert into marts.fct_metric_observations (observation_id, subject_type, subject_id, measure, value_low, "
    "value_high, unit, qualifier, is_planned, article_id) values "
    "('obs_seven', 'program', 'prg_seven', 'startups', 7, 7, 'organizations', 'exact', false, 'art_1');"
    "insert into marts.fct_program_organizations (program_organization_id, program_id, organization_id, role) "
    "select 'pgo_seven' || i, 'prg_seven', 'org_seven' || i, 'participant' from range(5) t(i);"
    "insert into marts.fct_evidence (evidence_id, fact_type, fact_id, article_id) "
    "select 'evi_seven' || i, 'program_organization', 'pgo_seven' || i, 'art_1' from range(5) t(i)",
)
MANY_FACTS_BEFORE = "select 'the refreshes of articles_have_not_vanished had 900 facts an article, and no issue'"
bad("fct_evidence", "facts_have_not_vanished", {"before": 900.0}, MANY_FACTS_BEFORE)
bad(
    "data_issues",
    "few_statements_are_rejected",
    {"rejected": 301},
    "insert into marts.data_issues (issue_id, stage, message) "
    "select 'r' || i, 'normalize', 'Look.' from range(300) t(i)",
)
bad("data_issues", "issues_have_not_multiplied", {"before": 0.0}, MANY_FACTS_BEFORE)

insert_bad("partnerships_by_country_pair", "no_pair_has_more_than_all", {"country_code_a": "FR"}, partnership_count=999)
insert_bad(
    "partnerships_by_country_pair",
    "border_is_told",
    {"country_code_a": "FR", "country_code_b": "FR", "is_cross_border": True},
)
insert_bad("organization_network", "no_edge_is_lost", {"in_report": 8}, partnership_count=7)
insert_bad("organization_profile", "nothing_is_lost", {"in_report": 4}, organization_id="org_none")
insert_bad(
    "organization_profile",
    "partners_come_from_partnerships",
    {"organization_id": "org_alone", "partnership_count": 1, "partner_count": 0},
)
bad(
    "organization_profile",
    "counts_are_true",
    {"organization_id": "org_1", "person_count": 9, "persons": 1},
    "update marts.organization_profile set person_count = 9 where organization_id = 'org_1'",
)
bad(
    "organization_profile",
    "articles_are_those_of_its_facts",
    {"organization_id": "org_1", "article_count": 99, "articles": 1},
    "update marts.organization_profile set article_count = 99 where organization_id = 'org_1'",
)
bad(
    "organization_profile",
    "rank_is_that_of_the_ranking",
    {"organization_id": "org_2", "partner_count": 9, "partners": 1},
    "update marts.organization_profile set partner_count = 9 where organization_id = 'org_2'",
)
insert_bad("city_profile", "programs_agree", {"city_id": "2", "program_count": 3, "listed": 0})
bad(
    "city_profile",
    "counts_are_true",
    {"city_id": "3143244", "partnership_count": 9, "partnerships": 1},
    "update marts.city_profile set partnership_count = 9 where city_id = '3143244'",
)
bad(
    "city_profile",
    "articles_are_those_of_its_facts",
    {"city_id": "3143244", "source_count": 9, "sources": 1},
    "update marts.city_profile set source_count = 9 where city_id = '3143244'",
)
bad(
    "city_profile",
    "funding_agrees",
    {"city_id": "3143244", "funding_claim_count": 9, "claims": 0},
    "update marts.city_profile set funding_claim_count = 9 where city_id = '3143244'",
)
bad(
    "city_profile",
    "rate_follows_from_the_population",
    {"city_id": "3143244", "programs_per_million": 1720.0},
    "update marts.city_profile set programs_per_million = 1720 where city_id = '3143244'",
)
insert_bad("program_participants", "nothing_is_lost", {"in_report": 2}, program_organization_id="pgo_1")
insert_bad(
    "program_participants",
    "an_article_says_so_min_stop",
    {"program_organization_id": "pgo_0", "article_count": 0},
)
insert_bad(
    "feed_freshness",
    "times_are_in_order",
    {"feed_id": "fee_a"},
    last_polled_at="2026-01-01",
    last_success_at="2026-01-02",
)
insert_bad("feed_freshness", "problems_say_what_to_do", {"feed_id": "fee_b", "problem": "timeout"})
bad(
    "feed_freshness",
    "most_feeds_answer",
    {"failing": 21},
    "insert into marts.feed_freshness (feed_id, problem, message) "
    "select 'fee_' || i, 'timeout', 'Wait.' from range(20) t(i)",
)
insert_bad("refreshes", "moment_is_unique", {"refresh_id": "ref_twin"}, refreshed_at="2026-01-01")
insert_bad(
    "refreshes",
    "new_articles_are_articles",
    {"refresh_id": "ref_odd", "article_count": 1, "new_article_count": 2},
    refreshed_at="2025-01-01",
)

insert_bad("source_freshness", "every_article_has_one_source", {"in_report": 2}, source_name="Echo", article_count=1)
insert_bad(
    "source_freshness", "silence_is_not_negative_min_stop", {"source_name": "Seer"}, article_count=0, silent_days=-1
)
bad(
    "source_freshness",
    "few_sources_are_overdue",
    {"source_name": "Late"},
    "insert into marts.source_freshness (source_name, article_count, silent_days, is_overdue) "
    "values ('Late', 0, 99, true)",
)
insert_bad("article_volume", "period_is_known", {"period": "quarter"})
insert_bad(
    "article_volume",
    "months_have_no_article_twice",
    {"in_report": 2},
    source_name="Echo",
    period="month",
    article_count=1,
)
insert_bad("source_drift", "sources_say_what_they_used_to", {"field": "author"}, folder="press", is_drifted=True)
