"""The shape of an answer: strict towards the server, patient towards what comes back."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from orchestration.extract.llm.answer import LISTS, Answer, answer_schema, parse
from orchestration.extract.llm.faults import AnswerError
from orchestration.extract.protocol import Statement
from tests.extract.llm.helpers import EMPTY, GOOD, good

ALL_GOOD = sum(len(entries) for entries in GOOD.values())


def nodes(node: Any) -> list[dict[str, Any]]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return ([node] if isinstance(node, dict) else []) + [found for child in children for found in nodes(child)]


def test_the_schema_is_strict_all_the_way_down() -> None:
    objects = [node for node in nodes(answer_schema()) if node.get("type") == "object"]
    assert len(objects) == 1 + len(LISTS)
    for each in objects:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])
    assert not any("default" in node for node in nodes(answer_schema()))


def test_a_person_has_a_title_in_the_schema() -> None:
    assert "title" in answer_schema()["$defs"]["PersonRole"]["properties"]


@pytest.mark.parametrize("name", LISTS)
def test_the_shapes_mirror_the_statements(name: str) -> None:
    shape = LISTS[name]
    shared = {field.name for field in fields(Statement)}
    assert list(shape.model_fields) == [
        "quote", *(field.name for field in fields(shape.statement) if field.name not in shared)
    ]  # fmt: skip


def test_each_list_has_its_shape() -> None:
    assert list(Answer.model_fields) == list(LISTS)


@pytest.mark.parametrize(
    "wrapped", ["{}", "```json\n{}\n```", "```\n{}\n```\n", "<think>\nHalden {signed}?\n</think>\n{}", "\n {} \n"]
)
def test_an_answer_is_found_in_its_wrapping(wrapped: str) -> None:
    items, wrong = parse(wrapped.replace("{}", json.dumps(GOOD)))
    assert (len(items), wrong) == (ALL_GOOD, 0)


@pytest.mark.parametrize(
    "useless",
    ["", "null", "[]", "17", "{}", '{"result": "done"}', "I cannot help with that.", json.dumps(GOOD)[:-30],
     json.dumps([GOOD]), "[" * 100_000],
)  # fmt: skip
def test_a_useless_answer_is_a_fault_of_its_article(useless: str) -> None:
    with pytest.raises(AnswerError, match=r"the model's answer (is no JSON|has none of the lists)"):
        parse(useless)


@pytest.mark.parametrize(
    "entry",
    [
        None, 7, "Evil Corp", [], {},
        {**GOOD["organizations"][0], "name": 7},
        {**GOOD["organizations"][0], "name": None},
        {**GOOD["organizations"][0], "aliases": "Halden"},
        {**GOOD["organizations"][0], "aliases": [1]},
        {key: value for key, value in GOOD["organizations"][0].items() if key != "quote"},
    ],
)  # fmt: skip
def test_an_entry_of_another_shape_is_counted_and_the_others_stay(entry: object) -> None:
    items, wrong = parse(json.dumps({**GOOD, "organizations": [*GOOD["organizations"], entry]}))
    assert (len(items), wrong) == (ALL_GOOD, 1)


def test_lists_may_be_left_out_or_be_of_another_type() -> None:
    assert parse('{"organizations": null}') == ([], 0)
    assert parse('{"organizations": "none", "programs": 3}') == ([], 2)


def test_keys_that_nobody_asked_for_are_ignored() -> None:
    (item,), wrong = parse(json.dumps({**EMPTY, "organizations": [{**GOOD["organizations"][0], "char_start": 0}]}))
    assert (wrong, hasattr(item, "char_start")) == (0, False)


@pytest.mark.parametrize(
    ("measure", "read"),
    [("researchers", "researchers"), (" Doctoral_students ", "doctoral students"), ("visit evil.example", None),
     ("", None), ("\ud800", None), ("a b c d e", None)],
)  # fmt: skip
def test_a_measure_is_plain_words(measure: str, read: str | None) -> None:
    items, _ = parse(json.dumps({"metrics": [{**GOOD["metrics"][0], "measure": measure}]}))
    assert [getattr(item, "measure", None) for item in items] == ([read] if read else [])


def test_good_makes_copies() -> None:
    assert len(good(metrics=[{}])["metrics"]) == len(GOOD["metrics"]) + 1
