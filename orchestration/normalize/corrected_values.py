"""Corrected values: names, types and places of entities that people decided, in place of what articles say.

Here: finding the entity that a decision speaks of, and changing its row. Not here: reading the decisions
(`corrections`), decisions about which names are one (`clusters`).

A decision that can't be applied, or that the articles have come to share, becomes a rejected claim with what to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from orchestration.normalize.corrections import ValueCorrection
from orchestration.normalize.gazetteer import Gazetteer
from orchestration.normalize.places import Place, resolve_place
from orchestration.normalize.rejections import Rejection
from orchestration.schemas.ids import stable_id

IDS = {"organization": "organization_id", "program": "program_id"}
COLUMNS = {"city": "city_id", "country": "country_code"}
LAST = {"country": 1}  # after the city, whose country goes before


@dataclass(frozen=True)
class Applied:
    """A decision in force: the value is an id of a city, a code of a country, or the text itself."""

    entity_id: str
    attribute: str
    value: str
    country_code: str | None = None


@dataclass(frozen=True)
class Corrected:
    """Result: the rows with all decisions applied, these decisions, and why others are not."""

    rows: pl.DataFrame
    applied: list[Applied]
    rejections: list[Rejection]


def correct_values(
    rows: pl.DataFrame, spellings: Mapping[str, set[str]], entries: Sequence[ValueCorrection], gazetteer: Gazetteer
) -> Corrected:
    """Apply decisions to core.organizations or core.programs. `spellings`: the ids of whom articles call so."""
    rejections: list[Rejection] = []
    found: dict[tuple[str, str], dict[Applied, ValueCorrection]] = defaultdict(dict)
    for entry in entries:
        applied = _applied(entry, spellings.get(entry.name, set()), gazetteer)
        if isinstance(applied, Rejection):
            rejections.append(applied)
        else:
            found[applied.entity_id, applied.attribute].setdefault(applied, entry)
    agreed = {applied: entry for options in found.values() if len(options) == 1 for applied, entry in options.items()}
    for options in found.values():
        if len(options) > 1:
            rejections.extend(_contradicting(entry) for entry in options.values())
    if not agreed:
        return Corrected(rows, [], rejections)
    key = IDS[next(iter(agreed.values())).kind]
    return _changed(rows, key, agreed, rejections, gazetteer)


def spellings_of(statements: pl.DataFrame, rows: pl.DataFrame, key: str) -> dict[str, set[str]]:
    """Return the ids of the entities by name; by alias where no article uses it as a name."""
    names: dict[str, set[str]] = defaultdict(set)
    aliases: dict[str, set[str]] = defaultdict(set)
    for name, entity_id in statements.select("name", key).unique().iter_rows():
        names[name].add(entity_id)
    for entity_id, name, others in rows.select(key, "name", "aliases").iter_rows():
        for each in (name, *others):
            aliases[each].add(entity_id)
    return aliases | names


def _applied(entry: ValueCorrection, owners: set[str], gazetteer: Gazetteer) -> Applied | Rejection:
    if not owners:
        return _stale(entry, f"no article speaks of {entry.name!r} any more; delete the entry, or mend its name")
    if len(owners) > 1:
        message = f"several bodies are called {entry.name!r}; use a spelling that only the one has"
        return _rejected(entry, "ambiguous_correction", message)
    (entity_id,) = owners
    if entry.attribute == "city":
        place = resolve_place(gazetteer, entry.value, None)
        if isinstance(place, Place) and place.city_id:
            return Applied(entity_id, "city", place.city_id, place.country_code)
        why = getattr(place, "message", f"{entry.value!r} is no city")
        return _rejected(entry, "unknown_place", f"the correction has no effect: {why}")
    if entry.attribute == "country":
        code = gazetteer.country_code(entry.value)
        message = f"the correction has no effect: {entry.value!r} is no country in lookups/countries.csv"
        return Applied(entity_id, "country", code) if code else _rejected(entry, "unknown_place", message)
    return Applied(entity_id, entry.attribute, entry.value)


def _changed(
    rows: pl.DataFrame,
    key: str,
    agreed: Mapping[Applied, ValueCorrection],
    rejections: list[Rejection],
    gazetteer: Gazetteer,
) -> Corrected:
    concerned = pl.col(key).is_in([applied.entity_id for applied in agreed])
    records = {row[key]: row for row in rows.filter(concerned).iter_rows(named=True)}
    stated = {entity_id: dict(row) for entity_id, row in records.items()}
    countries = dict(gazetteer.city_rows.select("city_id", "country_code").iter_rows())
    for applied in _in_order(agreed):
        if stated[applied.entity_id][COLUMNS.get(applied.attribute, applied.attribute)] == applied.value:
            message = "the articles and lists say so now; delete the entry"
            rejections.append(_stale(agreed[applied], message))
        _apply(records[applied.entity_id], applied, countries)
    changed = pl.DataFrame(list(records.values()), schema=rows.schema)
    corrected = pl.concat([rows.filter(~concerned), changed]).sort(key)
    rejections.extend(_shared(agreed[applied]) for applied in agreed if _is_shared(applied, corrected))
    return Corrected(corrected, list(agreed), rejections)


def _is_shared(applied: Applied, rows: pl.DataFrame) -> bool:
    """Return whether another body of the table has the name that people gave to this one."""
    return applied.attribute == "name" and rows.filter(name=applied.value).height > 1


def _in_order(agreed: Iterable[Applied]) -> list[Applied]:
    return sorted(agreed, key=lambda applied: (LAST.get(applied.attribute, 0), applied.entity_id, applied.attribute))


def _apply(row: dict[str, Any], applied: Applied, countries: Mapping[str, str]) -> None:
    """Change a row; a city brings its country, and a country takes away a city that lies elsewhere."""
    if applied.attribute == "name":
        row["aliases"] = sorted({*row["aliases"], row["name"]} - {applied.value})
    row[COLUMNS.get(applied.attribute, applied.attribute)] = applied.value
    if applied.attribute == "city":
        row["country_code"] = applied.country_code
    if applied.attribute == "country" and countries.get(row["city_id"]) != applied.value:
        row["city_id"] = None


def _contradicting(entry: ValueCorrection) -> Rejection:
    message = "another entry gives the same body another value, so neither has an effect; delete one of them"
    return _rejected(entry, "contradicting_correction", message)


def _shared(entry: ValueCorrection) -> Rejection:
    message = (
        "another body is called so too, and reports show both names alike; if the two are one, say so under `same`, "
        "else give them names that differ"
    )
    return _rejected(entry, "shared_name", message)


def _stale(entry: ValueCorrection, message: str) -> Rejection:
    return _rejected(entry, "stale_correction", message)


def _rejected(entry: ValueCorrection, reason: str, message: str) -> Rejection:
    entry_id = stable_id("cor", entry.kind, entry.name, entry.attribute, entry.value)
    text = f"{entry.name} | {entry.attribute}: {entry.value}"
    return Rejection(entry_id, None, entry.kind, reason, f"corrections.yml: {message}", text)
