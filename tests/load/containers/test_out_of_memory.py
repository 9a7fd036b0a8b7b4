"""A machine without memory says nothing of a file: no handler may make "damaged" or "unreadable" of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.load.containers import record_parquet
from orchestration.load.containers.limits import Limits
from orchestration.load.containers.opening import open_container
from orchestration.load.containers.records import read_records
from orchestration.load.signatures import name_zip
from orchestration.load.sniffing import Format
from tests.load.containers.packing import TEXT, response, zipped
from tests.load.helpers import BODY

CONTAINERS = "orchestration.load.containers."


def parquet() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": [BODY]}), buffer)
    return buffer.getvalue()


def fail(*_: object, **__: object) -> NoReturn:
    raise MemoryError


def rows_of(content: bytes) -> list[Any]:
    return list(read_records("a.parquet", content, "parquet"))


def fragment() -> list[Any]:
    content = f'{{"title": "Cranes", "text": "<p>{BODY * 9}</p>"}}'.encode()
    return list(read_records("a.json", content, "json"))


def inside(kind: Format, content: bytes) -> list[Any]:
    return list(open_container("x", content, kind, Limits(), read_records))


ARCHIVE = zipped(("a.txt", TEXT))
DESCRIBED = zipped(("a.txt", TEXT), ("a.meta.yml", b"title: x"))
READING: dict[str, tuple[str, Callable[[], object]]] = {
    "what a zip is": ("zipfile.ZipFile.namelist", lambda: name_zip(ARCHIVE)),
    "directory of a zip": ("zipfile.ZipFile.__init__", lambda: inside("zip", ARCHIVE)),
    "opening of a member": ("zipfile.ZipFile.open", lambda: inside("zip", ARCHIVE)),
    "member": (f"{CONTAINERS}opening.read_within", lambda: inside("zip", ARCHIVE)),
    "meta file": (f"{CONTAINERS}archives.read_within", lambda: inside("zip", DESCRIBED)),
    "capture": (f"{CONTAINERS}web_archives._read", lambda: inside("warc", response())),
    "record": (f"{CONTAINERS}records.read_page", fragment),
    "markup of a record": (f"{CONTAINERS}record_markup.read_web_page", fragment),
    "table": (f"{CONTAINERS}record_parquet._opened", lambda: rows_of(parquet())),
}


@pytest.mark.parametrize("step", READING)
def test_it_reaches_who_gave_the_process_its_memory(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target, read = READING[step]
    monkeypatch.setattr(target, fail)
    with pytest.raises(MemoryError):
        read()


def test_also_from_the_pages_of_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    class Table(pq.ParquetFile):
        def iter_batches(self, *_: object, **__: object) -> Any:
            fail()
            yield

    content = parquet()
    monkeypatch.setattr("pyarrow.parquet.ParquetFile", Table)
    with pytest.raises(MemoryError):
        rows_of(content)


def test_a_batch_is_not_read_a_second_time_value_by_value(monkeypatch: pytest.MonkeyPatch) -> None:
    left = [MemoryError]

    def plain(value: Any) -> Any:
        if left:
            raise left.pop()
        return value

    monkeypatch.setattr(record_parquet, "_plain", plain)
    with pytest.raises(MemoryError):
        rows_of(parquet())


def test_also_from_a_single_value() -> None:
    """Which is asked for alone where another one stands in the way of its batch."""

    class Cell:
        as_py = staticmethod(fail)

    with pytest.raises(MemoryError):
        record_parquet._value(Cell())
