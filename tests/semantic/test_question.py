"""A question that has no answer says what to ask instead."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from orchestration.errors import LedgerError
from orchestration.semantic import read_definitions, sql_of
from orchestration.semantic.page import FOLDER
from orchestration.semantic.question import read_question

DEFINITIONS = read_definitions(FOLDER)
REFUSED = {
    "": "make metrics lists them",
    "partnership": "did you mean partnerships",
    "partnerships, nonsense": "no metric 'nonsense'",
    "partnerships by colour": "but by: year, announced_in, kind, status",
    "partnerships, programs by kind": "but by: year",
    "partnerships_to_date where year <= 2022": "ask it by year",
    "partnerships, evidence by year": "share nothing",
}
CONDITIONS = {
    "kind = 'mou'": "{{ Dimension('partnership__kind') }} = 'mou'",
    "kind = 'kind' and status != 'it''s kind'": (
        "{{ Dimension('partnership__kind') }} = 'kind' and {{ Dimension('partnership__status') }} != 'it''s kind'"
    ),
    "year between 2020 and 2024": "year({{ TimeDimension('metric_time', 'year') }}) between 2020 and 2024",
    "partnership_id is not null": "{{ Entity('partnership') }} is not null",
    "announced_in > 2020": "year({{ TimeDimension('partnership__announced_in', 'year') }}) > 2020",
}


@pytest.mark.parametrize("question", REFUSED)
def test_refused_question_says_what_to_ask(question: str) -> None:
    with pytest.raises(LedgerError, match=REFUSED[question]):
        read_question(question, DEFINITIONS)


@pytest.mark.parametrize("where", CONDITIONS)
def test_names_in_a_condition_are_dimensions_and_texts_stay(where: str) -> None:
    assert read_question(f"partnerships where {where}", DEFINITIONS).where == CONDITIONS[where]


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("programs by city_name, year", ["city_name", "city_id", "year"]),
        ("programs by city_id, city_name", ["city_id", "city_name"]),
        ("organizations by organization_name", ["organization_name", "organization_id"]),
        ("money_in_usd by subject_name", ["subject_name", "subject_id"]),
        ("articles by source_name", ["source_name"]),
    ],
)
def test_bearers_of_one_name_are_told_apart_by_their_ids(question: str, columns: list[str]) -> None:
    assert [dimension.name for dimension in read_question(question, DEFINITIONS).by] == columns


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("organizations by country_code", "organization__country_code"),
        ("organizations by city__country_code", "city__country_code"),
        ("participants by country_code", "program__country_code"),
        ("participants by year", "program__started_in__year"),
        ("partnerships_by_party by year", "partnership__announced_in__year"),
        ("partnerships, partnerships_by_party by year", "partnership__announced_in__year"),
        ("partnerships, articles by year", "metric_time__year"),
        ("evidence by year", "article__published_in__year"),
    ],
)
def test_a_name_means_the_nearest_dimension(question: str, path: str) -> None:
    assert [dimension.path for dimension in read_question(question, DEFINITIONS).by] == [path]


def test_without_metricflow_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "metricflow.engine.metricflow_engine", None)
    with pytest.raises(LedgerError, match="`make metric` installs it"):
        sql_of("partnerships", DEFINITIONS, Path("no manifest"))


def test_without_dbts_manifest_the_command_that_writes_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="make setup"):
        sql_of("partnerships", DEFINITIONS, tmp_path / "semantic_manifest.json")
