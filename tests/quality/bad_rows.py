"""A row for every check of expectations.yml that must make it fail, and how the failing row is recognized.

Here: statements that spoil the good warehouse of `warehouses.py`, each beside the check that has to notice. A check
that is added to expectations.yml needs an entry here: one that cannot fail is a defect.
"""

from __future__ import annotations

EXPECTED = dict[str, object]

COMPUTED = {
    *("text_there", "best_values", "in_report", "in_network", "counted_claims", "current_periods"),
    *("country_code_of_city", "partnerships", "programs", "listed"),
}
GOOD: dict[str, EXPECTED] = {
    "dim_articles": {"source_uri": "press/x.txt", "published_on": "2024-01-01", "word_count": 5},
    "dim_organizations": {"name": "Some Body", "organization_type": "company"},
    "dim_cities": {"city": "Town", "country_code": "NO", "latitude": 1, "longitude": 1},
    "dim_programs": {"name": "Some School", "program_kind": "training"},
    "fct_partnerships": {"kind": "agreement", "year": 2024, "party_count": 2, "confidence": 0.5},
    "fct_program_organizations": {"program_id": "prg_1", "organization_id": "org_2", "role": "host"},
    "fct_metric_observations": {
        "subject_id": "org_2",
        "measure": "sum",
        "value_low": 1,
        "value_high": 1,
        "unit": "EUR",
        "qualifier": "exact",
        "is_best": False,
    },
    "fct_evidence": {
        "fact_type": "metric",
        "fact_id": "x",
        "article_id": "art_1",
        "char_start": 0,
        "char_end": 6,
        "quote": "Harbor",
        "confidence": 1,
    },
}

BAD: dict[tuple[str, str], tuple[str, EXPECTED]] = {}


def _bad(table: str, check: str, row: EXPECTED, statement: str) -> None:
    BAD[table, check] = (statement, row)


def _insert(table: str, **values: object) -> str:
    return f"insert into marts.{table} ({', '.join(values)}) values ({', '.join(_sql(v) for v in values.values())})"


def _sql(value: object) -> str:
    if value is None:
        return "null"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _insert_bad(table: str, check: str, row: EXPECTED, **values: object) -> None:
    """Spoil a table by a row that has the expected values, further ones, and a good value in the other columns."""
    stored = {column: value for column, value in row.items() if column not in COMPUTED}
    _bad(table, check, row, _insert(table, **(GOOD.get(table, {}) | stored | values)))


_insert_bad("dim_articles", "content_is_unique", {"article_id": "art_content", "content_sha256": "aa"})
_insert_bad("dim_articles", "word_count_min_stop", {"article_id": "art_short", "word_count": 0})
_insert_bad("dim_articles", "word_count_max_warn", {"article_id": "art_long", "word_count": 20001})
_insert_bad("dim_articles", "publication_year", {"article_id": "art_old"}, published_on="1949-12-31")
_bad(
    "dim_articles",
    "most_are_dated",
    {"article_id": "art_undated_3", "published_on": None},
    "insert into marts.dim_articles (article_id, source_uri) select 'art_undated_' || i, 'press/u' from range(50) t(i)",
)
_insert_bad("dim_articles", "every_article_has_its_text", {"article_id": "art_no_text"})
_bad(
    "dim_articles",
    "rejected_files",
    {"rejected": 100},
    "insert into marts.data_issues (issue_id, stage, message) select 'n' || i, 'load', 'Look.' from range(100) t(i)",
)

_insert_bad("articles_text", "text_length_min_stop", {"article_id": "art_empty", "text": ""})


_insert_bad("dim_organizations", "name_length_min_stop", {"organization_id": "org_b", "name": "X"})
_insert_bad("dim_organizations", "name_length_max_warn", {"organization_id": "org_c"}, name="X" * 121)
_insert_bad(
    "dim_organizations", "organization_type_is_known", {"organization_id": "org_d", "organization_type": "planet"}
)
_insert_bad("dim_organizations", "city_has_a_country", {"organization_id": "org_e"}, city_id="3143244")
_insert_bad("dim_organizations", "cities_are_resolved", {"organization_id": "org_f", "city_id": None})
BAD["dim_organizations", "second"] = (
    "insert into marts.dim_organizations (organization_id, name, organization_type) "
    "select 'org_n' || i, 'Body ' || i, 'company' from range(9) t(i)",
    {},
)
_insert_bad(
    "dim_organizations",
    "seen_in_order",
    {"organization_id": "org_g"},
    first_seen_on="2024-02-01",
    last_seen_on="2024-01-01",
)
_insert_bad("dim_organizations", "every_organization_has_evidence", {"organization_id": "org_h"})

