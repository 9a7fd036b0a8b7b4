"""Program rows: name, kind, place, start and status of each program, chosen from its statements.

Here: choosing between what several articles say. Not here: which statements belong together (`programs`).
"""

from __future__ import annotations

import polars as pl

from orchestration.language.names import fold_program
from orchestration.normalize.dated import best_dates
from orchestration.normalize.entities import preferred_name
from orchestration.normalize.lookup_tables import Lookups
from orchestration.normalize.majority import latest, majority, specific_majority
from orchestration.schemas.core import Programs
from orchestration.schemas.terms import PROGRAM_KINDS

# Of two statements of one day the further state is the later one.
LATEST_STATE_FIRST = ("ended", "active", "planned")


def program_rows(statements: pl.DataFrame, lookups: Lookups) -> pl.DataFrame:
    """Return core.programs; the country is that of the city, or else the one that most statements name."""
    by = "program_id"
    cities = lookups.gazetteer.city_rows.select("city_id", city_country="country_code")
    dates = best_dates(statements, by).rename({"on": "started_on", "precision": "started_on_precision"})
    rows = (
        statements.group_by(by)
        .agg("name", pl.col("aliases").explode(empty_as_null=True))
        .sort(by)
        .join(specific_majority(statements, by, "kind", PROGRAM_KINDS), on=by, how="left")
        .join(latest(statements, by, "status", "published_on", LATEST_STATE_FIRST), on=by, how="left")
        .join(majority(statements, by, "city_id"), on=by, how="left")
        .join(majority(statements, by, "country_code"), on=by, how="left")
        .join(cities, on="city_id", how="left")
        .join(dates, on=by, how="left")
        .with_columns(
            program_kind="kind",
            country_code=pl.coalesce("city_country", "country_code"),
            year_basis=pl.col("year_basis").fill_null("unknown"),
        )
    )
    generic = lookups.generic_words
    names = [preferred_name(found) for found in rows["name"]]
    aliases = [
        sorted(
            {*found, *(a for a in others if a is not None and not generic.is_generic_alias(fold_program(a)))} - {name}
        )
        for name, found, others in zip(names, rows["name"], rows["aliases"], strict=True)
    ]
    return Programs.validate(
        rows.with_columns(
            name=pl.Series(names, dtype=pl.String), aliases=pl.Series(aliases, dtype=pl.List(pl.String))
        ).select(Programs.column_names()),
        cast=True,
    )
