"""Each report answers its question on the tiny lake, in an order that reads well.

The expected rows are computed by hand from tiny_lake.yml.
"""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

SEOUL = ("Seoul", "KR", "South Korea")
MONTREAL = ("Montreal", "CA", "Canada")
SEEN = (date(2024, 3, 5), date(2025, 1, 1))
ANSWERS = {
    "select * exclude city_id from marts.programs_per_city": [
        (*MONTREAL, 1, 0, 1, 0, ["residency"], 2, 1, 1700000, 0.59),
        (None, None, None, 1, 1, 0, 0, ["lab"], 1, 1, None, None),
    ],
    "select * exclude city_id from marts.programs_per_city_and_kind": [
        (*MONTREAL, "residency", 1, 0, 1, 0, 1700000, 0.59, 2, 1),
        (None, None, None, "lab", 1, 1, 0, 0, None, None, 1, 1),
    ],
    "select * from marts.coverage": [
        ("Wire", 2024, date(2024, 3, 1), "en", False, 1, 1, 0, 0, 0, 0, 30, 0, 3, 1, 1, 1),
        ("Wire", 2025, date(2025, 1, 1), "en", False, 1, 1, 0, 0, 0, 0, 20, 0, 2, 1, 1, 1),
        ("blog", None, None, "en", True, 1, 1, 0, 0, 0, 0, 25, 0, 3, 1, 1, 2),
        ("wire", None, None, "de", True, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0),
        ("wire", None, None, "en", True, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        ("wire", None, None, None, True, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0),
    ],
    "select * from marts.coverage_by_year": [
        (2024, False, 1, 1, 0, 0, 0, 0, 30, 1, 3, 1, 1, 1, 1, 1),
        (2025, False, 1, 1, 0, 0, 0, 0, 20, 1, 2, 1, 1, 1, 0, 0),
        (None, True, 3, 1, 1, 0, 0, 1, 25, 2, 3, 1, 1, 2, 1, 1),
    ],
    "select * from marts.partnerships_by_year": [
        (2024, False, 1, 1, 0, 2, 2, 1, 1, 1.0),
        (None, True, 1, 0, 1, 3, 1, 1, 0, None),
    ],
    "select * from marts.partnerships_by_year_and_kind": [
        (2024, False, "agreement", 1, 1, 0, 2, 2, 1, 1, 1.0),
        (None, True, "alliance", 1, 0, 1, 3, 1, 1, 0, None),
    ],
    "select * from marts.partnerships_by_country_pair": [
        ("CA", "KR", True, 1, 2, 2, 1),
        ("KR", "KR", False, 1, 2, 1, 1),
        ("KR", None, None, 1, 3, 1, 1),
    ],
    "select * from marts.partnerships_by_year_and_country_pair": [
        (2024, False, "CA", "KR", True, 1, 2, 2, 1),
        (None, True, "KR", "KR", False, 1, 2, 1, 1),
        (None, True, "KR", None, None, 1, 3, 1, 1),
    ],
    "select * from marts.partnership_activity_by_year": [
        (2024, False, 1, 1, 0, 0, 0, 0, 0, 1, 2, 1),
        (2025, False, 0, 1, 0, 1, 0, 0, 0, 1, 2, 1),
        (None, True, 1, None, None, None, None, None, None, None, 1, 1),
    ],
    "select * exclude (organization_id_a, organization_id_b) from marts.organization_network": [
        ("Alpha University", "Beta Labs", 1, 2024, 2024, 2, 1, *SEEN, ["agreement"], 2, 1.0),
        ("Alpha University", "Delta Hub", 1, None, None, 1, 1, None, None, ["alliance"], 3, 0.5),
        ("Alpha University", "Epsilon", 1, None, None, 1, 1, None, None, ["alliance"], 3, 0.5),
        ("Delta Hub", "Epsilon", 1, None, None, 1, 1, None, None, ["alliance"], 3, 0.5),
    ],
    "select * exclude (organization_id, organization_type, city, country_code) from marts.organizations_by_partners": [
        (1, "Alpha University", 3, 1, 2, 0.666666667, "exact", 2024, 2024, 3, 2),
        (2, "Delta Hub", 2, 0, 1, 0.0, "exact", None, None, 1, 1),
        (2, "Epsilon", 2, 0, 1, 0.0, "exact", None, None, 1, 1),
        (4, "Beta Labs", 1, 1, 1, 0.0, "exact", 2024, 2024, 2, 1),
    ],
    "select * exclude organization_id from marts.new_links_by_year": [
        ("Alpha University", 2024, False, 1, 1, 2, 1),
        ("Alpha University", None, True, 2, 1, 1, 1),
        ("Beta Labs", 2024, False, 1, 1, 2, 1),
        ("Delta Hub", None, True, 2, 1, 1, 1),
        ("Epsilon", None, True, 2, 1, 1, 1),
    ],
    "select * exclude (city_id, region, population) from marts.city_profile": [
        (*SEOUL, 2, 0, 2, 1, 3, 2, 0.0, date(2024, 3, 5), date(2025, 1, 1), [], 0, None, None),
        (*MONTREAL, 1, 1, 1, 0, 2, 1, 0.59, date(2024, 3, 5), date(2025, 1, 1), ["Beta Labs"], 0, None, None),
    ],
    "select * exclude (organization_id, organization_type, last_seen_on) from marts.organization_profile": [
        ("Alpha University", "Seoul", "KR", 2, 3, 0, 0, 0, 0, date(2024, 3, 5), 3, 2, 1, 0.666666667, "exact", 2024),
        ("Beta Labs", "Montreal", "CA", 1, 1, 1, 0, 1, 2, date(2024, 3, 5), 2, 1, 4, 0.0, "exact", 2024),
        ("Delta Hub", "Seoul", "KR", 1, 2, 1, 0, 0, 1, None, 1, 1, 2, 0.0, "exact", None),
        ("Epsilon", None, None, 1, 2, 0, 0, 0, 0, None, 1, 1, 2, 0.0, "exact", None),
        ("Gamma Fund", None, "FR", 0, 0, 0, 1, 0, 0, date(2024, 3, 5), 1, 1, None, None, None, None),
    ],
    "select program_name, program_city, program_year, organization_name, role from marts.program_participants": [
        ("Bridge Residency", "Montreal", 2024, "Gamma Fund", "funder")
    ],
    "select subject_name, value_low, value_high, is_best, has_conflict, source_uri, quote from marts.metric_history": [
        ("Beta Labs", 1300, None, True, True, "wire/again.md", "In 2024 Beta Labs had over 1,300 researchers."),
        ("Beta Labs", None, 900, False, True, "wire/pact.txt", "Beta Labs has nearly 900 researchers."),
        ("Delta Hub", 40, 40, True, False, "blog/hub.html", "Delta Hub had 40 members in 2020."),
        ("Seoul", 5000, 5000, True, False, "blog/hub.html", "Seoul counts 5,000 startups."),
    ],
    """select entity_name, attribute, is_same_time, value_a, source_name_a, is_best_a, value_b, quote_b, is_best_b,
        reason_for_a from marts.disagreements""": [
        (
            *("Beta Labs", "researchers", True, "1,300 people or more", "Wire", True),
            *("up to 900 people", "Beta Labs has nearly 900 researchers.", False, "published later"),
        ),
        (
            *("Beta Labs", "city", False, "Montreal", "Wire", True),
            *("Seoul", "Alpha University (알파대) and Beta Labs agreed in 2024 to run the Bridge Residency.", False),
            "first of equals",
        ),
    ],
    """select entity_name, attribute, value_label, valid_from, valid_to, is_current, article_count, source_count,
        is_chosen, difference_reason from marts.entity_history""": [
        ("Beta Labs", "city", "Seoul", date(2024, 3, 5), date(2025, 1, 1), False, 1, 1, False, None),
        ("Beta Labs", "city", "Montreal", date(2025, 1, 1), None, True, 1, 1, True, None),
        ("Open Lab", "status", "active", None, None, True, 1, 1, False, "correction"),
    ],
    "select stage, reason, source_uri, text from marts.data_issues": [
        ("ground", "not_in_text", "blog/hub.html", "a million robots"),
        ("normalize", "stale_correction", "corrections.yml", "Old Name | Older Name"),
        ("feeds", "status_404", "https://gone.example.org/feed", None),
        ("load", "empty", "wire/empty.txt", None),
        ("triage", "language_not_supported", "wire/hubo.txt", None),
        ("normalize", "unknown_unit", "wire/pact.txt", "3 zorkmids"),
    ],
    "select address, status, fetched_page_count, problem from marts.feed_freshness order by address": [
        ("https://gone.example.org/feed", "failed", 0, "status_404"),
        ("https://wire.example.org/feed", "read", 0, None),
    ],
    "select source_name, article_count, silent_days, is_overdue, feed_count from marts.source_freshness": [
        ("Wire", 2, 336, None, 0),
        ("blog", 1, 0, None, 0),
        ("wire", 2, 0, None, 0),
    ],
    "select period, min(starts_on), count(*), sum(article_count) from marts.article_volume group by all order by 1": [
        ("month", date(2024, 3, 1), 11, 2),
        ("week", date(2024, 3, 4), 1, 1),
    ],
    "select * from marts.source_drift": [],
    "select source_uri, reading, copy_count, canonical_article_id is null from marts.dim_articles order by 1": [
        ("blog/hub.html", "read", 0, True),
        ("wire/again.md", "read", 0, True),
        ("wire/hubo.txt", "other_language", 0, True),
        ("wire/pact-again.html", "copy", 0, False),
        ("wire/pact.txt", "read", 3, True),
    ],
    "select refresh_id, lake_snapshot_id, fact_count, engine from marts.refreshes": [
        ("refresh_0000000000000001", 7, 9, "student")
    ],
    "select name, first_seen_on, last_seen_on, article_count from marts.dim_organizations where city_id = '1' "
    "order by name": [
        ("Alpha University", date(2024, 3, 5), date(2025, 1, 1), 3),
        ("Delta Hub", None, None, 1),
    ],
    "select kind, party_count, is_cross_border, article_count from marts.fct_partnerships order by all": [
        ("agreement", 2, True, 2),
        ("alliance", 3, None, 1),
    ],
}


@pytest.mark.parametrize("question", ANSWERS)
def test_answer(warehouse: duckdb.DuckDBPyConnection, question: str) -> None:
    assert warehouse.sql(question).fetchall() == ANSWERS[question]
