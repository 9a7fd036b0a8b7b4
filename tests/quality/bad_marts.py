"""Rows of dimensions and facts that the checks of expectations.yml must notice."""

from .spoiling import BAD, bad, insert_bad

insert_bad("dim_articles", "content_is_unique", {"article_id": "art_content", "content_sha256": "aa"})
insert_bad("dim_articles", "word_count_min_stop", {"article_id": "art_short", "word_count": 0})
insert_bad("dim_articles", "word_count_max_warn", {"article_id": "art_long", "word_count": 20001})
insert_bad("dim_articles", "publication_year", {"article_id": "art_old"}, published_on="1949-12-31")
bad(
    "dim_articles",
    "most_are_dated",
    {"article_id": "art_undated_3", "published_on": None},
    "insert into marts.dim_articles (article_id, source_uri) select 'art_undated_' || i, 'press/u' from range(50) t(i)",
)
insert_bad("dim_articles", "every_article_has_its_text", {"article_id": "art_no_text"})
bad(
    "dim_articles",
    "rejected_files",
    {"rejected": 100},
    "insert into marts.data_issues (issue_id, stage, message) select 'n' || i, 'load', 'Look.' from range(100) t(i)",
)

insert_bad("articles_text", "text_length_min_stop", {"article_id": "art_empty", "text": ""})


insert_bad("dim_organizations", "name_length_min_warn", {"organization_id": "org_b", "name": "X"})
insert_bad("dim_organizations", "name_length_max_warn", {"organization_id": "org_c"}, name="X" * 121)
insert_bad(
    "dim_organizations", "organization_type_is_known", {"organization_id": "org_d", "organization_type": "planet"}
)
insert_bad("dim_organizations", "city_has_a_country", {"organization_id": "org_e"}, city_id="3143244")
insert_bad("dim_organizations", "cities_are_resolved", {"organization_id": "org_f", "city_id": None})
BAD["dim_organizations", "second"] = (
    "insert into marts.dim_organizations (organization_id, name, organization_type) "
    "select 'org_n' || i, 'Body ' || i, 'company' from range(9) t(i)",
    {},
)
insert_bad(
    "dim_organizations",
    "seen_in_order",
    {"organization_id": "org_g"},
    first_seen_on="2024-02-01",
    last_seen_on="2024-01-01",
)
insert_bad("dim_organizations", "every_organization_has_evidence", {"organization_id": "org_h"})

insert_bad("dim_organizations", "country_is_known", {"organization_id": "org_j", "country_code": "ZZ"})
insert_bad(
    "dim_organizations",
    "city_is_that_of_its_id",
    {"organization_id": "org_k", "city": "Atlantis", "name_of_city": "Oslo"},
    city_id="3143244",
    country_code="NO",
)
insert_bad(
    "dim_organizations", "article_count_is_true", {"organization_id": "org_l", "article_count": 99, "articles": 0}
)

insert_bad("dim_cities", "country_is_known", {"city_id": "8", "country_code": "ZZ"})
insert_bad("dim_cities", "latitude_min_stop", {"city_id": "2", "latitude": -91})
insert_bad("dim_cities", "latitude_max_stop", {"city_id": "3", "latitude": 91})
insert_bad("dim_cities", "longitude_min_stop", {"city_id": "4", "longitude": -181})
insert_bad("dim_cities", "longitude_max_stop", {"city_id": "5", "longitude": 181})


insert_bad("dim_programs", "program_kind_is_known", {"program_id": "prg_b"}, program_kind="party")
insert_bad("dim_programs", "year_min_stop", {"program_id": "prg_c", "year": 1949})
insert_bad("dim_programs", "year_max_warn", {"program_id": "prg_d", "year": 2028})
insert_bad("dim_programs", "city_has_a_country", {"program_id": "prg_e"}, city_id="3143244")
insert_bad("dim_programs", "cities_are_resolved", {"program_id": "prg_g", "city_id": None})
insert_bad("dim_programs", "every_program_has_evidence", {"program_id": "prg_h"})
insert_bad("dim_programs", "status_is_known", {"program_id": "prg_k", "status": "zombie"})
insert_bad("dim_programs", "country_is_known", {"program_id": "prg_l", "country_code": "ZZ"})
insert_bad(
    "dim_programs",
    "city_is_that_of_its_id",
    {"program_id": "prg_m", "city": "Atlantis", "name_of_city": "Oslo"},
    city_id="3143244",
    country_code="NO",
)
insert_bad("dim_programs", "article_count_is_true", {"program_id": "prg_n", "article_count": 99, "articles": 0})


