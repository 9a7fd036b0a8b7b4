"""Parquet to records, a few rows at a time.

pyarrow rather than polars: it states the size of every column chunk before anything is unpacked, and reads a row
group in small batches, so that a value that is stored once and repeated a million times is never there a million times.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from orchestration.load.containers.record_fields import FieldNames, vocabulary
from orchestration.load.containers.record_page import no_text_field
from orchestration.load.models import Problem

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Scalar
    from pyarrow.parquet import FileMetaData, ParquetFile

# Shards of published collections unpack to 100 to 400 MB.
LARGEST_FILE = 512 * 1024 * 1024
LARGEST_CHUNK = 256 * 1024 * 1024
# With values of 10 MB, the largest that are taken, a batch of 32 is 320 MB; smaller ones read slower.
BATCH = 32
# The description of the columns: a hundred of them take 10 KB.
LARGEST_DESCRIPTION = 16 * 1024 * 1024
DEEPEST = 32

TOO_LARGE = Problem(
    "too_large",
    f"Unpacked, the table has more than {LARGEST_FILE >> 20} MB, or a column of a row group more than "
    f"{LARGEST_CHUNK >> 20} MB. Split it, or write smaller row groups.",
)
UNREADABLE = "This is no sound Parquet file ({error}). Export it again."


def read_parquet(content: bytes, names: FieldNames) -> Iterator[Any] | Problem:
    """The rows of a table as records."""
    try:
        table = _opened(content)
    except MemoryError:
        raise
    except Exception as error:  # pyarrow raises what its parts raise: ArrowInvalid, OSError, UnicodeDecodeError ...
        return _unreadable(error)
    if _too_large(table.metadata):
        return TOO_LARGE
    columns = table.schema_arrow.names
    if not names.any_in(columns, "text") and set(columns).isdisjoint(vocabulary()["wrappers"]):
        return no_text_field(columns, names)
    return _records(table, names)


def _opened(content: bytes) -> ParquetFile:
    from pyarrow import BufferReader
    from pyarrow.parquet import ParquetFile  # 600 ms

    return ParquetFile(
        BufferReader(content),
        pre_buffer=False,
        coerce_int96_timestamp_unit="us",
        thrift_string_size_limit=LARGEST_DESCRIPTION,
        thrift_container_size_limit=LARGEST_DESCRIPTION,
        schema_depth_limit=DEEPEST,
        arrow_extensions_enabled=False,
    )


def _too_large(metadata: FileMetaData) -> bool:
    groups = (metadata.row_group(group) for group in range(metadata.num_row_groups))
    sizes = [group.column(column).total_uncompressed_size for group in groups for column in range(metadata.num_columns)]
    # A negative size would make room for the others.
    return sum(sizes) > LARGEST_FILE or any(not 0 <= size <= LARGEST_CHUNK for size in sizes)


def _records(table: ParquetFile, names: FieldNames) -> Iterator[Any]:
    batches = table.iter_batches(batch_size=BATCH, use_threads=False)
    left = table.metadata.num_rows
    while left > 0:
        try:
            batch = next(batches)
        except MemoryError:
            raise
        except Exception as error:  # a page that cannot be unpacked; what follows it cannot be found
            yield _unreadable(error)
            return
        left -= batch.num_rows
        for row in _rows(batch):
            yield from names.records_in(row)


def _rows(batch: RecordBatch) -> Iterator[Any]:
    try:
        yield from map(_plain, batch.to_pylist())
    except MemoryError:
        raise
    except Exception:  # one value in the way, such as a date in the year 30,000, must not cost an article
        for row in range(batch.num_rows):
            yield {name: _plain(_value(batch.column(at)[row])) for at, name in enumerate(batch.schema.names)}


def _value(cell: Scalar) -> Any:
    try:
        return cell.as_py()
    except MemoryError:
        raise
    except Exception:  # as above
        return None


def _plain(value: Any) -> Any:
    """The value in the types of JSON, with dates as they are; bytes are text or nothing (pictures)."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return None
    return value


def _unreadable(error: Exception) -> Problem:
    return Problem("unreadable", UNREADABLE.format(error=type(error).__name__))
