"""What a dump of ROR changes for the organizations that articles name. All bodies are invented."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from orchestration.errors import LedgerError
from orchestration.normalize import Lookups
from orchestration.normalize.ror_dump import CHUNK, read_dump
from orchestration.normalize.ror_names import with_ror
from orchestration.normalize.ror_reference import distil, read_reference, write_reference
from tests.normalize.corpus import Corpus, names
from tests.support.ror import (
    BERGEN,
    NAIROBI,
    OSLO,
    Record,
    record,
    record_of_schema_1,
    ror_id,
    write_json,
    write_zip,
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def reference(*records: Record) -> pl.DataFrame:
    return distil(read_dump(write_json(Path("dump.json"), *records)), Lookups.load().gazetteer)


def tables(corpus: Corpus, *records: Record, own_list: bool = False) -> dict[str, pl.DataFrame]:
    lookups = Lookups.load() if own_list else Lookups.load().without_organizations()
    return corpus.normalize(lookups=with_ror(lookups, reference(*records)))


def ids(corpus: Corpus, *records: Record) -> dict[str, str | None]:
    """The ROR id of each organization by its name."""
    rows = tables(corpus, *records)["organizations"]
    return dict(rows.select("name", "ror_id").iter_rows())


def test_an_exact_name_gives_the_id_the_type_and_the_seat() -> None:
    known = record(1, "Fjordsund University", wikidata="Q1", city=BERGEN)
    corpus = Corpus().organization("a", "The FJORDSUND University", kind="other")
    row = tables(corpus, known)["organizations"].row(0, named=True)
    assert (row["ror_id"], row["wikidata_id"], row["organization_type"]) == (ror_id(1), "Q1", "university")
    assert (row["city_id"], row["country_code"]) == (str(BERGEN), "NO")
    assert row["name"] == "The FJORDSUND University", "articles say what a body is called"


def test_what_articles_name_otherwise_stays_as_it_was() -> None:
    corpus = Corpus().organization("a", "Fjordsund Universities").organization("b", "Tern", city="Oslo")
    before = corpus.normalize()
    after = tables(corpus, record(1, "Fjordsund University"), record(2, "Sterna Group"))
    assert all(after[name].equals(before[name]) for name in before)


def test_names_in_all_languages_are_one_body() -> None:
    known = record(1, "Fjordsund University", "Fjordsund universitet", "피오르순 대학교", aliases=["Sund College"])
    corpus = Corpus().organization("a", "Fjordsund University").organization("b", "피오르순 대학교")
    corpus.organization("c", "Fjordsund universitet").organization("d", "Sund College")
    assert len(ids(corpus, known)) == 1
    assert len(names(corpus.normalize())) == 4, "without the dump nothing says that they are one"


@pytest.mark.parametrize(("kinds", "expected"), [
    (["education", "funder"], "university"), (["facility"], "research_institute"), (["government"], "government"),
    (["company"], "startup"), (["nonprofit", "funder"], "startup"), (["healthcare"], "startup"),
])  # fmt: skip
def test_types_that_say_more_than_an_article(kinds: list[str], expected: str) -> None:
    corpus = Corpus().organization("a", "Fjordsund Robotics", kind="startup")
    rows = tables(corpus, record(1, "Fjordsund Robotics", types=kinds))["organizations"]
    assert rows["organization_type"].item() == expected


@pytest.mark.parametrize("status", ["inactive", "withdrawn"])
def test_a_body_that_ended_is_not_taken(status: str) -> None:
    corpus = Corpus().organization("a", "Fjordsund University")
    assert ids(corpus, record(1, "Fjordsund University", status=status), record(2, "Other Hall")) == {
        "Fjordsund University": None
    }


def test_another_country_is_another_body() -> None:
    corpus = Corpus().organization("a", "Fjordsund University", country="Kenya")
    assert ids(corpus, record(1, "Fjordsund University")) == {"Fjordsund University": None}


def test_a_name_of_several_countries_needs_its_country() -> None:
    known = record(1, "Harbour Technical University"), record(2, "Harbour Technical University", country="KE")
    name = "Harbour Technical University"
    assert ids(Corpus().organization("a", name, country="Kenya"), *known) == {name: ror_id(2)}
    assert ids(Corpus().organization("a", name).organization("a", "Tern", city="Nairobi"), *known)[name] == ror_id(2)
    assert ids(Corpus().organization("a", name), *known) == {name: None}
    both = Corpus().organization("a", name, country="Kenya").organization("b", name, country="Norway")
    assert set(ids(both, *known).values()) == {None}


def test_a_name_of_two_bodies_in_one_country_means_neither() -> None:
    known = record(1, "Harbour College", "Havn College"), record(2, "Harbour College", "Sund College")
    assert ids(Corpus().organization("a", "Harbour College"), *known) == {"Harbour College": None}
    assert ids(Corpus().organization("a", "Sund College"), *known) == {"Sund College": ror_id(2)}


@pytest.mark.parametrize("tie", [{"parents": [1]}, {}])
def test_parent_and_child_stay_apart(tie: dict[str, list[int]]) -> None:
    whole = record(1, "Fjordsund University", acronyms=["FJSU"], children=[] if tie else [2])
    part = record(2, "Fjordsund School of Dentistry", aliases=["Fjordsund University"], acronyms=["FJSU"], **tie)
    corpus = Corpus().organization("a", "Fjordsund University").organization("b", "Fjordsund School of Dentistry")
    corpus.organization("c", "FJSU", city="Oslo")
    assert ids(corpus, part, whole) == {
        "Fjordsund University": ror_id(1), "Fjordsund School of Dentistry": ror_id(2)
    }  # fmt: skip


def test_branches_of_a_company_are_called_as_the_company() -> None:
    known = (
        record(1, "Fjordsund Data (Norway)", types=["company"], children=[2]),
        record(2, "Fjordsund Data (Kenya)", types=["company"], parents=[1], country="KE", city=NAIROBI),
    )
    assert ids(Corpus().organization("a", "Fjordsund Data"), *known) == {"Fjordsund Data": ror_id(1)}


def test_brackets_that_name_no_country_belong_to_the_name() -> None:
    known = record(1, "Fjordsund Data (Kongeriket Norge)"), record(2, "Lakeside Lab (Chile)")
    assert ids(Corpus().organization("a", "Lakeside Lab"), *known) == {"Lakeside Lab": None}
    assert ids(Corpus().organization("a", "Fjordsund Data"), *known) == {"Fjordsund Data": None}


@pytest.mark.parametrize(("name", "city", "found"), [
    ("FSUN", "Oslo", True), ("FSUN", None, False), ("FSUN", "Nairobi", False),
    ("Fsun", "Oslo", False), ("FSU", "Oslo", False), ("DOUBLE", "Oslo", False),
])  # fmt: skip
def test_an_acronym_needs_capitals_its_country_and_no_rival(name: str, city: str | None, *, found: bool) -> None:
    known = (
        record(1, "Fjordsund University", acronyms=["FSUN", "FSU", "DOUBLE"]),
        record(2, "Lakeside Hall", acronyms=["DOUBLE"], country="CL"),
    )
    assert ids(Corpus().organization("a", name, city=city), *known) == {name: ror_id(1) if found else None}


def test_one_word_needs_its_country_in_the_article() -> None:
    known = record(1, "Fjordsund")
    assert ids(Corpus().organization("a", "Fjordsund"), known) == {"Fjordsund": None}
    corpus = Corpus().organization("a", "Fjordsund").organization("a", "Tern", city="Oslo")
    assert ids(corpus, known)["Fjordsund"] == ror_id(1)


@pytest.mark.parametrize("name", ["Research Institute", "National Center", "Oslo"])
def test_generic_names_and_places_are_not_taken(name: str) -> None:
    assert ids(Corpus().organization("a", name, city="Oslo"), record(1, name)) == {name: None}


def test_ministries_of_two_countries_get_an_id_each() -> None:
    name = "Ministry of Ships"
    known = record(1, name), record(2, name, country="CL"), record(3, name, country="KE")
    corpus = Corpus().organization("a", name, country="Norway").organization("b", name, country="Chile")
    rows = tables(corpus, *known)["organizations"]
    assert dict(rows.select("country_code", "ror_id").iter_rows()) == {"NO": ror_id(1), "CL": ror_id(2)}


def test_a_seat_that_the_city_list_lacks_gives_only_its_country() -> None:
    row = tables(Corpus().organization("a", "Fjordsund University"), record(1, "Fjordsund University", city=1))
    assert row["organizations"].select("city_id", "country_code").row(0) == (None, "NO")


def test_our_own_list_wins_and_gets_the_ids_that_it_lacks() -> None:
    oslo = record(1, "University of Oslo", "Universitetet på Blindern", wikidata="Q7", types=["facility"])
    rival = record(2, "Hall of Cape Town", aliases=["UCT"], country="CL")
    corpus = Corpus().organization("a", "Universitetet på Blindern", kind="other").organization("b", "UCT", city="Oslo")
    rows = tables(corpus, oslo, rival, own_list=True)["organizations"].sort("name")
    found = rows.select("name", "organization_type", "ror_id").rows()
    assert found[1] == ("University of Oslo", "university", ror_id(1))
    assert found[0] == ("University of Cape Town", "university", None)


def test_our_own_id_is_not_replaced() -> None:
    rival = record(1, "KAIST", country="CL")
    rows = tables(Corpus().organization("a", "KAIST"), rival, own_list=True)["organizations"]
    assert rows["ror_id"].to_list() == ["05apxxy63"]


def test_two_candidates_for_an_entry_of_our_list_give_it_no_id() -> None:
    known = record(1, "University of Oslo", city=OSLO), record(2, "UiO", "Universitetet i Oslo")
    rows = tables(Corpus().organization("a", "University of Oslo"), *known, own_list=True)["organizations"]
    assert rows["ror_id"].to_list() == [None]


def test_the_order_of_articles_and_records_does_not_matter() -> None:
    known = [record(n, f"Harbour {n} University", "Harbour University", country=c) for n, c in ((1, "NO"), (2, "KE"))]
    one = Corpus().organization("a", "Harbour University", country="Kenya").organization("b", "Harbour 1 University")
    assert reference(*known).equals(reference(*reversed(known)))
    assert ids(one, *known) == {"Harbour University": ror_id(2), "Harbour 1 University": ror_id(1)}


def test_schema_2_0_and_2_1_say_the_same() -> None:
    old, new = (reference(record(1, "Fjordsund University", version=version)) for version in ("2.0", "2.1"))
    assert old.equals(new)


def test_a_zip_of_both_schemas_gives_the_second() -> None:
    path = write_zip(
        Path("ror.zip"),
        **{"ror-data": [record_of_schema_1("X")], "ror-data_schema_v2": [record(1, "Fjordsund University")]},
    )
    assert [found.id for found in read_dump(path)] == [f"https://ror.org/{ror_id(1)}"]


def test_records_longer_than_a_piece_of_the_file_are_read() -> None:
    known = [record(n, "é" * CHUNK, f"Hall {n}") for n in range(3)]
    assert len(list(read_dump(write_json(Path("dump.json"), *known)))) == 3


TWO = json.dumps([record(1, "Hall"), record(2, "House")])
BROKEN = {
    "nothing": ("", "neither a zip nor a list"),
    "a page": ("<html>not found</html>", "neither a zip nor a list"),
    "an answer of the interface": ('{"items": []}', "neither a zip nor a list"),
    "bytes": (b"\xff\xfe\x00[", "neither a zip nor a list"),
    "no record": ("[]", "holds no record"),
    "cut short": (TWO[:-50], "ends in the middle"),
    "cut between records": (TWO[: TWO.index("}, {") + 1], "ends in the middle"),
    "no record in it": ("[1, 2]", "Record 1 of"),
    "schema 1": (json.dumps([record_of_schema_1("Hall")]), "schema 1"),
    "no names": (json.dumps([record(1, "Hall") | {"names": []}]), "Record 1 of"),
    "an id of another kind": (json.dumps([record(1, "Hall"), record(2, "House") | {"id": "grid.1"}]), "Record 2 of"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_dump_is_refused_in_one_line(case: str) -> None:
    content, reason = BROKEN[case]
    path = Path("dump.json")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LedgerError, match=reason) as refused:
        list(read_dump(path))
    assert "\n" not in str(refused.value)
    assert "dump.json" in str(refused.value)


def test_damaged_zips_are_refused() -> None:
    whole = write_zip(Path("ror.zip"), **{"ror-data": [record(1, "Hall")]}).read_bytes()
    for content, reason in ((whole[:-30], "neither a zip"), (whole[:60] + b"\0" * 40 + whole[100:], "damaged")):
        Path("ror.zip").write_bytes(content)
        with pytest.raises(LedgerError, match=reason):
            list(read_dump(Path("ror.zip")))


def test_a_zip_of_something_else_is_refused() -> None:
    with pytest.raises(LedgerError, match="2 JSON files"):
        list(read_dump(write_zip(Path("ror.zip"), one=[], other=[])))
    with pytest.raises(LedgerError, match="no JSON files"):
        list(read_dump(write_zip(Path("ror.zip"))))


def test_the_file_says_what_was_distilled() -> None:
    known = reference(record(1, "Fjordsund University", aliases=["Sund"], acronyms=["FJSU"]))
    assert read_reference(Path("ror.parquet")) is None
    write_reference(known, Path("data/ror.parquet"))
    read = read_reference(Path("data/ror.parquet"))
    assert read is not None
    assert read.equals(known)


@pytest.mark.parametrize("is_cut", [True, False])
def test_a_file_that_cannot_be_read_says_what_to_do(*, is_cut: bool) -> None:
    path = Path("ror.parquet")
    pl.DataFrame({"of": ["another release"]}).write_parquet(path)
    if is_cut:
        path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(LedgerError, match="make ror"):
        read_reference(path)
