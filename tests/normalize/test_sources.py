"""Who speaks in an article, and how near that is to the subject of a number."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from orchestration.normalize import Lookups, normalize
from orchestration.normalize.corrections import Corrections
from orchestration.normalize.lookup_tables import read_lookup
from orchestration.normalize.source_kinds import PRESS, SELF, UNKNOWN, SourceKinds
from orchestration.normalize.sources import source_names
from orchestration.schemas.terms import ORGANIZATION_TYPES
from tests.normalize.corpus import Corpus

KINDS = Lookups.load().source_kinds


def kind(
    publisher: str | None, *, address: str | None = None, folder: str = "inbox", subject: str = "Havn Robotics",
    subject_type: str = "organization", lookups: Lookups | None = None,
) -> str:  # fmt: skip
    """Return the kind of the source of a number about `subject`, of an article of this publisher."""
    corpus = Corpus().article("a", dt.date(2024, 3, 5))
    corpus.organization("a", "Havn Robotics AS", "Havn Robotics", "HRX", kind="startup", city="Oslo")
    corpus.organization("a", "Tern Institute", kind="research_institute").organization(
        "a", "Fjord Agency", kind="government"
    )
    corpus.organization("a", "Nordlys Post", kind="media").program("a", "Fjord Lab", kind="lab", city="Oslo")
    corpus.role("a", "Fjord Lab", "Tern Institute").metric("a", subject, "40 people", subject_type)
    articles, facts = corpus.frames()
    articles = articles.with_columns(
        publisher=pl.lit(publisher, pl.String), address=pl.lit(address, pl.String), source_uri=pl.lit(f"{folder}/x.txt")
    )
    tables = normalize(articles, facts, lookups or Lookups.load().without_organizations(), Corrections())
    (row,) = tables["metric_observations"].iter_rows(named=True)
    assert row["source_rank"] == KINDS.ranks[row["source_kind"]]
    return str(row["source_kind"])


@pytest.mark.parametrize(
    "publisher", ["Havn Robotics AS", "HAVN ROBOTICS", "HRX Newsroom", "Havn Robotics Press Office"]
)
def test_a_body_that_speaks_of_itself_under_any_of_its_names(publisher: str) -> None:
    assert kind(publisher) == "self"


def test_the_operator_of_a_program_speaks_of_itself_and_others_do_not() -> None:
    assert kind("Tern Institute", subject="Fjord Lab", subject_type="program") == "self"
    assert kind("Fjord Lab", subject="Fjord Lab", subject_type="program") == "self"
    assert kind("Havn Robotics", subject="Fjord Lab", subject_type="program") == "body"
    assert kind("Tern Institute") == "body"


def test_a_city_speaks_of_itself_and_is_official_for_others() -> None:
    assert kind("City of Oslo", subject="Oslo", subject_type="city") == "self"
    assert kind("City of Bergen", subject="Oslo", subject_type="city") == "official"
    assert kind("Oslo City Newsroom") == "official"


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [
        ("Fjord Agency", "official"),
        ("Ministry of Fish and ICT", "official"),
        ("Nordlys Post", "press"),
        ("Some Paper Nobody Knows", "press"),
        ("University of Northmoor", "body"),
        ("University World News", "press"),
        ("PR Newswire", "unknown"),
    ],
)
def test_the_kind_of_a_publisher(publisher: str, expected: str) -> None:
    assert kind(publisher) == expected


def test_a_host_or_a_folder_speaks_where_no_publisher_is_named() -> None:
    assert kind(None, address="https://www.msit.go.kr/news/1") == "official"
    assert kind(None, address="https://ai.northmoor.ac.uk/news") == "body"
    assert kind(None, address="https://tern-watch.example/1") == "press"
    assert kind(None) == "unknown"
    assert kind(None, folder="ministry-releases") == "official"
    assert kind(None, folder="hrx-newsroom") == "self"


def test_files_in_the_raw_folder_itself_are_of_one_source() -> None:
    places = ["one.txt", "two.txt", "dump.jsonl#1", "dump.jsonl#2", "export.zip!/a.txt", "press/a.txt"]
    articles = pl.DataFrame(
        {"article_id": places, "source_uri": places, "publisher": None, "address": None},
        schema=dict.fromkeys(("article_id", "source_uri", "publisher", "address"), pl.String),
    )
    assert source_names(articles)["source_name"].to_list() == ["raw"] * 5 + ["press"]


def test_the_reference_list_knows_types_too_and_articles_know_better() -> None:
    lookups = Lookups.load()
    assert kind("Advanced Research and Invention Agency", lookups=lookups) == "official"
    assert kind("Aalto University", lookups=lookups) == "body"


def test_people_can_list_a_source_and_whom_it_speaks_for() -> None:
    listed = pl.DataFrame(
        [("Robots Today", None, "Havn Robotics", "its own magazine"), ("tern.example", "official", None, "a register")],
        schema=dict.fromkeys(("source", "kind", "speaks_for", "reason"), pl.String), orient="row",
    )  # fmt: skip
    kinds = SourceKinds.of(read_lookup("source_kinds"), listed)
    lookups = replace(Lookups.load().without_organizations(), source_kinds=kinds)
    assert kind("Robots Today", lookups=lookups) == "self"
    assert kind(None, address="https://tern.example/1", lookups=lookups) == "official"


def test_every_kind_of_source_has_a_rank_and_a_reason_and_every_type_one_kind() -> None:
    rows = read_lookup("source_kinds")
    assert set(rows["kind"]) >= {SELF, PRESS, UNKNOWN}
    assert KINDS.ranks[SELF] == 1
    assert max(KINDS.ranks.values()) == KINDS.ranks[UNKNOWN]
    assert rows["reason"].null_count() == 0
    types = [part for cell in rows["organization_types"].drop_nulls() for part in cell.split("|")]
    assert sorted(types) == sorted(ORGANIZATION_TYPES)


def test_listed_sources_say_one_thing_each_and_why() -> None:
    rows = read_lookup("sources")
    assert rows["source"].is_unique().all()
    assert rows.filter(pl.col("kind").is_null() == pl.col("speaks_for").is_null()).is_empty()
    assert set(rows["kind"].drop_nulls()) <= set(KINDS.ranks) - {SELF}
    assert rows["reason"].null_count() == 0