_insert_bad("dim_cities", "latitude_min_stop", {"city_id": "2", "latitude": -91})
_insert_bad("dim_cities", "latitude_max_stop", {"city_id": "3", "latitude": 91})
_insert_bad("dim_cities", "longitude_min_stop", {"city_id": "4", "longitude": -181})
_insert_bad("dim_cities", "longitude_max_stop", {"city_id": "5", "longitude": 181})


_insert_bad("dim_programs", "program_kind_is_known", {"program_id": "prg_b"}, program_kind="party")
_insert_bad("dim_programs", "year_min_stop", {"program_id": "prg_c", "year": 1949})
_insert_bad("dim_programs", "year_max_warn", {"program_id": "prg_d", "year": 2028})
_insert_bad("dim_programs", "city_has_a_country", {"program_id": "prg_e"}, city_id="3143244")
_insert_bad("dim_programs", "cities_are_resolved", {"program_id": "prg_g", "city_id": None})
_insert_bad("dim_programs", "every_program_has_evidence", {"program_id": "prg_h"})


_insert_bad("fct_partnerships", "kind_is_known", {"partnership_id": "prt_a", "kind": "feud"})
_insert_bad("fct_partnerships", "year_min_stop", {"partnership_id": "prt_b", "year": 1949})
_insert_bad("fct_partnerships", "year_max_stop", {"partnership_id": "prt_c", "year": 2028})
_insert_bad("fct_partnerships", "party_count_min_stop", {"partnership_id": "prt_d", "party_count": 1})
_insert_bad("fct_partnerships", "party_count_max_warn", {"partnership_id": "prt_e"}, party_count=41)
_insert_bad("fct_partnerships", "party_count_is_true", {"partnership_id": "prt_f", "party_count": 3})
_insert_bad("fct_partnerships", "duration_months_min_stop", {"partnership_id": "prt_g"}, duration_months=0)
_insert_bad("fct_partnerships", "duration_months_max_warn", {"partnership_id": "prt_h"}, duration_months=601)
_insert_bad("fct_partnerships", "confidence_min_stop", {"partnership_id": "prt_i"}, confidence=-0.1)
_insert_bad("fct_partnerships", "confidence_max_stop", {"partnership_id": "prt_j"}, confidence=1.1)
_bad(
    "fct_partnerships",
    "most_are_dated",
    {"partnership_id": "prt_undated_3", "year": None},
    "insert into marts.fct_partnerships (partnership_id, kind) select 'prt_undated_' || i, 'mou' from range(18) t(i)",
)
_insert_bad("fct_partnerships", "every_partnership_has_evidence", {"partnership_id": "prt_k"})

COPY = {"source_uri": "press/c.txt", "canonical_article_id": "art_1", "kind": "near_copy", "similarity": 0.9}
_insert_bad("article_copies", "kind_is_known", {"copy_id": "copy_9"}, article_id="art_9", **(COPY | {"kind": "twin"}))
_insert_bad(
    "article_copies",
    "no_article_repeats_a_copy",
    {"copy_id": "copy_9"},
    article_id="art_9",
    **(COPY | {"canonical_article_id": "art_2"}),
)
_insert_bad(
    "merged_ids", "merged_into_is_there", {"merged_id": "org_a", "merged_into": "prg_1"}, entity_type="organization"
)


_insert_bad(
    "fct_program_organizations",
    "grain_is_unique",
    {"program_id": "prg_1", "organization_id": "org_1", "role": "operator"},
    program_organization_id="pgo_a",
)
_insert_bad("fct_partnership_parties", "role_is_known", {"partnership_id": "prt_1"}, role="guest")
_insert_bad(
    "merged_ids", "merged_id_has_no_row", {"merged_id": "org_2"}, entity_type="organization", merged_into="org_1"
)

