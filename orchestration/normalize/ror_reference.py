"""The local reference file: what names mean in the Research Organization Registry (ROR), small enough to read at once.

Here: which records and names of a dump are taken, and the file that holds them. Not here: reading a dump (`ror_dump`),
what the names mean for articles (`ror_names`). Names are folded when the file is made, because folding 300,000 of them
takes seconds. Why these rules: docs/decisions/0019-ror.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from orchestration.errors import LedgerError
from orchestration.language.names import fold
from orchestration.normalize.gazetteer import Gazetteer
from orchestration.normalize.ror_dump import Record

FORMAT = "1"
"""Version of the file. Raise it when columns change, or when `fold` gives other forms."""
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "ror_id": pl.String, "type": pl.String, "city_id": pl.String, "country_code": pl.String, "wikidata_id": pl.String,
    "names": pl.List(pl.String), "keys": pl.List(pl.String), "shared_keys": pl.List(pl.String),
    "acronyms": pl.List(pl.String), "acronym_keys": pl.List(pl.String),
}  # fmt: skip
SHORTEST_NAME, SHORTEST_ACRONYM = 3, 4
"""Three letters stand for several bodies nearly always: of 100,000 records, most with an acronym have one of three."""
TYPES = {"education": "university", "facility": "research_institute", "government": "government"}
"""ROR's types say less than an article in all other cases: a startup and a fund are companies, an institute is a
nonprofit."""
COUNTRY_BEHIND = re.compile(r"(\S.*?) \(([^()]+)\)")
WIKIDATA_ID = re.compile(r"Q\d+")


@dataclass(slots=True, eq=False)
class Body:
    """An active record: full names by their folded form, acronyms as they are written."""

    ror_id: str
    type: str | None
    city_id: str | None
    country_code: str | None
    wikidata_id: str | None
    names: dict[str, str] = field(default_factory=dict)
    acronyms: list[str] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)


def distil(records: Iterable[Record], gazetteer: Gazetteer) -> pl.DataFrame:
    """Return the bodies whose names mean them alone in their country, one row each, by id."""
    bodies, parents = _bodies(records, gazetteer)
    owners: dict[str, list[Body]] = defaultdict(list)
    users: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        for key in body.names:
            owners[key].append(body)
        for acronym in body.acronyms:
            users[fold(acronym)].append(body)
    for key, claimed in owners.items():
        if len(claimed) > 1:
            _settle(key, claimed, parents)
    for key, claimed in users.items():
        _settle_acronym(key, claimed, owners.get(key, ()), parents)
    rows = [_row(body) for body in sorted(bodies, key=lambda body: body.ror_id) if body.names or body.acronyms]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def write_reference(reference: pl.DataFrame, path: Path) -> None:
    """Write the file by one rename: a refresh that reads it meanwhile reads the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.tmp")
    reference.write_parquet(beside, metadata={"format": FORMAT})
    beside.replace(path)


def read_reference(path: Path) -> pl.DataFrame | None:
    """Return the reference; None where nobody has made one.

    Raises:
        LedgerError: the file is damaged, or another release made it.
    """
    if not path.is_file():
        return None
    try:
        is_readable = pl.read_parquet_metadata(path).get("format") == FORMAT
        reference = pl.read_parquet(path) if is_readable else pl.DataFrame()
    except (pl.exceptions.PolarsError, OSError):
        is_readable = False
    if is_readable and reference.schema == pl.Schema(SCHEMA):
        return reference
    raise LedgerError(
        f"{path} is damaged, or another release made it: make it anew with `make ror DUMP=...`, or delete it."
    )


def _bodies(records: Iterable[Record], gazetteer: Gazetteer) -> tuple[list[Body], dict[str, set[str]]]:
    """Return all active bodies, and the parents of each record by its id; either side may state the tie."""
    bodies, parents = [], defaultdict(set)
    for record in records:
        for tie in record.relationships:
            if tie.type == "parent":
                parents[record.id].add(tie.id)
            elif tie.type == "child":
                parents[tie.id].add(record.id)
        if record.status == "active":
            bodies.append(_body(record, gazetteer))
    return bodies, parents


def _body(record: Record, gazetteer: Gazetteer) -> Body:
    countries = {location.geonames_details.country_code for location in record.locations}
    cities = {str(location.geonames_id) for location in record.locations}
    body = Body(
        ror_id=record.id,
        type=next((kind for theirs, kind in TYPES.items() if theirs in record.types), None),
        city_id=cities.pop() if len(cities) == 1 else None,
        country_code=countries.pop() if len(countries) == 1 else None,
        wikidata_id=_wikidata_id(record),
    )
    for name in sorted(record.names, key=lambda name: ("ror_display" not in name.types, name.value)):
        if name.types == {"acronym"}:
            if len(name.value) >= SHORTEST_ACRONYM:
                body.acronyms.append(name.value)
            continue
        plain = _without_country(name.value, body.country_code, gazetteer)
        key = fold(plain)
        if len(key) >= SHORTEST_NAME or not key.isascii():
            body.names.setdefault(key, plain)
    return body


def _without_country(name: str, country_code: str | None, gazetteer: Gazetteer) -> str:
    """Return "Siemens" for "Siemens (Germany)": ROR tells companies apart so, nobody else does."""
    found = COUNTRY_BEHIND.fullmatch(name)
    return found[1] if found and gazetteer.country_code(found[2]) == country_code else name


def _wikidata_id(record: Record) -> str | None:
    for entry in record.external_ids:
        if entry.type == "wikidata":
            only = entry.preferred or (entry.all[0] if len(entry.all) == 1 else "")
            return only if WIKIDATA_ID.fullmatch(only) else None
    return None


def _settle(key: str, claimed: list[Body], parents: Mapping[str, set[str]]) -> None:
    """Leave a name to the parent of those that have it, and to nobody where it means two bodies of a country."""
    heads = _heads(claimed, parents)
    countries = [body.country_code for body in heads]
    for body in claimed:
        is_alone = len(heads) == 1 or (body.country_code is not None and countries.count(body.country_code) == 1)
        if body not in heads or not is_alone:
            del body.names[key]
        elif len(heads) > 1:
            body.shared.add(key)


def _settle_acronym(key: str, claimed: list[Body], named: Iterable[Body], parents: Mapping[str, set[str]]) -> None:
    """Leave an acronym to a body only where it stands for no other one in the world."""
    heads = _heads(claimed, parents)
    is_alone = len(heads) == 1 and all(body is heads[0] for body in named)
    for body in claimed:
        if body is not (heads[0] if is_alone else None):
            body.acronyms = [acronym for acronym in body.acronyms if fold(acronym) != key]


def _heads(claimed: list[Body], parents: Mapping[str, set[str]]) -> list[Body]:
    """Return the bodies that are no part of another of them."""
    ids = {body.ror_id for body in claimed}
    return [body for body in claimed if not ids & _above(body.ror_id, parents)]


def _above(ror_id: str, parents: Mapping[str, set[str]]) -> set[str]:
    """Return the ids of all parents, their parents and so on; never the id itself."""
    found: set[str] = set()
    new = set(parents.get(ror_id, ()))
    while new:
        found |= new
        new = {above for one in new for above in parents.get(one, ())} - found
    return found - {ror_id}


def _row(body: Body) -> tuple[object, ...]:
    return (
        body.ror_id.rsplit("/", 1)[1], body.type, body.city_id, body.country_code, body.wikidata_id,
        list(body.names.values()), list(body.names), sorted(body.shared),
        body.acronyms, [fold(acronym) for acronym in body.acronyms],
    )  # fmt: skip
