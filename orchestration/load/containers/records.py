"""Exports of articles (JSON, JSON lines, CSV, Parquet): each record becomes a document, or a rejection with the reason.

Here: the numbering, the identity of a record and the limits. Not here: the formats (`record_json`, `record_csv`,
`record_parquet`), the names of fields (`record_fields`) and what makes a record an article (`record_page`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from orchestration.load.article import SECONDS, TOO_SLOW
from orchestration.load.containers.record_csv import read_csv
from orchestration.load.containers.record_fields import LARGEST_RECORD, FieldNames, field_names
from orchestration.load.containers.record_json import TOO_DEEP, read_json, read_json_lines
from orchestration.load.containers.record_page import read_page
from orchestration.load.containers.record_parquet import read_parquet
from orchestration.load.models import Document, Problem, Rejection
from orchestration.load.sniffing import RecordFormat
from orchestration.processes.time_limit import TooSlowError, time_limit

# The largest published collections have 700,000 articles. A list of ten million zeros must not become as many rows.
MOST_RECORDS = 1_000_000

EMPTY = Problem("empty", "The file is empty. Export it again, or remove it.")
NO_RECORDS = Problem("empty", "The export holds no records. Export it again, or remove it.")
TOO_MANY = Problem("too_large", f"Only the first {MOST_RECORDS:,} records are read. Split the export.")
TOO_LARGE = Problem(
    "too_large", f"The record is larger than {LARGEST_RECORD >> 20} MB. No article is: export each one as a record."
)
NO_OBJECT = Problem("broken_record", "The record is no object with named fields. Export the articles as objects.")
UNREADABLE = "The record could not be read ({error}). Export it again, or save its text as a .txt file."

READERS: dict[RecordFormat, Callable[[bytes, FieldNames], Iterator[Any] | Problem]] = {
    "json": read_json,
    "jsonl": read_json_lines,
    "csv": read_csv,
    "parquet": read_parquet,
}


def read_records(
    uri: str,
    content: bytes,
    format: RecordFormat,  # noqa: A002 - the word of the field; the function of that name is not used
    fields: Mapping[str, str] | None = None,
) -> Iterator[Document | Rejection]:
    """The documents of an export, one after the other; records are counted from 1.

    Args:
        uri: the path of the export; its third record is `<uri>#3`.
        content: the bytes of the export.
        format: how it is written.
        fields: names of fields that the export uses, before the known ones; from its meta file. Besides the fields of
            a page there is `records`, the path of the list of records in a JSON document.

    Yields:
        A document with its page, or a rejection, for each record; one rejection for an export that cannot be read.
    """
    names = field_names(fields or {})
    found = _found(content, format, names) if isinstance(names, FieldNames) else names
    if isinstance(found, Problem) or isinstance(names, Problem):
        yield (found if isinstance(found, Problem) else NO_RECORDS).of(uri)
        return
    number = 0
    for number, record in enumerate(found, 1):
        if number > MOST_RECORDS:
            yield TOO_MANY.of(uri)
            return
        yield _read(f"{uri}#{number}", record, names)
    if not number:
        yield NO_RECORDS.of(uri)


def _found(content: bytes, written_as: RecordFormat, names: FieldNames) -> Iterator[Any] | Problem:
    return READERS[written_as](content, names) if content.strip() else EMPTY


def _read(uri: str, record: Any, names: FieldNames) -> Document | Rejection:
    if not isinstance(record, dict):
        return (record if isinstance(record, Problem) else NO_OBJECT).of(uri)
    try:
        content = canonical(record)
        with time_limit(SECONDS):
            page = TOO_LARGE if len(content) > LARGEST_RECORD else read_page(record, names)
    except TooSlowError:
        return TOO_SLOW.of(uri)
    except RecursionError:
        return TOO_DEEP.of(uri)
    except MemoryError:  # says nothing of this record: who gave this process its memory decides
        raise
    except Exception as error:  # the parsers of HTML fail in ways of their own; one record must not stop the others
        return Problem("unreadable", UNREADABLE.format(error=type(error).__name__)).of(uri)
    return page.of(uri) if isinstance(page, Problem) else Document(uri, content, page)


def canonical(record: Mapping[str, Any]) -> bytes:
    """The record as JSON with sorted keys: equal records have equal bytes, whatever file they came in."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    # Half a surrogate pair has no bytes in UTF-8; as \ud83d it is JSON again.
    return text.encode("utf-8", "backslashreplace")