RETIRED = {"entity_type": "organization", "name": "Old Harbor", "reason": "not_stated"}
_insert_bad("retired_ids", "retired_id_is_unique", {"retired_id": "org_00"}, **RETIRED)
_insert_bad("retired_ids", "retired_id_leads_nowhere", {"retired_id": "org_0"}, **RETIRED)
_insert_bad("retired_ids", "reason_is_known", {"retired_id": "org_a"}, **(RETIRED | {"reason": "boredom"}))
_bad(
    "retired_ids",
    "successors_are_there",
    {"retired_id": "org_00", "successor_id": "org_none"},
    "update marts.retired_ids set successor_ids = ['org_none', 'org_2']",
)

CLAIM = {"entity_type": "organization", "entity_id": "org_1", "attribute": "city", "basis": "correction"}
_insert_bad("fct_attribute_claims", "claim_id_is_unique", {"claim_id": "clm_1"}, **CLAIM)
_insert_bad("fct_attribute_claims", "entity_is_there", {"claim_id": "clm_a"}, **(CLAIM | {"entity_type": "program"}))
_insert_bad("fct_attribute_claims", "an_article_or_nobody_says_so", {"claim_id": "clm_b"}, article_id="art_1", **CLAIM)

PERIOD = {"entity_id": "org_2", "attribute": "city", "is_current": True, "is_chosen": True}
_insert_bad("entity_history", "history_id_is_unique", {"history_id": "his_1"}, **PERIOD)
_insert_bad("entity_history", "one_period_is_current", {"current_periods": 2}, **(PERIOD | {"entity_id": "org_1"}))
_bad(
    "entity_history",
    "periods_follow_each_other",
    {"history_id": "his_0"},
    "update marts.entity_history set valid_to = '2019-01-01' where history_id = 'his_0'",
)
_insert_bad(
    "entity_history", "the_row_agrees_or_says_why_not", {"history_id": "his_a"}, **(PERIOD | {"is_chosen": False})
)
_insert_bad("fct_program_organizations", "role_is_known", {"program_organization_id": "pgo_b"}, role="fan")
_insert_bad("fct_program_organizations", "every_link_has_evidence", {"program_organization_id": "pgo_e"}, role="funder")


_insert_bad("fct_metric_observations", "has_a_value", {"observation_id": "obs_a"}, value_low=None, value_high=None)
_insert_bad("fct_metric_observations", "bounds_are_in_order", {"observation_id": "obs_b"}, value_low=9, value_high=8)
_insert_bad(
    "fct_metric_observations", "value_is_not_negative", {"observation_id": "obs_c"}, unit="people", value_low=-1
)
_insert_bad("fct_metric_observations", "money_is_positive", {"observation_id": "obs_d"}, value_low=0)
_insert_bad(
    "fct_metric_observations",
    "money_is_plausible_max_warn",
    {"observation_id": "obs_e"},
    value_usd_high=2000000000000.0,
)
_insert_bad(
    "fct_metric_observations",
    "dollars_follow_from_the_rate",
    {"observation_id": "obs_r"},
    usd_rate=2.0,
    usd_rate_period="2024",
    value_usd_low=2.0,
    value_usd_high=3.0,
)
_insert_bad("fct_metric_observations", "unit_is_known", {"observation_id": "obs_f", "unit": "euro"})
_insert_bad("fct_metric_observations", "qualifier_is_known", {"observation_id": "obs_g"}, qualifier="maybe")
_insert_bad(
    "fct_metric_observations",
    "one_best_value",
    {"subject_id": "org_1", "measure": "researchers", "best_values": 2},
    observation_id="obs_h",
    unit="people",
    is_planned=False,
    is_best=True,
)
_insert_bad("fct_metric_observations", "every_number_has_evidence", {"observation_id": "obs_i"})
_insert_bad(
    "fct_metric_observations",
    "one_best_value_per_time",
    {"subject_id": "org_1", "measure": "researchers", "best_values": 2},
    observation_id="obs_j",
    unit="people",
    is_planned=False,
    is_best_at_time=True,
    time_on="2024-01-01",
    time_on_precision="year",
)
_insert_bad(
    "fct_metric_observations",
    "best_now_is_best_of_its_time",
    {"observation_id": "obs_k"},
    measure="labs",
    is_best=True,
    is_best_at_time=False,
)
_insert_bad(
    "fct_metric_observations",
    "best_values_are_explained",
    {"observation_id": "obs_l"},
    measure="rooms",
    is_best_at_time=True,
)
_bad(
    "fct_metric_observations",
    "sources_are_known",
    {"without_source": 60},
    "insert into marts.fct_metric_observations (observation_id, subject_id, measure, value_low, unit, qualifier, "
    "source_kind) select 'obs_u' || i, 'org_2', 'seats', 1, 'items', 'exact', 'unknown' from range(60) t(i)",
)

