"""What the Research Organization Registry (ROR) knows of the bodies that articles name, beside our own list.

Here: ids for entries of our own list, and entries for names that are not on it. Not here: the file that holds what
ROR knows (`ror_reference`), what is made of an entry (`organizations`, `organization_rows`). Without that file nothing
here runs. An entry needs the very name, and an article that does not speak of another country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from orchestration.language.names import fold
from orchestration.normalize.locations import Hints
from orchestration.normalize.lookup_tables import Lookups, split_list

Row = Mapping[str, Any]
LOOSE_TYPES = frozenset({"government", "research_institute", "university"})
"""Types between which ROR and we may differ about one body: an agency with laboratories, an academy that teaches."""


@dataclass
class Statement:
    """What all articles together say where they use a name."""

    spellings: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)


def with_ror(lookups: Lookups, reference: pl.DataFrame | None) -> Lookups:
    """Return the lookups with what ROR knows: our own list goes first, and takes over ids and names of its bodies."""
    if reference is None:
        return lookups
    ours, owner = lookups.organizations, _own_names(lookups)
    claims = _claims(ours, reference, owner)
    claimed = {entry["ror_id"] for entry in claims.values()}
    shared = set(reference["shared_keys"].explode(empty_as_null=True))
    rows = [
        _completed(row, claims[number], owner, shared) if number in claims else row
        for number, row in enumerate(ours.iter_rows(named=True))
    ]
    return replace(
        lookups,
        organizations=pl.DataFrame(rows, schema=ours.schema),
        registry=reference.filter(~pl.col("ror_id").is_in(sorted(claimed | set(ours["ror_id"].drop_nulls())))),
    )


def with_named(lookups: Lookups, located: pl.DataFrame, hints: Hints) -> Lookups:
    """Return the lookups with an entry for each body of ROR that the organizations of articles name.

    `located`: organization facts with `country_code`. `hints`: the countries that each article speaks of.
    """
    if lookups.registry is None:
        return lookups
    stated = _statements(located, hints, _own_names(lookups))
    meant = [
        (entry, {key for key in {*entry["keys"], *entry["acronym_keys"]} if _is_meant(key, entry, stated, lookups)})
        for entry in _entries_of(lookups.registry, stated).iter_rows(named=True)
    ]
    cities = frozenset(lookups.gazetteer.city_rows["city_id"])
    uses = Counter(key for _, keys in meant for key in keys)
    rows = [
        _row(entry, [min(stated[key].spellings) for key in sorted(sure)], cities)
        for entry, keys in meant
        if (sure := {key for key in keys if uses[key] == 1 or lookups.generic_words.is_per_country(key)})
    ]
    listed = pl.DataFrame(rows, schema=lookups.organizations.schema)
    return replace(lookups, organizations=pl.concat([lookups.organizations, listed]), registry=None)


def _own_names(lookups: Lookups) -> dict[str, int]:
    """Return the entry of our own list that each folded name and alias belongs to."""
    listed = enumerate(lookups.organizations.select("name", "aliases").iter_rows())
    return {fold(name): number for number, (first, rest) in listed for name in (first, *split_list(rest))}


def _entries_of(reference: pl.DataFrame, keys: Iterable[str]) -> pl.DataFrame:
    """Return the entries that have one of the folded names, by id."""
    numbered = reference.with_row_index("number")
    wanted = pl.DataFrame({"key": sorted(keys)}, schema={"key": pl.String})
    found = [
        numbered.select("number", key=name).explode("key", empty_as_null=True).join(wanted, on="key", how="semi")
        for name in ("keys", "acronym_keys")
    ]
    return numbered.join(pl.concat(found), on="number", how="semi").drop("number").sort("ror_id")


def _claims(ours: pl.DataFrame, reference: pl.DataFrame, owner: Mapping[str, int]) -> dict[int, Row]:
    """Return the entry of ROR that each entry of our own list is, where just one can be."""
    found: dict[int, list[Row]] = defaultdict(list)
    by_id = {ror_id: number for number, ror_id in enumerate(ours["ror_id"]) if ror_id}
    with_ids = reference.filter(pl.col("ror_id").is_in(sorted(by_id)))
    for entry in (
        pl.concat([with_ids, _entries_of(reference, owner)]).unique("ror_id").sort("ror_id").iter_rows(named=True)
    ):
        if entry["ror_id"] in by_id:
            found[by_id[entry["ror_id"]]].append(entry)
            continue
        numbers = {owner[key] for key in entry["keys"] if key in owner}
        if len(numbers) == 1 and _may_be(ours.row(number := numbers.pop(), named=True), entry):
            found[number].append(entry)
    return {number: entries[0] for number, entries in found.items() if len(entries) == 1}


def _may_be(row: Row, entry: Row) -> bool:
    """Return True when an entry without id and one of ROR agree on country and type."""
    if row["ror_id"] or not row["country_code"] or row["country_code"] != entry["country_code"]:
        return False
    return entry["type"] is None or row["type"] == entry["type"] or {row["type"], entry["type"]} <= LOOSE_TYPES


def _completed(row: dict[str, Any], entry: Row, owner: Mapping[str, int], shared: set[str]) -> dict[str, Any]:
    """Return an entry of our own list with the ids that it lacks, and the names that nobody else has."""
    names = zip(entry["keys"], entry["names"], strict=True)
    new = [name for key, name in names if key not in owner and key not in shared]
    return row | {
        "aliases": "|".join([*split_list(row["aliases"]), *new]) or None,
        "ror_id": row["ror_id"] or entry["ror_id"],
        "wikidata_id": row["wikidata_id"] or entry["wikidata_id"],
    }


def _statements(located: pl.DataFrame, hints: Hints, owner: Mapping[str, int]) -> dict[str, Statement]:
    """Return what articles say about each folded name; not of bodies that our own list knows by any of their names."""
    stated: dict[str, Statement] = defaultdict(Statement)
    columns = ("article_id", "name", "aliases", "country_code")
    for article_id, name, aliases, country in located.select(columns).iter_rows():
        spellings = {spelling: fold(spelling) for spelling in (name, *aliases)}
        if owner.keys() & spellings.values():
            continue
        for spelling, key in spellings.items():
            found = stated[key]
            found.spellings.add(spelling)
            found.countries |= {country} - {None}
            found.around |= hints.get(article_id, frozenset())
    return stated


def _is_meant(key: str, entry: Row, stated: Mapping[str, Statement], lookups: Lookups) -> bool:
    """Return True when articles use a name, and mean this body wherever they do."""
    if key not in stated:
        return False
    said, words, country = stated[key], lookups.generic_words, entry["country_code"]
    if words.is_generic_alias(key) or words.is_generic(key) or lookups.gazetteer.is_place(key):
        return False
    if key not in entry["keys"] and not said.spellings & set(entry["acronyms"]):
        return False  # "Hope" is not HOPE
    if said.countries:
        return country in said.countries
    return country in said.around or (" " in key and key not in entry["shared_keys"] and key in entry["keys"])


def _row(entry: Row, spellings: list[str], cities: frozenset[str]) -> dict[str, Any]:
    """Return an entry as our own list has them; articles say what the body is called."""
    return {
        "name": spellings[0],
        "aliases": "|".join(spellings[1:]) or None,
        "type": entry["type"],
        "city": None,
        "country_code": entry["country_code"],
        "ror_id": entry["ror_id"],
        "wikidata_id": entry["wikidata_id"],
        "city_id": entry["city_id"] if entry["city_id"] in cities else None,
        "is_own": False,
    }
