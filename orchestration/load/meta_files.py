"""Meta files beside articles: which file belongs to which article, and what it may say.

`<stem>.meta.yml` and `<file name>.meta.yml` (also `.meta.yaml`) describe the article beside them. Here every key is
checked; the free front matter of Markdown files is read in `front_matter`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from orchestration.load.cleaning import clean_text, one_line
from orchestration.load.decoding import decode
from orchestration.load.languages import language_code
from orchestration.load.models import PartialDate, Problem
from orchestration.load.publication import read_partial_date
from orchestration.load.yaml_texts import Texts, read_mapping

SUFFIXES = (".meta.yml", ".meta.yaml")
LARGEST = 64 * 1024
FIELDS, HEADERS = "fields", "headers"  # the keys whose values are a mapping, and a text of several lines


def _date(value: object) -> PartialDate:
    found = read_partial_date(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("write it as 2024-05-04, 2024-05 or 2024")
    return found


def _language(value: object) -> str:
    found = language_code(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("write it as an ISO 639-1 code, for example en")
    return found


def _moment(value: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
        in_utc = found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):  # the first day of year 1 is in year 0 elsewhere
        in_utc = None
    if in_utc is None:
        raise ValueError("write it as 2024-05-04T06:00:00+00:00")
    return in_utc


class Meta(BaseModel):
    """What a meta file says about its article, or about all articles of an archive or an export.

    `fetched` and `headers` are written by feeds; `fields` tells under which names an export carries what.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    publisher: str | None = None
    author: str | None = None
    title: str | None = None
    address: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    published: Annotated[PartialDate, BeforeValidator(_date)] | None = None
    language: Annotated[str, BeforeValidator(_language)] | None = None
    licence: str | None = None
    fetched: Annotated[datetime, BeforeValidator(_moment)] | None = None
    headers: str | None = None
    fields: Mapping[str, str] | None = None


def is_meta_file(name: str) -> bool:
    """Whether the file's name says that it describes another file."""
    return name.lower().endswith(SUFFIXES)


def candidates(article: str) -> list[str]:
    """The names that a meta file of the article may have, nearest first."""
    path = PurePosixPath(article)
    return [str(path.with_name(base + suffix)) for base in (path.name, path.stem) for suffix in SUFFIXES]


def meta_files_in_use(articles: Collection[str], metas: Collection[str]) -> dict[str, str]:
    """For each article that has one, the name of its nearest meta file."""
    known = set(metas)
    found = ((article, next(filter(known.__contains__, candidates(article)), None)) for article in sorted(articles))
    return {article: meta for article, meta in found if meta is not None}


def read_meta(content: bytes) -> Meta | Problem:
    """The content of a meta file, or what is wrong with it."""
    if len(content) > LARGEST:
        return _malformed(f"it is larger than {LARGEST // 1024} KB")
    text = decode(content)
    if isinstance(text, Problem):
        return _malformed("it is not text in UTF-8")
    read = read_mapping(text)
    if isinstance(read, str):
        return _malformed(read, text)
    values = _texts(read)
    if isinstance(values, str):
        return _malformed(values, text)
    try:
        return Meta.model_validate(values)
    except ValidationError as error:
        return _malformed("; ".join(_complaint(detail) for detail in error.errors(include_url=False)), text)


def _texts(values: Mapping[str, Texts]) -> dict[str, Any] | str:
    """The values with each text on one line, or what is wrong with one that is no text."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, str):
            found[key] = value if key == HEADERS else one_line(value)
        elif value is None or (key == FIELDS and _is_flat(value)):
            found[key] = value
        else:
            return f"{one_line(key)[:40]} must be one text"
    return found


def _is_flat(value: Texts) -> bool:
    """Whether it is a mapping with texts only."""
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _complaint(detail: Any) -> str:
    key = detail["loc"][0] if detail["loc"] else "the file"
    if detail["type"] == "extra_forbidden":
        return f"key {key} is not known (known: {', '.join(Meta.model_fields)})"
    if detail["type"] == "string_pattern_mismatch":
        return f"{key} must begin with http:// or https://"
    return f"{key}: {detail['msg'].removeprefix('Value error, ')}"


def _malformed(complaint: str, text: str | None = None) -> Problem:
    message = f"The meta file is not used: {complaint}. Its article is loaded without it."
    return Problem("malformed_meta", message, clean_text(text[:200]) if text else None)
