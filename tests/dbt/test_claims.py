"""From articles that disagree to the tables that people read: all claims, the best one, and why.

The articles are invented; facts are given, so that no engine is part of the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import polars as pl
import pytest

from orchestration.normalize import Corrections, Lookups, normalize
from orchestration.schemas.ids import stable_id
from tests.dbt.helpers import Rows, build
from tests.normalize.corpus import Corpus

# Name: publisher, date, the only sentence, its subject, the number in it.
ARTICLES: dict[str, tuple[str, date, str, str, str]] = {
    "early": ("Aster News", date(2022, 3, 1), "Polaris Institute has nearly 900 researchers.", "Polaris", "nearly 900"),
    "late": ("Borealis Daily", date(2025, 6, 2), "Polaris now has over 1,300 researchers.", "Polaris", "over 1,300"),
    "own": ("Vega Hub Newsroom", date(2024, 2, 1), "Vega Hub has over 40 researchers.", "Vega Hub", "over 40"),
    "press": ("Aster News", date(2024, 5, 1), "Vega Hub has 35 researchers.", "Vega Hub", "35"),
    "echo": ("Borealis Daily", date(2024, 4, 1), "There are 35 researchers at Vega Hub.", "Vega Hub", "35"),
    "exact": ("Aster News", date(2024, 5, 1), "Lyra Hub has 50 researchers.", "Lyra Hub", "50"),
    "vague": ("Borealis Daily", date(2024, 6, 1), "Lyra Hub has over 60 researchers.", "Lyra Hub", "over 60"),
    "first": ("Aster News", date(2024, 5, 1), "Altair Hub has 20 researchers.", "Altair Hub", "20"),
    "second": ("Borealis Daily", date(2024, 6, 1), "Altair Hub has 30 researchers.", "Altair Hub", "30"),
    "five": ("Aster News", date(2024, 5, 1), "Deneb Hub has 5 researchers.", "Deneb Hub", "5"),
    "six": ("Borealis Daily", date(2024, 5, 1), "Deneb Hub has 6 researchers.", "Deneb Hub", "6"),
}
FULL_NAMES = {"Polaris": "Polaris Institute"}
# Of what type they say that it is; all others say hub.
TYPES = {"press": "company"}


def lake_rows() -> Rows:
    """Return the rows of raw, facts and core that these articles give."""
    corpus = Corpus()
    for article, (_, published_on, _, subject, value) in ARTICLES.items():
        corpus.article(article, published_on).organization(
            article, FULL_NAMES.get(subject, subject), subject, kind=TYPES.get(article, "hub")
        )
        corpus.metric(article, subject, value)
        corpus.facts["metric"][-1]["measure"] = "researchers"
    articles, facts = corpus.frames()
    told = pl.DataFrame(
        [(stable_id("art", article), publisher, text) for article, (publisher, _, text, *_) in ARTICLES.items()],
        schema=["article_id", "publisher", "text"], orient="row",
    )  # fmt: skip
    articles = articles.drop("publisher", "text").join(told, on="article_id")
    quoted = told.select("article_id", quote="text", char_start=0, char_end=pl.col("text").str.len_chars())
    facts = {
        kind: frame.drop("quote", "char_start", "char_end").join(quoted, on="article_id")
        for kind, frame in facts.items()
    }
    core = normalize(articles, facts, Lookups.load().without_organizations(), Corrections())
    read = articles.select("article_id", decision=pl.lit("read"), reason=pl.lit("9 of 5 points"))
    tables = {"raw.articles": articles, "facts.selections": read} | {f"core.{name}": core[name] for name in core}
    return {name: table.to_dicts() for name, table in tables.items() if not table.is_empty()}


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the warehouse of these articles."""
    built = build(tmp_path_factory.mktemp("claims"), lake_rows(), "--exclude-resource-type", "unit_test")
    with duckdb.connect(str(built.path), read_only=True) as connection:
        yield connection