_insert_bad("fct_person_roles", "most_have_an_organization", {"person_role_id": "per_b"}, person_name="A B")
_insert_bad("fct_person_roles", "every_role_has_evidence", {"person_role_id": "per_c"}, person_name="A B")


_insert_bad("fct_evidence", "fact_type_is_known", {"evidence_id": "evi_a"}, fact_type="rumour")
_insert_bad(
    "fct_evidence", "quote_is_in_the_text", {"evidence_id": "evi_b", "text_there": "arbor "}, char_start=1, char_end=7
)
_insert_bad("fct_evidence", "quote_length_min_stop", {"evidence_id": "evi_c"}, quote="")
_insert_bad("fct_evidence", "quote_length_max_warn", {"evidence_id": "evi_d"}, quote="x" * 1501)
_insert_bad("fct_evidence", "confidence_min_stop", {"evidence_id": "evi_e"}, confidence=-1)
_insert_bad("fct_evidence", "confidence_max_stop", {"evidence_id": "evi_f"}, confidence=2)

_insert_bad("data_issues", "stage_is_known", {"issue_id": "iss_a", "stage": "kitchen"})

_insert_bad("partnerships_by_year", "nothing_is_lost", {"in_report": 3}, partnership_count=2)
_insert_bad("partnerships_by_year_and_kind", "nothing_is_lost", {"in_report": 3}, partnership_count=2)
_insert_bad("partnerships_by_year_and_kind", "share_rests_on_known_borders", {"kind": "mou"}, cross_border_share=1.5)
_insert_bad(
    "partnerships_by_year_and_country_pair", "no_pair_has_more_than_its_year", {"year": 2023}, partnership_count=1
)
_insert_bad("partnership_activity_by_year", "nothing_is_lost", {"in_report": 3}, new_partnership_count=2)
_insert_bad(
    "partnership_activity_by_year",
    "announced_ones_are_told_apart",
    {"year": 2023, "announced_partnership_count": 7},
    active_partnership_count=1,
    assumed_active_partnership_count=1,
    over_partnership_count=1,
    ended_at_unknown_time_partnership_count=1,
    planned_partnership_count=1,
)
_insert_bad("partnership_activity_by_year", "year_min_stop", {"year": 1949})
_insert_bad("partnership_activity_by_year", "year_max_warn", {"year": 2100})
_insert_bad(
    "organization_network",
    "links_have_no_direction",
    {"organization_name_a": "Nord Institute"},
    organization_id_a="org_2",
    organization_id_b="org_1",
)
_insert_bad("organization_network", "first_comes_before_last", {"organization_name_a": "A"}, first_year=2, last_year=1)
_insert_bad("organization_network", "smallest_agreement_min_stop", {"smallest_party_count": 1})
_insert_bad("organization_network", "smallest_agreement_max_warn", {"smallest_party_count": 101})
_insert_bad("organizations_by_partners", "partners_are_those_of_the_network", {"in_network": 0}, partner_count=3)
_insert_bad("organizations_by_partners", "betweenness_basis_is_known", {"betweenness_basis": "guessed"})
_insert_bad("organizations_by_partners", "betweenness_min_stop", {"betweenness": -0.1})
_insert_bad("organizations_by_partners", "betweenness_max_stop", {"betweenness": 1.1})
_insert_bad("new_links_by_year", "partners_are_new_once", {"in_report": 5}, new_partner_count=3)
_insert_bad("programs_per_city", "nothing_is_lost", {"in_report": 3}, program_count=2)
_insert_bad(
    "programs_per_city", "rates_are_of_large_cities", {"city_id": "6"}, population=13200, programs_per_million=77
)
_insert_bad("programs_per_city_and_kind", "nothing_is_lost", {"in_report": 3}, program_count=2)
_insert_bad("programs_per_city_and_kind", "rates_are_of_large_cities", {"city_id": "6"}, programs_per_million=77)

