"""The public dump of the Research Organization Registry (ROR), record by record.

Here: the zip that ROR publishes, or the JSON in it, and the fields of schema 2 (2.0 and 2.1) that are of use. Not here:
which records and names are taken (`ror_reference`). A dump has 300 MB, so only one record is in memory at a time.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import TextIO
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from pydantic import BaseModel, Field, ValidationError

from orchestration.errors import LedgerError

CHUNK = 1 << 20
LONGEST_RECORD = 1 << 23
"""Characters. The longest record, with all its relationships, has a tenth of it; more means that the JSON is broken."""
BETWEEN_RECORDS = re.compile(r"[\s,]*")
IS_ENCRYPTED = 0x1


class Name(BaseModel):
    """A name; its types are some of acronym, alias, label, ror_display."""

    value: str = Field(min_length=1)
    types: frozenset[str]


class GeoNamesDetails(BaseModel):
    """What GeoNames says of a place; schema 2.1 adds continents and regions."""

    country_code: str | None = Field(default=None, pattern="^[A-Z]{2}$")


class Location(BaseModel):
    """A seat: the GeoNames id of its city."""

    geonames_id: int
    geonames_details: GeoNamesDetails


class ExternalId(BaseModel):
    """Ids elsewhere."""

    type: str
    all: list[str] = []
    preferred: str | None = None


class Relationship(BaseModel):
    """A tie to another record, such as parent or child."""

    type: str
    id: str


class Record(BaseModel):
    """An organization."""

    id: str = Field(pattern=r"^https://ror\.org/0[a-z0-9]{8,}$")
    status: str
    types: frozenset[str]
    names: list[Name] = Field(min_length=1)
    locations: list[Location]
    external_ids: list[ExternalId] = []
    relationships: list[Relationship] = []


def read_dump(path: Path) -> Iterator[Record]:
    """Yield every record of a dump, whatever its status.

    Raises:
        LedgerError: this is no dump of schema 2, or not all of one.
    """
    number = 0
    with _opened(path) as text:
        for number, value in enumerate(_values(text, path), start=1):
            yield _record(value, number, path)
    if not number:
        raise LedgerError(f"{path} holds no record: download the dump of ROR again.")


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        if is_zipfile(path):
            with ZipFile(path) as archive, archive.open(_member(archive, path)) as stream:
                yield TextIOWrapper(stream, encoding="utf-8-sig")
        else:
            with path.open(encoding="utf-8-sig") as text:
                yield text
    except (BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise LedgerError(f"The zip {path} is damaged ({error}): download the dump of ROR again.") from error
    except UnicodeDecodeError as error:
        raise LedgerError(_no_dump(path)) from error
    except OSError as error:
        raise LedgerError(f"The dump can't be read: {error}. Name the zip that ROR publishes.") from error


def _member(archive: ZipFile, path: Path) -> ZipInfo:
    """Return the file of schema 2; until 2025 the file of schema 1 lay beside it, without a version in its name."""
    found = [file for file in archive.infolist() if file.filename.endswith(".json") and "__MACOSX" not in file.filename]
    for mark in ("schema_v2", "ror-data"):
        found = [file for file in found if mark in file.filename] or found
    if len(found) != 1 or found[0].flag_bits & IS_ENCRYPTED:
        raise LedgerError(
            f"The zip {path} holds {len(found) or 'no'} JSON files that may be the dump, or an encrypted one: "
            "name the zip that ROR publishes, or the one JSON file of schema 2."
        )
    return found[0]


def _values(text: TextIO, path: Path) -> Iterator[object]:
    """Yield the values of a list in JSON, one after the other."""
    decoder = JSONDecoder()
    held, at = text.read(CHUNK).lstrip(), 1
    if not held.startswith("["):
        raise LedgerError(_no_dump(path))
    while True:
        at = _after(BETWEEN_RECORDS, held, at)
        if held.startswith("]", at):
            return
        try:
            value, at = decoder.raw_decode(held, at)
        except (JSONDecodeError, RecursionError) as error:
            more = text.read(CHUNK)
            if not more or len(held) - at > LONGEST_RECORD:
                raise LedgerError(f"{path} {_broken(more)}: download the dump of ROR again.") from error
            held, at = held[at:] + more, 0
        else:
            yield value


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _broken(more: str) -> str:
    return "is broken in the middle" if more else "ends in the middle of a record"


def _record(value: object, number: int, path: Path) -> Record:
    if isinstance(value, dict) and "name" in value and "names" not in value:
        raise LedgerError(
            f"{path} is of ROR's schema 1, which has ended: "
            "take a dump of April 2024 or later, and in it the file of schema 2."
        )
    try:
        return Record.model_validate(value)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise LedgerError(
            f"Record {number} of {path} is not of ROR's schema 2 ({where or 'record'}: {fault['msg']}): "
            "take a dump of that schema."
        ) from error


def _no_dump(path: Path) -> str:
    return f"{path} is neither a zip nor a list of records in JSON: name the zip that ROR publishes."
