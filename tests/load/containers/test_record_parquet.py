"""Parquet: types that JSON does not have, nested columns, and files made to harm."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.load.containers import record_parquet
from orchestration.load.containers.records import read_records
from orchestration.load.models import Document, Page

BODY = "The harbour lab and the city college signed an agreement to train forty engineers together."


def written(table: pa.Table, **options: Any) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **options)
    return buffer.getvalue()


def outcome(content: bytes) -> list[str]:
    found = read_records("a.parquet", content, "parquet")
    return [item.uri if isinstance(item, Document) else f"{item.source_uri} {item.reason}" for item in found]


def page(column: pa.Array, name: str) -> Page:
    [document] = read_records("a", written(pa.table({"text": [BODY], name: column})), "parquet")
    assert isinstance(document, Document), document
    assert document.page is not None
    return document.page


@pytest.mark.parametrize(
    "column",
    [
        pa.array([datetime(2024, 5, 4, 10, tzinfo=UTC)], pa.timestamp("ns", "UTC")),
        pa.array([1714816800123456789], pa.timestamp("ns")),
        pa.array([datetime(2024, 5, 4, 10)], pa.timestamp("ms")),
        pa.array([date(2024, 5, 4)]),
        pa.array([1714816800]),
        pa.array([1714816800000.0]),
        pa.array(["2024-05-04T23:00:00-08:00"]),
    ],
)
def test_dates_in_every_type(column: pa.Array) -> None:
    published = page(column, "published").published
    assert published is not None
    assert (published.on, published.precision) == (date(2024, 5, 4), "day")


def test_nested_columns() -> None:
    people = pa.array([[{"name": "Mart Kask"}, {"name": "Liis Tamm"}]])
    assert page(people, "authors").author == "Mart Kask, Liis Tamm"
    assert page(pa.array([{"name": "Quay Times", "id": 3}]), "source").publisher == "Quay Times"
    assert page(pa.array([[("en", 1.0)]], pa.map_(pa.string(), pa.float64())), "scores").text == BODY


def test_columns_that_no_article_has_do_no_harm() -> None:
    columns = {
        "text": pa.array([BODY.encode()], pa.binary()),  # as Impala and old versions of Spark write strings
        "image": pa.array([{"bytes": b"\x89PNG\xff", "path": None}]),
        "price": pa.array([Decimal("1.5")]),
        "score": pa.array([float("nan")]),
        "kind": pa.array(["news"]).dictionary_encode(),
    }
    [document] = read_records("a", written(pa.table(columns)), "parquet")
    assert isinstance(document, Document)
    assert json.loads(document.content)["image"] == {"bytes": None, "path": None}
    assert json.loads(document.content)["price"] == "1.5"


def test_a_value_that_python_does_not_know_costs_no_article() -> None:
    seen = pa.array([0, 10**15, 0], pa.timestamp("ms"))  # the second lies in the year 33658
    documents = list(read_records("a", written(pa.table({"text": [BODY] * 3, "seen": seen})), "parquet"))
    found = [json.loads(item.content)["seen"] for item in documents if isinstance(item, Document)]
    assert found == ["1970-01-01 00:00:00", None, "1970-01-01 00:00:00"]


def test_many_row_groups_keep_their_order() -> None:
    table = pa.table({"text": [f"{BODY} Number {number}." for number in range(100)]})
    documents = list(read_records("a", written(table, row_group_size=7), "parquet"))
    assert [item.page.text[-4:-1] for item in documents if isinstance(item, Document) and item.page][::33] == [
        "r 0", " 33", " 66", " 99",
    ]  # fmt: skip


def test_a_table_without_texts_names_its_columns() -> None:
    [rejection] = read_records("a.parquet", written(pa.table({"id": [1, 2], "link": ["x", "y"]})), "parquet")
    assert not isinstance(rejection, Document)
    assert (rejection.source_uri, rejection.reason) == ("a.parquet", "no_text_field")
    assert "id, link" in rejection.message


def test_a_table_without_rows_is_empty() -> None:
    assert outcome(written(pa.table({"text": pa.array([], pa.string())}))) == ["a.parquet empty"]


def test_a_table_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = written(pa.table({"text": [f"{number} {BODY}" for number in range(1000)]}), row_group_size=100)
    assert len(outcome(content)) == 1000
    monkeypatch.setattr(record_parquet, "LARGEST_FILE", 50_000)
    assert outcome(content) == ["a.parquet too_large"]


def test_a_column_chunk_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_parquet, "LARGEST_CHUNK", 50_000)
    texts = pa.table({"text": [f"{number} {BODY}" for number in range(1000)]})
    assert outcome(written(texts)) == ["a.parquet too_large"]
    assert len(outcome(written(texts, row_group_size=100))) == 1000


def test_a_text_that_is_stored_once_and_repeated_is_unpacked_a_few_times_only() -> None:
    text = BODY * 2000  # 180 KB, a thousand times: the file has a few KB, its rows 180 MB
    indices = pa.array([0] * 1000, pa.int32())
    content = written(pa.table({"text": pa.DictionaryArray.from_arrays(indices, [text])}), store_schema=False)
    assert len(content) < 1_000_000
    before = pa.total_allocated_bytes()
    documents = read_records("a", content, "parquet")
    for _ in range(3):
        assert isinstance(next(documents), Document)
    assert pa.total_allocated_bytes() - before < 50_000_000


@pytest.mark.parametrize("damage", range(0, 100, 4))
def test_a_damaged_file_is_rejected_and_what_is_sound_is_kept(damage: int) -> None:
    content = bytearray(written(pa.table({"text": [f"{BODY} {number}" for number in range(200)], "n": range(200)})))
    start = len(content) * damage // 100
    content[start : start + 40] = bytes(range(200, 240))
    assert outcome(bytes(content))
    assert outcome(bytes(content[:start]))
