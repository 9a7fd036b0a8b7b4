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
    values = _mapping(text)
    if isinstance(values, Problem):
        return values
    try:
        return Meta.model_validate(values)
    except ValidationError as error:
        return _malformed("; ".join(_complaint(detail) for detail in error.errors(include_url=False)), text)


def _mapping(text: str) -> dict[str, Any] | Problem:
    import yaml

    try:
        # The node graph is enough: nothing is constructed, so that no tag runs code and no alias multiplies.
        # Scalars stay text: `language: no` is Norwegian, not false.
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        return _malformed(f"it is not YAML{f' (line {where.line + 1})' if where else ''}", text)
    if not isinstance(root, yaml.MappingNode):
        return _malformed("it must hold lines of the form `key: value`", text)
    values: dict[str, Any] = {}
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            return _malformed("its keys must be texts", text)
        if key.value in values:
            return _malformed(f"key {key.value} appears twice", text)
        if isinstance(value, yaml.MappingNode) and key.value == FIELDS and _is_flat(value):
            values[FIELDS] = {one.value: other.value for one, other in value.value}
        elif isinstance(value, yaml.ScalarNode):
            values[key.value] = _value(key.value, value.value)
        else:
            return _malformed(f"{one_line(key.value)[:40]} must be one text", text)
    return values


def _is_flat(node: Any) -> bool:
    """Whether a mapping has texts only."""
    return all(isinstance(part.value, str) for pair in node.value for part in pair)


def _value(key: str, text: str) -> str | None:
    text = text.strip() if key == HEADERS else one_line(text)
    return None if text in ("", "~", "null") else text


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
