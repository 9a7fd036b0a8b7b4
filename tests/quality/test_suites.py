"""The suites file: mistakes are named with their line, and reading it stays cheap."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from orchestration.quality import QualityError, expectation_specs, load_suites, references
from orchestration.quality.catalog import TYPES, snake_case

HEAD = """
tables:
  things:
    key: [thing_id]
    columns: [thing_id, year, size]
    expectations:
"""
GOOD = """
      - name: year
        type: expect_column_values_to_be_between
        kwargs: {column: year}
        limits:
          - {min_value: 1950, severity: stop, reason: Nothing here is older than that.}
          - {max_value: $next_year, severity: warn, reason: Later years are rare but can be.}
"""
IN_SET = """
      - name: size
        type: ExpectColumnValuesToBeInSet
        kwargs: {column: size, value_set: $STATUSES}
        severity: warn
        reason: Other sizes are not for sale here.
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "expectations.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_limit_is_a_check_of_its_own_and_names_may_be_camel_case(tmp_path: Path) -> None:
    specs = expectation_specs(load_suites(write(tmp_path, HEAD + GOOD + IN_SET)))
    assert [(table, name, severity) for table, name, severity, _ in specs] == [
        ("things", "columns", "stop"),
        ("things", "year_min_stop", "stop"),
        ("things", "year_max_warn", "warn"),
        ("things", "size", "warn"),
    ]
    assert "Later years are rare" in specs[2][3]
    assert "planned" in specs[3][3]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("severity: warn\n", "severity: maybe\n", r"expectations.yml:18: size: .*'stop' or 'warn'"),
        ("        reason: Other sizes are not for sale here.\n", "", r"expectations.yml:15: size: .*add .*a `reason`"),
        ("Other sizes are not for sale here.", "because", r":19: size: write a whole sentence"),
        ("ExpectColumnValuesToBeInSet", "expect_column_values_to_match_regex", r":16: size: .*unexpected_rows_exp"),
        ("ExpectColumnValuesToBeInSet", "ExpectMagic", r":16: size: expect_magic is not one of the supported types"),
        ("column: size, ", "", r":15: size: .*needs kwargs column"),
        ("column: size,", "column: size, colour: red,", r":15: size: .*has no kwargs colour; it has"),
        ("column: size,", "column: weight,", r":3: .*size asks for weight, which `columns` does not list"),
        ("$STATUSES", "$STATES", r":15: size: \$STATES is unknown; known are \$next_year"),
        ("name: size", "name: columns", r"two checks are called columns"),
        ("name: size", "name: Size of it", r":15: Size of it: .*pattern"),
        ("severity: warn\n", "severity: warn\n        colour: red\n", r":19: size: Extra inputs"),
        ("severity: warn\n", "severity: warn\n        severity: stop\n", r"line 19: severity is written twice"),
        ("min_value: 1950,", "", r":12: year: .*either min_value or max_value"),
        ("min_value: 1950,", "min_value: $last_year,", r":12: year: \$last_year is unknown"),
        ("    key: [thing_id]", "    key: [id]", r":3: .*key id is not among the columns"),
        ("tables:", "tables: [", r"not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = HEAD + GOOD + IN_SET
    assert old in text
    with pytest.raises(QualityError, match=message):
        load_suites(write(tmp_path, text.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("select 1 from marts.things", r"write \{batch\}"),
        ("select 1 from {batch} as things", "alias of its own"),
        ("select 1 from {batch} where x = {year}", "no other braces"),
    ],
)
def test_queries_that_great_expectations_would_misread(tmp_path: Path, query: str, message: str) -> None:
    entry = f"""
      - name: query
        type: unexpected_rows_expectation
        kwargs: {{unexpected_rows_query: "{query}"}}
        severity: stop
        reason: This sentence is long enough.
"""
    with pytest.raises(QualityError, match=message):
        load_suites(write(tmp_path, HEAD + entry))


def test_a_missing_file_says_where_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(QualityError, match="restore it from the repository"):
        load_suites(tmp_path / "none.yml")


def test_declaring_the_checks_does_not_import_great_expectations() -> None:
    # sqlalchemy is not in the list: dataframely, behind the schemas that the assets import anyway, brings it.
    code = (
        "import sys; from orchestration.quality import expectation_specs, load_suites, run_expectations;"
        "assert len(expectation_specs(load_suites())) > 40;"
        "print(*[name for name in ('great_expectations', 'pandas', 'duckdb', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_catalog_agrees_with_great_expectations() -> None:
    from great_expectations.expectations.registry import get_expectation_impl

    for name, kind in TYPES.items():
        fields = get_expectation_impl(name).__fields__
        assert kind.required | kind.optional <= set(fields), name
        assert {field for field in kind.required if not fields[field].required} == set(), name


def test_names_of_types_in_both_spellings() -> None:
    assert snake_case("ExpectColumnPairValuesAToBeGreaterThanB") == "expect_column_pair_values_a_to_be_greater_than_b"
    assert snake_case("UnexpectedRowsExpectation") == "unexpected_rows_expectation"
    assert all(snake_case(name) == name for name in TYPES)


DBT_MODELS = Path(__file__).parents[2] / "dbt_project" / "models"


def test_the_suites_know_the_tables_and_columns_of_the_dbt_project() -> None:
    suites = load_suites().tables
    published = [*DBT_MODELS.glob("marts/*.sql"), *DBT_MODELS.glob("reports/*.sql")]
    assert {path.stem for path in published} == set(suites)
    for table, suite in suites.items():
        (path,) = DBT_MODELS.glob(f"*/{table}.yml")
        columns = {each["name"] for each in yaml.safe_load(path.read_text(encoding="utf-8"))["models"][0]["columns"]}
        assert set(suite.columns) <= columns, f"expectations.yml lists columns of {table} that dbt does not build"


def test_lists_and_the_year_are_written_out_inside_queries() -> None:
    kwargs = {
        "unexpected_rows_query": "select * from {batch} where unit not in ('people', $CURRENCIES) or y > $next_year"
    }
    references.check(kwargs)
    query = references.with_next_year(references.with_terms(kwargs), 2027)["unexpected_rows_query"]
    assert query.startswith("select * from {batch} where unit not in ('people', 'USD', 'EUR', ")
    assert query.endswith("'RSD') or y > 2027")
    countries = references.with_terms({"unexpected_rows_query": "from {batch} where code not in ($COUNTRIES)"})
    assert countries["unexpected_rows_query"].startswith("from {batch} where code not in ('AD', 'AE', ")
    assert countries["unexpected_rows_query"].endswith(", 'ZW')")
    with pytest.raises(ValueError, match=r"\$COINS is unknown"):
        references.check({"unexpected_rows_query": "from {batch} where unit in ($COINS)"})