insert_bad("fct_partnerships", "kind_is_known", {"partnership_id": "prt_a", "kind": "feud"})
insert_bad("fct_partnerships", "year_min_stop", {"partnership_id": "prt_b", "year": 1949})
insert_bad("fct_partnerships", "year_max_stop", {"partnership_id": "prt_c", "year": 2028})
insert_bad("fct_partnerships", "party_count_min_stop", {"partnership_id": "prt_d", "party_count": 1})
insert_bad("fct_partnerships", "party_count_max_warn", {"partnership_id": "prt_e"}, party_count=41)
insert_bad("fct_partnerships", "party_count_is_true", {"partnership_id": "prt_f", "party_count": 3})
insert_bad("fct_partnerships", "duration_months_min_stop", {"partnership_id": "prt_g"}, duration_months=0)
insert_bad("fct_partnerships", "duration_months_max_warn", {"partnership_id": "prt_h"}, duration_months=601)
insert_bad("fct_partnerships", "confidence_min_stop", {"partnership_id": "prt_i"}, confidence=-0.1)
insert_bad("fct_partnerships", "confidence_max_stop", {"partnership_id": "prt_j"}, confidence=1.1)
bad(
    "fct_partnerships",
    "most_are_dated",
    {"partnership_id": "prt_undated_3", "year": None},
    "insert into marts.fct_partnerships (partnership_id, kind) select 'prt_undated_' || i, 'mou' from range(18) t(i)",
)
insert_bad("fct_partnerships", "every_partnership_has_evidence", {"partnership_id": "prt_k"})
insert_bad("fct_partnerships", "status_is_known", {"partnership_id": "prt_l", "status": "zombie"})
bad(
    "fct_partnerships",
    "border_is_true",
    {"partnership_id": "prt_1", "is_cross_border": False, "crosses_border": True},
    "update marts.fct_partnerships set is_cross_border = false where partnership_id = 'prt_1'",
)
bad(
    "fct_partnerships",
    "article_count_is_true",
    {"partnership_id": "prt_1", "article_count": 99, "articles": 1},
    "update marts.fct_partnerships set article_count = 99 where partnership_id = 'prt_1'",
)

COPY = {"source_uri": "press/c.txt", "canonical_article_id": "art_1", "kind": "near_copy", "similarity": 0.9}
insert_bad("article_copies", "kind_is_known", {"copy_id": "copy_9"}, article_id="art_9", **(COPY | {"kind": "twin"}))
insert_bad(
    "article_copies",
    "no_article_repeats_a_copy",
    {"copy_id": "copy_9"},
    article_id="art_9",
    **(COPY | {"canonical_article_id": "art_2"}),
)
insert_bad(
    "merged_ids", "merged_into_is_there", {"merged_id": "org_a", "merged_into": "prg_1"}, entity_type="organization"
)


insert_bad(
    "fct_program_organizations",
    "grain_is_unique",
    {"program_id": "prg_1", "organization_id": "org_1", "role": "operator"},
    program_organization_id="pgo_a",
)
insert_bad("fct_partnership_parties", "role_is_known", {"partnership_id": "prt_1"}, role="guest")
insert_bad(
    "merged_ids", "merged_id_has_no_row", {"merged_id": "org_2"}, entity_type="organization", merged_into="org_1"
)

RETIRED = {"entity_type": "organization", "name": "Old Harbor", "reason": "not_stated"}
insert_bad("retired_ids", "retired_id_is_unique", {"retired_id": "org_00"}, **RETIRED)
insert_bad("retired_ids", "retired_id_leads_nowhere", {"retired_id": "org_0"}, **RETIRED)
insert_bad("retired_ids", "reason_is_known", {"retired_id": "org_a"}, **(RETIRED | {"reason": "boredom"}))
bad(
    "retired_ids",
    "successors_are_there",
    {"retired_id": "org_00", "successor_id": "org_none"},
    "update marts.retired_ids set successor_ids = ['org_none', 'org_2']",
)

CLAIM = {"entity_type": "organization", "entity_id": "org_1", "attribute": "city", "basis": "correction"}
insert_bad("fct_attribute_claims", "claim_id_is_unique", {"claim_id": "clm_1"}, **CLAIM)
insert_bad("fct_attribute_claims", "entity_is_there", {"claim_id": "clm_a"}, **(CLAIM | {"entity_type": "program"}))
insert_bad("fct_attribute_claims", "an_article_or_nobody_says_so", {"claim_id": "clm_b"}, article_id="art_1", **CLAIM)

