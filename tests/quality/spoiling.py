"""How a good warehouse is spoiled: a statement for each check of expectations.yml, and how the failing row looks.

Here: noting statements by table and check. Not here: the statements (`bad_marts`, `bad_reports`).
"""

from __future__ import annotations

EXPECTED = dict[str, object]

COMPUTED = {
    *("text_there", "best_values", "in_report", "in_network", "counted_claims", "current_periods"),
    *("country_code_of_city", "name_of_city", "crosses_border", "articles", "partnerships", "programs", "listed"),
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


def bad(table: str, check: str, row: EXPECTED, statement: str) -> None:
    BAD[table, check] = (statement, row)


def insert(table: str, **values: object) -> str:
    return f"insert into marts.{table} ({', '.join(values)}) values ({', '.join(_sql(v) for v in values.values())})"


def _sql(value: object) -> str:
    if value is None:
        return "null"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def insert_bad(table: str, check: str, row: EXPECTED, **values: object) -> None:
    """Spoil a table by a row that has the expected values, further ones, and a good value in the other columns."""
    stored = {column: value for column, value in row.items() if column not in COMPUTED}
    bad(table, check, row, insert(table, **(GOOD.get(table, {}) | stored | values)))
