"""Corrections: decisions of people about names and values, from corrections.yml.

Two files are read: the one beside this module, which comes with the system, and the one of a user beside the articles.
Here: reading and checking the decisions, and telling which of them are stale. Not here: applying those about names
(`clusters`) and those about values (`corrected_values`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.errors import LedgerError
from orchestration.schemas.terms import ORGANIZATION_TYPES, PROGRAM_KINDS, STATUSES

PATH = Path(__file__).parent / "corrections.yml"
KINDS = ("organization", "program")
SECTIONS = ("same", "different", "values")
CORRECTABLE = {
    "organization": ("name", "organization_type", "city", "country"),
    "program": ("name", "program_kind", "city", "country", "status"),
}
CLOSED_LISTS = {"organization_type": ORGANIZATION_TYPES, "program_kind": PROGRAM_KINDS, "status": STATUSES}


@dataclass(frozen=True)
class Correction:
    """One decision about at least two names, spelled as articles spell them."""

    is_same: bool
    kind: str
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class ValueCorrection:
    """One decision about a value of the organization or program that articles call so."""

    kind: str
    name: str
    attribute: str
    value: str
    reason: str


@dataclass(frozen=True)
class Corrections:
    """All decisions, in the order of the files."""

    entries: tuple[Correction, ...] = ()
    values: tuple[ValueCorrection, ...] = ()

    @staticmethod
    @cache
    def load() -> Corrections:
        """Read the file beside this module, once per process."""
        return _read(PATH)

    def with_own(self, path: Path) -> Corrections:
        """Add those of a user, where there are some.

        Raises:
            LedgerError: the file can't be read, or holds a mistake; the message names the entry to mend.
        """
        if not path.exists():
            return self
        own = _read(path)
        return Corrections((*self.entries, *own.entries), (*self.values, *own.values))

    @staticmethod
    def of(content: Mapping[str, Any]) -> Corrections:
        """Check the content of a corrections file; raise ValueError that names the entry to mend."""
        if not isinstance(content, Mapping) or set(content) - set(SECTIONS):
            raise ValueError(f"its parts are called {', '.join(SECTIONS)}, and there are no others")
        entries = [_entry(word, raw) for word in ("same", "different") for raw in _items(content, word)]
        return Corrections(tuple(entries), tuple(_value(raw) for raw in _items(content, "values")))

    def of_kind(self, kind: str) -> tuple[Correction, ...]:
        """Return the decisions about names of organizations, or of programs."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def without(self, entries: Collection[Correction]) -> Corrections:
        """Leave out decisions about names."""
        return Corrections(tuple(entry for entry in self.entries if entry not in entries), self.values)

    def values_of_kind(self, kind: str) -> tuple[ValueCorrection, ...]:
        """Return the decisions about values of organizations, or of programs."""
        return tuple(entry for entry in self.values if entry.kind == kind)


def stale(corrections: Collection[Correction], names: Collection[str]) -> list[Correction]:
    """Return the decisions that name a spelling which no article uses any more."""
    return [entry for entry in corrections if not set(entry.names) <= set(names)]


def _read(path: Path) -> Corrections:
    try:
        return Corrections.of(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except OSError as error:
        raise LedgerError(
            f"The corrections in {path} can't be read ({error.strerror}): give read permission."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise LedgerError(f"The corrections in {path} are no YAML, mend them: {reason}") from error
    except ValueError as error:
        raise LedgerError(f"The corrections in {path} hold a mistake, mend it: {error}") from error


def _items(content: Mapping[str, Any], section: str) -> list[dict[str, Any]]:
    items = content.get(section) or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError(f"{section} is a list of entries, each with a reason")
    return items


def _entry(word: str, raw: dict[str, Any]) -> Correction:
    found = raw.get("names")
    names = tuple(map(str, found)) if isinstance(found, list) else ()
    kind, reason = raw.get("kind", "organization"), _reason(raw)
    if len(names) < 2 or not reason or kind not in KINDS or set(raw) - {"kind", "names", "reason"}:
        raise ValueError(
            f"{word}, names {list(names)}: give at least two names, a reason, a kind out of {', '.join(KINDS)}, "
            "and nothing else"
        )
    return Correction(word == "same", kind, names, reason)


def _value(raw: dict[str, Any]) -> ValueCorrection:
    kind, name, attribute = raw.get("kind", "organization"), _text(raw, "name"), _text(raw, "attribute")
    value, where = _text(raw, "value"), f"values, name {raw.get('name')!r}, attribute {raw.get('attribute')!r}"
    if not (name and value and _reason(raw)) or set(raw) - {"kind", "name", "attribute", "value", "reason"}:
        raise ValueError(f"{where}: give a name, an attribute, a value and a reason, and nothing else")
    if kind not in KINDS or attribute not in CORRECTABLE[kind]:
        allowed = "; ".join(f"{each}: {', '.join(CORRECTABLE[each])}" for each in KINDS)
        raise ValueError(f"{where}: what can be corrected is, by kind, {allowed}")
    if value not in CLOSED_LISTS.get(attribute, (value,)):
        raise ValueError(f"{where}: the value {value!r} is none of {', '.join(CLOSED_LISTS[attribute])}")
    return ValueCorrection(kind, name, attribute, value, _reason(raw))


def _reason(raw: Mapping[str, Any]) -> str:
    return _text(raw, "reason")


def _text(raw: Mapping[str, Any], key: str) -> str:
    return str(raw.get(key) or "").strip()
