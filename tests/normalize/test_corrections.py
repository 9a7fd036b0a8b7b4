"""Decisions of people hold, say when they can't, and ask to be deleted once the articles agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orchestration.errors import LedgerError
from orchestration.normalize import Corrections
from tests.normalize.corpus import Corpus, names, reasons

WHY = "the register says so"


def value(name: str, attribute: str, wanted: str, kind: str = "organization") -> dict[str, Any]:
    return {"kind": kind, "name": name, "attribute": attribute, "value": wanted, "reason": WHY}


def two() -> Corpus:
    found = Corpus().organization("a", "Tern Institute", "TI", city="Bergen").organization("a", "Havn AS")
    return found.program("a", "Fjord Lab", kind="hub", city="Oslo").role("a", "Fjord Lab", "Tern Institute")


def test_values_of_people_go_before_those_of_articles() -> None:
    entries = [
        value("Tern Institute", "name", "Institute of Terns"),
        value("Tern Institute", "organization_type", "university"),
        value("TI", "city", "Gothenburg"),
        value("Fjord Lab", "program_kind", "lab", "program"),
        value("Fjord Lab", "status", "ended", "program"),
        value("Havn AS", "country", "Norway"),
    ]
    tables = two().person("a", "Ada Berg", "Head", "Tern Institute").normalize({"values": entries})
    terns = tables["organizations"].filter(name="Institute of Terns").row(0, named=True)
    assert (terns["organization_type"], terns["country_code"], terns["aliases"]) == (
        "university",
        "SE",
        ["TI", "Tern Institute"],
    )
    assert tables["programs"].select("program_kind", "status").row(0) == ("lab", "ended")
    assert tables["organizations"].filter(name="Havn AS")["country_code"].to_list() == ["NO"]
    assert tables["person_roles"]["organization_name"].to_list() == ["Institute of Terns"]
    assert terns["organization_id"] in set(two().normalize()["organizations"]["organization_id"])
    assert set(tables["cities"]["city_id"]) >= {terns["city_id"]}
    assert reasons(tables) == []


def test_a_country_takes_away_a_city_elsewhere() -> None:
    tables = two().normalize({"values": [value("Tern Institute", "country", "Sweden")]})
    row = tables["organizations"].filter(name="Tern Institute").row(0, named=True)
    assert (row["country_code"], row["city_id"]) == ("SE", None)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([value("Tern Institute", "city", "Bergen")], "stale_correction"),
        ([value("Nobody", "city", "Bergen")], "stale_correction"),
        ([value("Tern Institute", "city", "Nowhereville")], "unknown_place"),
        ([value("Tern Institute", "country", "Nowhereville")], "unknown_place"),
        (
            [value("Tern Institute", "city", "Oslo"), value("TI", "city", "Stockholm")],
            "contradicting_correction",
        ),
    ],
)
def test_what_has_no_effect_is_reported(entries: list[dict[str, Any]], reason: str) -> None:
    tables = two().normalize({"values": entries})
    assert set(reasons(tables)) == {reason}
    assert tables["organizations"].equals(two().normalize()["organizations"])


def test_a_name_of_two_bodies_is_ambiguous() -> None:
    found = Corpus().program("a", "Fjord Lab", city="Oslo").program("b", "Fjord Lab", city="Lyon")
    tables = found.normalize({"values": [value("Fjord Lab", "status", "ended", "program")]})
    assert reasons(tables) == ["ambiguous_correction"]


def named(same: bool, *names: str) -> dict[str, Any]:
    return {"same" if same else "different": [{"names": list(names), "reason": WHY}]}


def three() -> Corpus:
    """Three bodies, two of which sign with each other in an article of their own."""
    found = Corpus().organization("a", "Tern Institute").organization("a", "Havn AS").organization("b", "Fjord Bank")
    found = found.organization("c", "Tern Institute", "Institute of Terns").organization("d", "Institute of Terns")
    return found.organization("d", "Havn AS").partnership("d", "Institute of Terns", "Havn AS")


@pytest.mark.parametrize(
    "entries",
    [
        {**named(True, "Tern Institute", "Havn AS"), **named(False, "Havn AS", "Tern Institute")},
        {**named(True, "Tern Institute", "Havn AS"), **named(False, "Tern Institute", "Havn AS")},
        {
            "same": [
                {"names": ["Tern Institute", "Havn AS"], "reason": WHY},
                {"names": ["Havn AS", "Fjord Bank"], "reason": WHY},
            ],
            **named(False, "Tern Institute", "Fjord Bank"),
        },
    ],
    ids=["two", "two in one order", "chain"],
)
def test_names_that_are_said_to_be_one_and_two_stay_as_they_are_and_are_reported(entries: dict[str, Any]) -> None:
    tables = three().normalize(entries)
    assert reasons(tables) == ["contradicting_correction"] * sum(map(len, entries.values()))
    assert names(tables) == names(three().normalize())
    assert tables["partnerships"].height == 1


def test_names_that_people_make_one_keep_their_other_spellings() -> None:
    tables = three().normalize(named(True, "Tern Institute", "Havn AS"))
    assert len(names(tables)) == 2
    assert tables["partnerships"].is_empty()
    assert reasons(tables) == ["too_few_parties"]


def test_a_name_that_another_body_has_is_reported() -> None:
    tables = two().normalize({"values": [value("Tern Institute", "name", "Havn AS")]})
    assert reasons(tables) == ["shared_name"]
    assert names(tables) == ["Havn AS", "Havn AS"]


def test_two_entries_that_say_the_same_hold() -> None:
    entries = [value("Tern Institute", "city", "Oslo"), value("TI", "city", "Oslo")]
    assert reasons(two().normalize({"values": entries})) == []


def test_the_file_of_a_user_is_added_to_that_of_the_system(tmp_path: Path) -> None:
    own = tmp_path / "corrections.yml"
    assert Corrections().with_own(own) == Corrections()
    own.write_text("same:\n  - {names: [A One, B Two], reason: seen}\nvalues:\n", encoding="utf-8")
    assert [entry.names for entry in Corrections().with_own(own).entries] == [("A One", "B Two")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("same: [", "no YAML"),
        ("- a", "its parts are called"),
        ("some: []", "its parts are called"),
        ("same: x", "a list of entries"),
        ("same:\n  - {names: [A], reason: b}", r"at least two names"),
        ("same:\n  - {names: [A, B], reason: b, king: c}", "nothing else"),
        ("values:\n  - {name: A, attribute: city, value: Oslo}", "'A'.*reason"),
        ("values:\n  - {name: A, attribute: color, value: red, reason: b}", "what can be corrected"),
        ("values:\n  - {name: A, attribute: status, value: ended, reason: b}", "what can be corrected"),
        ("values:\n  - {name: A, attribute: organization_type, value: zoo, reason: b}", "'zoo' is none of"),
    ],
)
def test_a_mistake_in_the_file_stops_and_says_what_to_mend(tmp_path: Path, text: str, message: str) -> None:
    own = tmp_path / "corrections.yml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match=f"corrections.yml.*{message}"):
        Corrections().with_own(own)