_insert_bad("participants_per_program", "comparison_is_known", {"program_id": "prg_j", "comparison": "maybe"})
_bad(
    "participants_per_program",
    "nobody_is_lost",
    {"program_id": "prg_i", "participant_count": 1},
    _insert("fct_program_organizations", program_id="prg_i", organization_id="org_1", role="participant"),
)
_insert_bad(
    "participants_per_program",
    "counts_match_lists",
    {"program_id": "prg_1"},
    participant_count=8,
    comparison="more_named",
)

MONEY = {"subject_id": "org_1", "measure": "investment", "is_planned": True, "year": 2024}
_insert_bad("money_claims", "observation_id_is_unique", {"observation_id": "obs_2"})
_insert_bad("money_claims", "counting_is_known", {"observation_id": "obs_4", "counting": "maybe"})
_insert_bad("money_claims", "nothing_is_lost", {"in_report": 5}, observation_id="obs_5")
_insert_bad(
    "money_claims", "one_amount_a_year", {"counted_claims": 2}, observation_id="obs_3", is_counted=True, **MONEY
)
_insert_bad("money_by_year", "nothing_is_lost", {"in_report": 3}, claim_count=2)
_insert_bad("money_by_year", "bounds_are_in_order", {"amount_low": 9}, amount_high=8)
_insert_bad("money_per_city", "nothing_is_lost", {"in_report": 3}, claim_count=2)

_insert_bad("city_profile", "every_city_has_a_profile", {"in_report": 4}, city_id="3143245")
_insert_bad("city_profile", "seen_in_order", {"city_id": "7"}, first_seen_on="2024-02-01", last_seen_on="2024-01-01")
_insert_bad("coverage", "nothing_is_lost", {"in_report": 5}, article_count=2)
READINGS = ("copy", "older_version", "irrelevant", "other_language")
_insert_bad(
    "coverage",
    "readings_add_up",
    {"source_name": "Wire", "article_count": 2, "read_article_count": 1},
    **{f"{reading}_article_count": 0 for reading in READINGS},
)
_insert_bad(
    "coverage_by_year",
    "nothing_is_lost",
    {"in_report": 5},
    article_count=2,
    partnership_of_year_count=0,
    program_of_year_count=0,
)

_insert_bad("metric_history", "nothing_is_lost", {"in_report": 4}, observation_id="obs_lost")
_insert_bad(
    "metric_history",
    "conflicts_of_one_time_are_conflicts",
    {"observation_id": "obs_many", "conflict_count": 1, "same_time_conflict_count": 2},
)

_insert_bad("disagreements", "a_pair_stands_once", {}, claim_type="metric", claim_id_a="obs_0", claim_id_b="obs_1")
_insert_bad("disagreements", "both_sides_are_quoted", {"disagreement_id": "dis_quote"}, quote_a="q")
_insert_bad("disagreements", "values_differ", {"disagreement_id": "dis_same"}, value_a="7 people", value_b="7 people")
_bad(
    "disagreements",
    "few_numbers_are_in_dispute",
    {"refuted": 90},
    "insert into marts.disagreements (disagreement_id, claim_type, is_same_time, claim_id_a, claim_id_b) "
    "select 'dis_' || i, 'metric', true, 'obs_1', 'obs_b' || i from range(90) t(i)",
)

