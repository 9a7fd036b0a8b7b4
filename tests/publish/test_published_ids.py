"""An id that was published once resolves for good: it has a row, leads to one in one step, or is retired."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lake import open_lake
from orchestration.normalize import Corrections, Past, normalize
from orchestration.publish import published_ids, remember_ids
from orchestration.schemas.ids import stable_id
from orchestration.schemas.operations import PublishedIds
from tests.normalize.corpus import Corpus
from tests.publish.publications import LIVE, LOOKUPS, Publications, Tables, live_ids, publications

DAY = dt.date(2024, 3, 5)
SIGNED = "Tern Institute and Havn Robotics signed a memorandum."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Publications]:
    with publications(tmp_path) as found:
        yield found


def pact(article: str, name: str = "Tern Institute", quote: str = SIGNED, **values: Any) -> Corpus:
    """An article that tells of one agreement."""
    found = Corpus().article(article, DAY).quoted(quote)
    found.organization(article, name).organization(article, "Havn Robotics")
    return found.partnership(article, name, "Havn Robotics", kind="mou", **values)


def only_id(tables: Tables, table: str) -> str:
    """The id of the only row of a table."""
    return str(tables[table][LIVE[table]].item())


def merged(tables: Tables, old: str) -> tuple[str, str]:
    """Where an id leads, and what leads there."""
    return tables["merged_ids"].filter(merged_id=old).select("merged_into", "led_by").row(0)


def retired(tables: Tables, old: str) -> dict[str, Any]:
    """Why an id is retired."""
    return tables["retired_ids"].filter(retired_id=old).row(0, named=True)


def test_a_copy_that_becomes_the_original_leads_the_agreement_on(house: Publications) -> None:
    old = only_id(house.publish(pact("syndicated")), "partnerships")
    today = house.publish(pact("original").article("syndicated"), syndicated="original")
    assert merged(today, old) == (only_id(today, "partnerships"), "sentence")
    told = today["merged_ids"].filter(merged_id=old).row(0, named=True)
    assert (told["name"], told["last_published_at"]) == (
        "Havn Robotics, Tern Institute, mou, 2024",
        dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC),
    )


def test_a_copy_in_other_words_leads_on_by_the_parties(house: Publications) -> None:
    old = only_id(house.publish(pact("syndicated")), "partnerships")
    other = "The institute has signed with Havn."
    today = house.publish(pact("original", quote=other, date="5 March 2024"))
    assert merged(today, old) == (only_id(today, "partnerships"), "parties")


def test_an_undated_agreement_needs_an_article_in_common(house: Publications) -> None:
    old = only_id(house.publish(pact("syndicated")), "partnerships")
    undated = pact("original", quote="They work together.").article("syndicated")
    undated.dates["original"] = None
    assert retired(house.normalize(undated), old)["reason"] == "not_stated"
    today = house.publish(undated, syndicated="original")
    assert merged(today, old) == (only_id(today, "partnerships"), "parties")


def test_another_agreement_of_the_same_parties_is_another_one(house: Publications) -> None:
    old = only_id(house.publish(pact("a", date="March 2021")), "partnerships")
    today = house.publish(pact("b", quote="They signed again.", date="March 2024"))
    found = retired(today, old)
    assert (found["reason"], found["name"]) == ("articles_are_gone", "Havn Robotics, Tern Institute, mou, 2021")


def test_two_agreements_that_stood_side_by_side_never_lead_to_each_other(house: Publications) -> None:
    both = pact("a", date="March 2021").article("b", DAY).quoted("They renewed it.")
    both.organization("b", "Tern Institute").organization("b", "Havn Robotics")
    both.partnership("b", "Tern Institute", "Havn Robotics", kind="mou", date="September 2021")
    house.publish(both)
    today = house.publish(pact("a", date="March 2021"))
    (gone,) = house.ever - live_ids(today)
    assert retired(today, gone)["reason"] == "articles_are_gone"


def test_a_name_that_is_read_differently_leads_on_by_its_sentence(house: Publications) -> None:
    before = house.publish(pact("a", "Tern Institut"))
    today = house.publish(pact("a", "Tern Institute"))
    new = stable_id("org", "Tern Institute")
    assert merged(today, stable_id("org", "Tern Institut")) == (new, "sentence")
    assert merged(today, only_id(before, "partnerships")) == (only_id(today, "partnerships"), "sentence")


def test_a_spelling_that_goes_leads_on_by_the_name(house: Publications) -> None:
    spellings = sorted(("Tern Institute", "Tern Institute Ltd"), key=lambda name: stable_id("org", name))
    both = Corpus().organization("a", spellings[0]).organization("b", spellings[1])
    assert only_id(house.publish(both), "organizations") == stable_id("org", spellings[0])
    today = house.publish(Corpus().quoted("Other words.").organization("c", spellings[1]))
    assert merged(today, stable_id("org", spellings[0])) == (stable_id("org", spellings[1]), "name")


def test_a_program_of_the_same_name_elsewhere_is_another_one(house: Publications) -> None:
    old = only_id(house.publish(Corpus().program("a", "Fjord Lab", city="Oslo")), "programs")
    there = Corpus().quoted("Elsewhere.").program("b", "Fjord Laboratory", "Fjord Lab", city="Bergen")
    assert retired(house.publish(there), old)["reason"] == "articles_are_gone"


def test_a_name_that_a_second_body_takes_stays_with_the_first(house: Publications) -> None:
    ministry = "Ministry of Ships"
    one = Corpus().quoted("One.").organization("a", ministry, country="Norway")
    old = only_id(house.publish(one), "organizations")
    one.quoted("Two.").organization("b", ministry, country="Chile")
    today = house.publish(one)
    owner = today["evidence"].filter(fact_type="organization", quote="One.")["fact_id"].item()
    assert merged(today, old) == (owner, "statement")


def test_what_falls_apart_names_its_parts(house: Publications) -> None:
    apart = Corpus().organization("a", "Tern Institute").organization("b", "Havn Centre")
    names = ["Tern Institute", "Havn Centre", "Tern and Havn"]
    joint = Corpus().organization("a", names[0]).organization("b", names[1]).organization("c", names[2], *names[:2])
    old = only_id(house.publish(joint), "organizations")
    today = house.publish(apart)
    parts = live_ids(today)
    if old in parts:
        pytest.fail("choose names so that the joint body has an id of its own")
    found = retired(today, old)
    assert (found["reason"], set(found["successor_ids"])) == ("several_rows", parts)
    assert live_ids(house.publish(joint)) == {old}


def test_a_merge_by_a_person_and_its_undo_keep_all_ids(house: Publications) -> None:
    found = pact("a")
    apart = house.publish(found)
    names = ["Tern Institute", "Havn Robotics"]
    one = house.publish(found, {"same": [{"names": names, "reason": "a slip"}]})
    assert one["partnerships"].is_empty()
    assert retired(one, only_id(apart, "partnerships"))["reason"] == "parties_are_one"
    assert merged(one, max(apart["organizations"]["organization_id"]))[1] == "statement"
    undone = house.publish(found)
    assert live_ids(undone) == live_ids(apart)
    assert undone["retired_ids"].is_empty()
    assert undone["merged_ids"].is_empty()


def test_articles_that_go_and_come_back(house: Publications) -> None:
    first = house.publish(pact("a"))
    today = house.publish(Corpus().article("b"))
    assert set(today["retired_ids"]["reason"]) == {"articles_are_gone"}
    assert set(today["retired_ids"]["retired_id"]) == live_ids(first)
    later = house.publish(Corpus().article("b"))
    assert later["retired_ids"].equals(today["retired_ids"])
    assert live_ids(house.publish(pact("a"))) == live_ids(first)


def test_a_chain_of_merges_is_one_step(house: Publications) -> None:
    first = only_id(house.publish(pact("a")), "partnerships")
    second = only_id(house.publish(pact("b", quote=SIGNED + "\n", date="5 March 2024")), "partnerships")
    other = pact("c", quote="Both have agreed.", date="March 2024")
    other.facts["partnership"][0]["kind"] = "agreement"
    today = house.publish(other)
    third = only_id(today, "partnerships")
    assert len({first, second, third}) == 3
    assert {merged(today, first)[0], merged(today, second)[0]} == {third}


def test_what_an_id_led_to_is_followed(house: Publications) -> None:
    house.publish(pact("a", "Tern Institut"))
    house.publish(pact("a", "Tern Institute"))
    last = Corpus().quoted("New words.").organization("b", "TERN Institute", "Tern Institute")
    today = house.publish(last)
    assert merged(today, stable_id("org", "Tern Institut")) == (stable_id("org", "TERN Institute"), "followed")


def test_the_history_of_a_lost_lake_is_taken_from_the_published_file(house: Publications, tmp_path: Path) -> None:
    house.publish(pact("a"))
    house.publish(Corpus().article("b").organization("b", "Fjord Fund"))
    with open_lake(tmp_path / "new lake") as lake:
        house.lake = lake
        today = house.normalize(Corpus().article("b"))
        house.check(today)
        assert house.ever == set(today["retired_ids"]["retired_id"])


def test_a_kill_before_the_lake_knew_loses_no_id(house: Publications) -> None:
    house.publish(pact("a"))
    kept = house.lake.read(PublishedIds)
    house.publish(pact("b", "Fjord Fund", quote="Others signed."))
    house.lake.replace({PublishedIds: kept})
    house.check(house.normalize(Corpus().article("c")))


def test_a_file_of_an_older_release_is_taken_over(house: Publications, tmp_path: Path) -> None:
    import duckdb

    house.publish(pact("a"))
    with duckdb.connect(str(house.warehouse)) as connection:
        connection.execute("drop table marts.retired_ids; alter table marts.merged_ids drop column last_published_at")
    with open_lake(tmp_path / "new lake") as lake:
        house.lake = lake
        house.check(house.normalize(Corpus().article("b")))


def test_nothing_new_writes_nothing_and_changes_nothing(house: Publications) -> None:
    house.publish(pact("a"))
    today = house.publish(Corpus().article("b"))
    before = house.lake.snapshot_id()
    remember_ids(house.lake, house.warehouse)
    assert house.lake.snapshot_id() == before
    again = house.normalize(Corpus().article("b"))
    assert all(again[table].equals(rows) for table, rows in today.items())


def test_without_a_past_nothing_is_retired(tmp_path: Path) -> None:
    with publications(tmp_path) as fresh:
        tables = fresh.normalize(pact("a"))
        assert published_ids(fresh.lake, fresh.warehouse).is_empty()
    articles, facts = pact("a").frames()
    plain = normalize(articles, facts, LOOKUPS, Corrections())
    assert all(plain[table].equals(rows) for table, rows in tables.items())


NAMES = ("Tern Institute", "Tern Institut", "TI", "Havn Centre", "The Havn Centre Ltd", "Tern and Havn")
ARTICLES = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4)
DECISIONS = st.sampled_from(
    [{}, *({word: [{"names": ["Tern Institute", "Havn Centre"], "reason": "x"}]} for word in ("same", "different"))]
)


def world(stated: dict[str, tuple[int, int]]) -> Corpus:
    """Articles that each tell of an agreement of two bodies, and of a lab, in words of their own."""
    found = Corpus().article("z")
    for article, (one, other) in sorted(stated.items()):
        found.article(article, DAY).quoted(f"In {min('c', article)} they agreed.")
        for name in {NAMES[one], NAMES[other], "Fjord Fund"}:
            found.organization(article, name, *(["TI"] if name == "Tern Institute" else []))
        found.partnership(article, NAMES[one], "Fjord Fund", kind="mou", date="March 2024" if one % 2 else None)
        if one != other:
            found.partnership(article, NAMES[one], NAMES[other], kind="alliance")
        found.program(article, f"{NAMES[other]} Lab", city=("Oslo", "Bergen", None)[one % 3])
    return found


@settings(deadline=None, max_examples=6)
@given(st.lists(st.tuples(ARTICLES, DECISIONS), min_size=2, max_size=4), st.integers(0, 9))
def test_whatever_happens_every_published_id_resolves(
    states: list[tuple[dict[str, tuple[int, int]], dict[str, Any]]], seed: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, publications(Path(folder)) as house:
        for stated, decisions in [*states, states[0]]:
            house.publish(world(stated), decisions)
        expected = house.publish(Corpus().article("z"))
        articles, facts = Corpus().article("z").frames()
        mixed = Past(published_ids(house.lake, house.warehouse).sample(fraction=1, shuffle=True, seed=seed))
        found = normalize(articles, facts, LOOKUPS, Corrections(), mixed)
        assert all(found[table].equals(rows) for table, rows in expected.items())