PERIOD = {"entity_id": "org_2", "attribute": "city", "is_current": True, "is_chosen": True}
insert_bad("entity_history", "history_id_is_unique", {"history_id": "his_1"}, **PERIOD)
insert_bad("entity_history", "one_period_is_current", {"current_periods": 2}, **(PERIOD | {"entity_id": "org_1"}))
bad(
    "entity_history",
    "periods_follow_each_other",
    {"history_id": "his_0"},
    "update marts.entity_history set valid_to = '2019-01-01' where history_id = 'his_0'",
)
insert_bad(
    "entity_history", "the_row_agrees_or_says_why_not", {"history_id": "his_a"}, **(PERIOD | {"is_chosen": False})
)
insert_bad("fct_program_organizations", "role_is_known", {"program_organization_id": "pgo_b"}, role="fan")
insert_bad("fct_program_organizations", "every_link_has_evidence", {"program_organization_id": "pgo_e"}, role="funder")


insert_bad("fct_metric_observations", "has_a_value", {"observation_id": "obs_a"}, value_low=None, value_high=None)
insert_bad("fct_metric_observations", "bounds_are_in_order", {"observation_id": "obs_b"}, value_low=9, value_high=8)
insert_bad("fct_metric_observations", "value_is_not_negative", {"observation_id": "obs_c"}, unit="people", value_low=-1)
insert_bad("fct_metric_observations", "money_is_positive", {"observation_id": "obs_d"}, value_low=0)
insert_bad(
    "fct_metric_observations",
    "money_is_plausible_max_warn",
    {"observation_id": "obs_e"},
    value_usd_high=2000000000000.0,
)
insert_bad(
    "fct_metric_observations",
    "dollars_follow_from_the_rate",
    {"observation_id": "obs_r"},
    usd_rate=2.0,
    usd_rate_period="2024",
    value_usd_low=2.0,
    value_usd_high=3.0,
)
insert_bad("fct_metric_observations", "unit_is_known", {"observation_id": "obs_f", "unit": "euro"})
insert_bad("fct_metric_observations", "qualifier_is_known", {"observation_id": "obs_g"}, qualifier="maybe")
insert_bad(
    "fct_metric_observations",
    "one_best_value",
    {"subject_id": "org_1", "measure": "researchers", "best_values": 2},
    observation_id="obs_h",
    unit="people",
    is_planned=False,
    is_best=True,
)
insert_bad("fct_metric_observations", "every_number_has_evidence", {"observation_id": "obs_i"})
insert_bad(
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
insert_bad(
    "fct_metric_observations",
    "best_now_is_best_of_its_time",
    {"observation_id": "obs_k"},
    measure="labs",
    is_best=True,
    is_best_at_time=False,
)
insert_bad(
    "fct_metric_observations",
    "best_values_are_explained",
    {"observation_id": "obs_l"},
    measure="rooms",
    is_best_at_time=True,
)
bad(
    "fct_metric_observations",
    "sources_are_known",
    {"without_source": 60},
    "insert into marts.fct_metric_observations (observation_id, subject_id, measure, value_low, unit, qualifier, "
    "source_kind) select 'obs_u' || i, 'org_2', 'seats', 1, 'items', 'exact', 'unknown' from range(60) t(i)",
)

insert_bad("fct_person_roles", "most_have_an_organization", {"person_role_id": "per_b"}, person_name="A B")
insert_bad("fct_person_roles", "every_role_has_evidence", {"person_role_id": "per_c"}, person_name="A B")
insert_bad("fct_person_roles", "person_has_a_name", {"person_role_id": "per_d", "person_name": " "})


insert_bad("fct_evidence", "fact_type_is_known", {"evidence_id": "evi_a"}, fact_type="rumour")
insert_bad(
    "fct_evidence", "quote_is_in_the_text", {"evidence_id": "evi_b", "text_there": "arbor "}, char_start=1, char_end=7
)
insert_bad("fct_evidence", "quote_length_min_stop", {"evidence_id": "evi_c"}, quote="")
insert_bad("fct_evidence", "quote_length_max_warn", {"evidence_id": "evi_d"}, quote="x" * 1501)
insert_bad("fct_evidence", "confidence_min_stop", {"evidence_id": "evi_e"}, confidence=-1)
insert_bad("fct_evidence", "confidence_max_stop", {"evidence_id": "evi_f"}, confidence=2)

insert_bad("data_issues", "stage_is_known", {"issue_id": "iss_a", "stage": "kitchen"})
