"""Organization rows: name, type and seat of each organization, from the reference list or from its statements.

Here: choosing between what several articles say. Not here: which statements belong together (`organizations`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from orchestration.language.names import fold
from orchestration.normalize.entities import preferred_name
from orchestration.normalize.lookup_tables import Lookups, split_list
from orchestration.normalize.majority import majority, specific_majority
from orchestration.normalize.places import Place, resolve_place
from orchestration.schemas.core import Organizations

# Ties go to the more specific type: a startup is a company too, an institute is often part of a university.
SPECIFIC_FIRST = (
    "startup", "accelerator", "hub", "research_institute", "university", "government", "investor", "media",
    "association", "company", "other",
)  # fmt: skip
REFERENCE_COLUMNS = ("organization_id", "listed_name", "listed_aliases", "listed_type", "listed_city_id",
                     "listed_country_code", "ror_id", "wikidata_id")  # fmt: skip


def organization_rows(statements: pl.DataFrame, listed: pl.DataFrame, lookups: Lookups) -> pl.DataFrame:
    """Return core.organizations: the reference list (`listed_values`) first, else the majority of statements."""
    by = "organization_id"
    spellings = statements.group_by(by).agg("name", pl.col("aliases").explode(empty_as_null=True)).sort(by)
    cities = lookups.gazetteer.city_rows.select("city_id", city_country="country_code")
    abroad = (pl.col("city_country") != pl.col("listed_country_code")).fill_null(False)
    rows = (
        spellings.join(listed, on=by, how="left")
        .join(specific_majority(statements, by, "organization_type", SPECIFIC_FIRST), on=by, how="left")
        .join(majority(statements, by, "city_id"), on=by, how="left")
        .join(majority(statements, by, "country_code"), on=by, how="left")
        .join(cities, on="city_id", how="left")
        .with_columns(
            city_id=pl.coalesce("listed_city_id", pl.when(abroad.not_()).then("city_id")),
            organization_type=pl.coalesce("listed_type", "organization_type"),
        )
        .drop("city_country")
        .join(cities, on="city_id", how="left")
        .with_columns(country_code=pl.coalesce("listed_country_code", "city_country", "country_code"))
    )
    names = [_spelled(row, lookups) for row in rows.iter_rows(named=True)]
    return Organizations.validate(
        rows.with_columns(
            name=pl.Series([name for name, _ in names], dtype=pl.String),
            aliases=pl.Series([aliases for _, aliases in names], dtype=pl.List(pl.String)),
        ).select(Organizations.column_names()),
        cast=True,
    )


def _spelled(row: dict[str, object], lookups: Lookups) -> tuple[str, list[str]]:
    """Return the preferred name and all other spellings, without generic ones ("the institute")."""
    names, aliases = _texts(row["name"]), _texts(row["aliases"])
    name = str(row["listed_name"] or preferred_name(names))
    listed = split_list(str(row["listed_aliases"] or ""))
    useful = {alias for alias in aliases if not lookups.generic_words.is_generic_alias(fold(alias))}
    return name, sorted((set(names) | useful | set(listed)) - {name})


def _texts(values: object) -> list[str]:
    return [str(value) for value in values if value is not None] if isinstance(values, Iterable) else []


def listed_values(reference: Mapping[str, int], lookups: Lookups) -> pl.DataFrame:
    """Return what the reference list says, one row per organization that is on it.

    `reference` gives the row of the list that an organization is, by organization_id.
    """
    rows = []
    for organization_id, number in reference.items():
        entry = lookups.organizations.row(number, named=True)
        place = resolve_place(lookups.gazetteer, entry["city"], entry["country_code"])
        city_id = place.city_id if isinstance(place, Place) else None
        name = entry["name"] if entry["is_own"] else None  # of other bodies, articles say what they are called
        rows.append((organization_id, name, entry["aliases"], entry["type"], city_id or entry["city_id"],
                     entry["country_code"], entry["ror_id"], entry["wikidata_id"]))  # fmt: skip
    return pl.DataFrame(rows, schema=dict.fromkeys(REFERENCE_COLUMNS, pl.String), orient="row")
