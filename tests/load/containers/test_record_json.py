"""JSON and JSON lines: every way in which files hold several values, and what hostile or broken ones do."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from orchestration.load.containers import record_json
from orchestration.load.containers.records import read_records
from orchestration.load.models import Document, Rejection
from orchestration.load.sniffing import RecordFormat

BODY = "The harbour lab and the city college signed an agreement to train forty engineers together."
ONE = json.dumps({"text": BODY})
HALF = '{"text": "half of'


def outcome(content: str | bytes, written_as: RecordFormat) -> list[str]:
    """The uri of each document, or the uri and reason of each rejection."""
    data = content.encode() if isinstance(content, str) else content
    found: Iterable[Document | Rejection] = read_records("a", data, written_as)
    return [item.uri if isinstance(item, Document) else f"{item.source_uri} {item.reason}" for item in found]


@pytest.mark.parametrize("written_as", ["json", "jsonl"])
@pytest.mark.parametrize(
    "content",
    [
        f"[{ONE},{ONE}]",
        f"[\n  {ONE},\n  {ONE}\n]\n",
        f"{ONE}\n{ONE}\n",
        f"\ufeff{ONE}\r\n\r\n{ONE}",
        f"\x1e{ONE}\n\x1e{ONE}\n",
        f"{json.dumps({'articles': [{'text': BODY}]})}\n{json.dumps({'articles': [{'text': BODY}]})}",
        f"[{ONE},{ONE}]".encode("utf-16"),
        f"{ONE}\n{ONE}".encode("utf-16"),
        f'{{\n"text": "{BODY}"\n}}\n{{\n"text": "{BODY}"\n}}',
    ],
)
def test_two_records_however_they_are_written(content: str | bytes, written_as: RecordFormat) -> None:
    assert outcome(content, written_as) == ["a#1", "a#2"]


def test_objects_one_after_the_other_without_a_line_break() -> None:
    assert outcome(ONE + ONE, "json") == ["a#1", "a#2"]


def test_one_object_is_one_record() -> None:
    assert outcome(ONE, "json") == ["a#1"]


def test_an_article_with_a_list_of_things_is_one_article() -> None:
    assert outcome(json.dumps({"text": BODY, "items": [{"image": "a.png"}, {"image": "b.png"}]}), "json") == ["a#1"]


def test_a_broken_line_costs_that_line_only() -> None:
    found = list(read_records("a", f"{ONE}\n\n{HALF}\n{ONE}\n".encode(), "jsonl"))
    assert [type(item) for item in found] == [Document, Rejection, Document]
    assert isinstance(found[1], Rejection)
    assert (found[1].source_uri, found[1].reason) == ("a#2", "broken_record")
    assert "line 3, column 10" in found[1].message
    assert found[1].text == HALF


def test_a_broken_line_of_json_lines_called_json_costs_that_line_only() -> None:
    assert outcome(f"{ONE}\n{HALF}\n{ONE}\n", "json") == ["a#1", "a#2 broken_record", "a#3"]


def test_a_list_that_was_cut_off_keeps_what_is_whole() -> None:
    assert outcome(f"[{ONE},{HALF}", "json") == ["a#1", "a#2 broken_record"]
    assert outcome(f"[{ONE},{ONE}", "json") == ["a#1", "a#2", "a#3 broken_record"]


INDENTED = json.dumps({"text": BODY, "authors": [{"name": "Jo"}]}, indent=2).replace("\n", "\n  ")


@pytest.mark.parametrize(
    "content",
    [
        f"[{ONE},\n{HALF},\n{ONE}]",
        f"[\n{ONE},\n{HALF},\n{ONE}\n]",
        f"[{ONE}, \n {HALF}, \n {ONE}]",
        f"[\r\n\t{ONE},\r\n\t{HALF}\r\n\t{ONE}\r\n]",
        f"[\n  {INDENTED},\n  {INDENTED.replace(': [', '')},\n  {INDENTED}\n]",
        f"[\n  {INDENTED},\n  {INDENTED[:-3]},\n  {INDENTED}\n]",
    ],
)
def test_a_broken_element_of_a_list_costs_that_element_only_where_lines_tell(content: str) -> None:
    assert outcome(content, "json") == ["a#1", "a#2 broken_record", "a#3"]


def test_the_first_element_of_a_list_may_be_the_broken_one() -> None:
    assert outcome(f"[{HALF},\n{ONE},\n{ONE}]", "json") == ["a#1 broken_record", "a#2", "a#3"]


@pytest.mark.parametrize(
    "content",
    [
        f"[{ONE},{HALF},{ONE}]",
        f'[{ONE},\n{{oops,\n"a": [\n{{}},\n{ONE}]}},\n{ONE}]',
        f"{ONE} {HALF} {ONE}",
        f"[{ONE}, oops {ONE}]",
        f"[{ONE},{'[' * 100_000},{ONE}]",
    ],
)
def test_where_lines_tell_nothing_it_is_said_that_the_rest_was_not_read(content: str) -> None:
    assert len(found := list(read_records("a", content.encode(), "json"))) == 2
    assert isinstance(found[1], Rejection)
    assert found[1].message.endswith(" What comes after it was not read.")


def test_a_document_of_thousands_of_broken_elements_is_left_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_json, "MOST_BROKEN", 3)
    *_, last = found = list(read_records("a", f"[\n{f'{HALF},{chr(10)}' * 9}]".encode(), "json"))
    assert len(found) == 3
    assert isinstance(last, Rejection)
    assert last.message.endswith(" What comes after it was not read.")


@pytest.mark.parametrize("written_as", ["json", "jsonl"])
def test_what_follows_a_list_is_not_lost_in_silence(written_as: RecordFormat) -> None:
    assert outcome(f"[{ONE}]\n[{ONE}]\n", written_as) == ["a#1", "a#2 broken_record"]
    assert outcome(f"[{ONE}],\n\n", written_as) == ["a#1"]


@pytest.mark.parametrize("content", [HALF, '{"a": [\n1,\n{\n', "{'text': 'x'}", "[", "no JSON at all", '[{"a":1}'[:-1]])
def test_a_document_that_cannot_be_parsed_is_one_rejection(content: str) -> None:
    assert outcome(content, "json") == ["a broken_record"]


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"text":'])
def test_deep_nesting_is_a_rejection(opening: str) -> None:
    assert outcome(opening * 100_000, "json") == ["a unreadable"]
    assert outcome(f"{ONE}\n" + '{"a":' * 100_000 + f"\n{ONE}", "jsonl") == ["a#1", "a#2 unreadable", "a#3"]


@pytest.mark.parametrize("depth", [200, 700, 900, 990])
def test_nesting_at_the_edge_never_stops_the_reading(depth: int) -> None:
    deep = f'{{"text": "{BODY}", "authors": {"[" * depth}{"]" * depth}}}'
    assert outcome(f"{deep}\n{ONE}", "jsonl")[1] == "a#2"
    deep = f'{{"title": "T", "text": {"[" * depth}"{BODY}"{"]" * depth}}}'
    assert outcome(f"{deep}\n{ONE}", "jsonl")[1] == "a#2"


@pytest.mark.parametrize("number", ["1" * 10_000, "-" + "9" * 400, "1e999", "NaN", "-Infinity", "1" * 30])
def test_numbers_that_nothing_holds_are_nothing(number: str) -> None:
    [document] = read_records("a", f'{{"text": "{BODY}", "date": {number}, "n": {number}}}'.encode(), "json")
    assert isinstance(document, Document)
    assert json.loads(document.content) == {"text": BODY, "date": None, "n": None}


def test_of_a_key_that_appears_twice_the_last_value_counts() -> None:
    assert outcome(f'{{"text": "x", "text": "{BODY}"}}', "json") == ["a#1"]


def test_line_breaks_within_strings_are_forgiven() -> None:
    assert outcome(f'[{{"text": "{BODY}\n\tAnd more."}}]', "json") == ["a#1"]


def test_a_line_may_not_be_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_json, "LARGEST_RECORD", 1000)
    long = json.dumps({"text": BODY * 100})
    assert outcome(f"{ONE}\n{long}\n{ONE}\n{long}", "jsonl") == ["a#1", "a#2 too_large", "a#3", "a#4 too_large"]


def test_a_document_must_fit_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_json, "LARGEST_DOCUMENT", 1000)
    assert outcome(f"[{','.join([ONE] * 100)}]", "json") == ["a too_large"]
    assert len(outcome(f"{ONE}\n" * 100, "jsonl")) == 100


def test_lines_in_another_encoding_are_told_from_broken_ones() -> None:
    lines = f'{{"text": "{BODY} “Québec”"}}'.encode("cp1252") + b"\n" + ONE.encode() + b"\n\x00\x00\n"
    assert outcome(lines, "jsonl") == ["a#1", "a#2", "a#3 binary"]
