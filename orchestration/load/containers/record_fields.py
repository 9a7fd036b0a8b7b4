"""Which field of a record is what: the names that known exports use, and how a value is found below a dotted path.

The names are in `vocabulary/record_fields.yml`; those that a meta file gives go before them. Here also: where a JSON
document keeps its list of records. Not here: what a value means (`record_values`), how a file is parsed.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from orchestration.load.cleaning import fold, one_line
from orchestration.load.models import Problem
from orchestration.load.sizes import LARGEST

Path = tuple[str, ...]
FIELDS = ("text", "title", "publisher", "author", "address", "published", "language", "licence")
# No article is larger: an archive of a newspaper's whole year in one record is a mistake of its export.
LARGEST_RECORD = LARGEST
# Exports list a handful of fields; a table with thousands of columns must not make a message of megabytes.
MOST_NAMED = 25
LONGEST_NAME = 40
# Cells hold lists as text ("['Jane Doe', 'Joe Bloggs']"); a longer one is an article, not a list of names.
LONGEST_LITERAL = 2000


@dataclass(frozen=True)
class FieldNames:
    """For each field of a page, the paths under which it may stand, and the paths of lists of records."""

    paths: Mapping[str, tuple[Path, ...]]

    def values(self, record: Mapping[str, Any], field: str) -> Iterator[Any]:
        """The values under the names of the field, best name first; `record` has folded keys (`folded`)."""
        for path in self.paths[field]:
            if (value := _below(record, path)) is not None:
                yield value

    def any_in(self, columns: Iterable[str], *fields: str) -> bool:
        """Whether one of the columns of a table may hold one of the fields."""
        known = {_fold(column) for column in columns} | {_fold(column.split(".")[0]) for column in columns}
        return any(not known.isdisjoint((path[0], "".join(path))) for field in fields for path in self.paths[field])

    def records_in(self, value: Any) -> Iterator[Any]:
        """The records of a JSON value: those of its list, or the value itself when it is one."""
        record = unwrapped(value)
        listed = self._list_in(folded(record)) if isinstance(record, dict) else None
        yield from (record,) if listed is None else map(unwrapped, listed)

    def _list_in(self, envelope: dict[str, Any]) -> list[Any] | None:
        """The list of records, unless what is around it has a text of its own: then it is an article with a list."""
        if next(self.values(envelope, "text"), None) is not None:
            return None
        lists = (found for found in self.values(envelope, "records") if isinstance(found, list))
        return next((found for found in lists if not found or isinstance(found[0], dict)), None)


def field_names(own: Mapping[str, str]) -> FieldNames | Problem:
    """The names of the vocabulary with those of a meta file before them, or what is wrong with the latter."""
    known = (*FIELDS, "records")
    if unknown := sorted(str(key) for key in own if key not in known):
        message = f"`fields` names {listing(unknown)}, which no article has. Known: {', '.join(known)}."
        return Problem("malformed_meta", message)
    paths = {field: tuple(map(_path, names)) for field, names in vocabulary().items()}
    return FieldNames(paths | {field: (_path(name), *paths[field]) for field, name in own.items()})


def unwrapped(value: Any) -> Any:
    """The record without what a database writes around it."""
    for wrapper in vocabulary()["wrappers"]:
        if isinstance(value, dict) and isinstance(value.get(wrapper), dict):
            value = value[wrapper]
    return value


def folded(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its keys in the form in which names are compared; of two equal ones the first stays."""
    keys: dict[str, Any] = {}
    for key, value in record.items():
        keys.setdefault(_fold(key), value)
    return keys


def literal(text: str) -> Any:
    """The list or object that a cell holds as text, in the spelling of JSON or Python; None when it is none."""
    text = text.strip()
    if len(text) > LONGEST_LITERAL or not text.startswith(("[", "{")):
        return None
    for parse in (json.loads, ast.literal_eval):
        try:
            return parse(text)
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            continue  # not this spelling; MemoryError is how Python says that 2,000 characters nest too deeply
    return None


def listing(names: Iterable[str]) -> str:
    """Names for a message: cleaned, shortened, and not too many."""
    shown = [one_line(name)[:LONGEST_NAME] for name in names]
    more = f" and {len(shown) - MOST_NAMED} more" if len(shown) > MOST_NAMED else ""
    return ", ".join(shown[:MOST_NAMED]) + more


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, list[str]]:
    """The content of `record_fields.yml`; treat it as read-only."""
    import yaml  # only needed when there are exports

    source = files("orchestration.load").joinpath("vocabulary/record_fields.yml").read_text(encoding="utf-8")
    return yaml.safe_load(source)


def _path(name: str) -> Path:
    return tuple(_fold(step) for step in str(name).split("."))


@lru_cache(maxsize=4096)
def _fold(key: str) -> str:
    # A name in a script without letters that fold, or made of signs only, is compared as it is.
    return fold(key) or key


def _below(record: Mapping[str, Any], path: Path) -> Any:
    # Tables made of nested records have columns that are called "source.name".
    if (value := record.get("".join(path))) is not None:
        return value
    value = record.get(path[0])
    for step in path[1:]:
        value = _step(value, step)
    return value


def _step(value: Any, step: str) -> Any:
    if isinstance(value, str):
        value = literal(value)
    if isinstance(value, dict):
        return folded(value).get(step)
    if isinstance(value, list) and step.isdecimal():
        return next(iter(value[int(step[:9]) :][:1]), None)
    return None