_insert_bad("dim_articles", "publication_is_not_ahead", {"article_id": "art_ahead"}, published_on="2028-01-01")
_bad(
    "dim_articles",
    "articles_have_not_vanished",
    {"before": 1_000_000.0},
    "insert into marts.refreshes (refresh_id, refreshed_at, article_count, new_article_count, fact_count, issue_count) "
    "select 'ref_many' || i, timestamptz '2026-02-01' + to_days(i::integer), 1000000, 0, 900000000, 0 "
    "from range(3) t(i)",
)
_insert_bad(
    "dim_organizations",
    "city_is_in_its_country",
    {"organization_id": "org_i", "country_code": "DE", "country_code_of_city": "NO"},
    city_id="3143244",
)
_bad(
    "dim_organizations",
    "most_are_resolved",
    {"unresolved": 90},
    "insert into marts.dim_organizations (organization_id, name, organization_type) "
    "select 'org_o' || i, 'Thing ' || i, 'other' from range(90) t(i)",
)
_insert_bad(
    "dim_programs",
    "city_is_in_its_country",
    {"program_id": "prg_i", "country_code": "DE", "country_code_of_city": "NO"},
    city_id="3143244",
)
_insert_bad("fct_metric_observations", "time_is_plausible", {"observation_id": "obs_m"}, as_of="1949-12-31")
_bad(
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
_bad("fct_evidence", "facts_have_not_vanished", {"before": 900.0}, MANY_FACTS_BEFORE)
_bad(
    "data_issues",
    "few_statements_are_rejected",
    {"rejected": 301},
    "insert into marts.data_issues (issue_id, stage, message) "
    "select 'r' || i, 'normalize', 'Look.' from range(300) t(i)",
)
_bad("data_issues", "issues_have_not_multiplied", {"before": 0.0}, MANY_FACTS_BEFORE)

_insert_bad(
    "partnerships_by_country_pair", "no_pair_has_more_than_all", {"country_code_a": "FR"}, partnership_count=999
)
_insert_bad(
    "partnerships_by_country_pair",
    "border_is_told",
    {"country_code_a": "FR", "country_code_b": "FR", "is_cross_border": True},
)
_insert_bad("organization_network", "no_edge_is_lost", {"in_report": 8}, partnership_count=7)
_insert_bad("organization_profile", "nothing_is_lost", {"in_report": 4}, organization_id="org_none")
_insert_bad(
    "organization_profile",
    "partners_come_from_partnerships",
    {"organization_id": "org_alone", "partnership_count": 1, "partner_count": 0},
)
_insert_bad("city_profile", "programs_agree", {"city_id": "2", "program_count": 3, "listed": 0})
_insert_bad("program_participants", "nothing_is_lost", {"in_report": 2}, program_organization_id="pgo_1")
_insert_bad(
    "program_participants",
    "an_article_says_so_min_stop",
    {"program_organization_id": "pgo_0", "article_count": 0},
)
_insert_bad(
    "feed_freshness",
    "times_are_in_order",
    {"feed_id": "fee_a"},
    last_polled_at="2026-01-01",
    last_success_at="2026-01-02",
)
_insert_bad("feed_freshness", "problems_say_what_to_do", {"feed_id": "fee_b", "problem": "timeout"})
_bad(
    "feed_freshness",
    "most_feeds_answer",
    {"failing": 21},
    "insert into marts.feed_freshness (feed_id, problem, message) "
    "select 'fee_' || i, 'timeout', 'Wait.' from range(20) t(i)",
)
_insert_bad("refreshes", "moment_is_unique", {"refresh_id": "ref_twin"}, refreshed_at="2026-01-01")
_insert_bad(
    "refreshes",
    "new_articles_are_articles",
    {"refresh_id": "ref_odd", "article_count": 1, "new_article_count": 2},
    refreshed_at="2025-01-01",
)

_insert_bad("source_freshness", "every_article_has_one_source", {"in_report": 2}, source_name="Echo", article_count=1)
_insert_bad(
    "source_freshness", "silence_is_not_negative_min_stop", {"source_name": "Seer"}, article_count=0, silent_days=-1
)
_bad(
    "source_freshness",
    "few_sources_are_overdue",
    {"source_name": "Late"},
    "insert into marts.source_freshness (source_name, article_count, silent_days, is_overdue) "
    "values ('Late', 0, 99, true)",
)
_insert_bad("article_volume", "period_is_known", {"period": "quarter"})
_insert_bad(
    "article_volume",
    "months_have_no_article_twice",
    {"in_report": 2},
    source_name="Echo",
    period="month",
    article_count=1,
)
_insert_bad("source_drift", "sources_say_what_they_used_to", {"field": "author"}, folder="press", is_drifted=True)