def rows(claims: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return claims.sql(sql).fetchall()


def test_two_articles_that_disagree_give_two_claims_one_best_and_one_reason(claims: duckdb.DuckDBPyConnection) -> None:
    sql = """select value_low, value_high, is_best, best_reason from marts.fct_metric_observations
        where subject_name like 'Polaris%' order by is_best"""
    assert rows(claims, sql) == [
        (None, 900, False, None),
        (1300, None, True, "latest of 2 times, 2 claims: the only claim for 2025"),
    ]


def test_the_history_of_a_subject_is_a_dated_series(claims: duckdb.DuckDBPyConnection) -> None:
    sql = """select year(time_on), time_basis, value_text, is_best_at_time, best_at_time_reason, quote
        from marts.metric_history where subject_name like 'Polaris%'"""
    assert rows(claims, sql) == [
        (2022, "published", "up to 900 people", True, "the only claim for 2022", ARTICLES["early"][2]),
        (2025, "published", "1,300 people or more", True, "the only claim for 2025", ARTICLES["late"][2]),
    ]


def test_who_speaks_of_itself_is_believed_first_however_often_others_say_otherwise(
    claims: duckdb.DuckDBPyConnection,
) -> None:
    sql = """select value_text, source_kind, agreeing_source_count, rank_at_time, best_reason
        from marts.metric_history where subject_name = 'Vega Hub'"""
    assert rows(claims, sql) == [
        ("40 people or more", "self", 1, 1, "nearest source (self) of 3 claims for 2024"),
        ("35 people", "press", 2, 2, None),
        ("35 people", "press", 2, 3, None),
    ]


def test_disagreements_show_both_sentences_and_which_one_stands(claims: duckdb.DuckDBPyConnection) -> None:
    sql = """select is_same_time, is_same_article, quote_a, source_name_a, is_best_a, quote_b, source_name_b, is_best_b,
        reason_for_a
        from marts.disagreements
        where claim_type = 'metric' and entity_name similar to 'Polaris.*|Vega.*'
        order by is_same_time, source_name_b"""
    late, early, own = ARTICLES["late"][2], ARTICLES["early"][2], ARTICLES["own"][2]
    assert rows(claims, sql) == [
        (False, False, late, "Borealis Daily", True, early, "Aster News", False, "later"),
        (True, False, own, "Vega Hub Newsroom", True, ARTICLES["press"][2], "Aster News", False, "nearer source"),
        (True, False, own, "Vega Hub Newsroom", True, ARTICLES["echo"][2], "Borealis Daily", False, "nearer source"),
    ]


def test_two_types_are_a_disagreement_with_both_sentences(claims: duckdb.DuckDBPyConnection) -> None:
    sql = """select entity_name, attribute, is_same_time, value_a, quote_a, is_best_a, value_b, quote_b, is_best_b,
        source_name_b, reason_for_a from marts.disagreements where claim_type = 'attribute'"""
    assert rows(claims, sql) == [
        (
            *("Vega Hub", "organization_type", True, "hub", ARTICLES["echo"][2], True),
            *("company", ARTICLES["press"][2], False, "Aster News", "stated by more articles"),
        )
    ]


def test_conflicts_are_counted_on_both_sides(claims: duckdb.DuckDBPyConnection) -> None:
    sql = """select conflict_count, same_time_conflict_count, has_conflict from marts.metric_history
        where subject_name similar to 'Polaris.*|Vega.*' order by subject_name, time_on, rank_at_time"""
    assert rows(claims, sql) == [(1, 0, True), (1, 0, True), (2, 2, True), (1, 1, True), (1, 1, True)]


def test_the_reason_of_a_pair_is_that_of_the_best_claim_where_two_compete(claims: duckdb.DuckDBPyConnection) -> None:
    sql = """select entity_name, reason_for_a, split_part(best_reason, ' of 2 ', 1) from marts.disagreements
        inner join marts.metric_history on claim_id_a = observation_id
        where entity_name not like 'Vega%' order by entity_name"""
    assert rows(claims, sql) == [
        ("Altair Hub", "published later", "published last (2024-06-01)"),
        ("Deneb Hub", "first by id, all else being equal", "first by id"),
        ("Lyra Hub", "more exact", "most exact (exact)"),
        ("Polaris Institute", "later", "latest"),
    ]
