"""Attribute claims: every value of a name, a type, a place, a status or a date that is stated of an entity.

Here: one row per statement and attribute, with the date of its article, and the values of reference lists and of people
beside them -> core.attribute_claims. Not here: which value the entity's row has (`organization_rows`, `program_rows`,
`partnerships`), since when a value holds (dbt: entity_history), numbers (`metrics`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from orchestration.language.names import fold, is_abbreviation_of
from orchestration.normalize.corrected_values import Applied
from orchestration.normalize.evidence import evidence_ids
from orchestration.normalize.gazetteer import Gazetteer
from orchestration.schemas.core import AttributeClaims
from orchestration.schemas.ids import stable_id

KEYS = {"organization": "organization_id", "program": "program_id", "partnership": "partnership_id"}
ATTRIBUTES = {
    "organization": {"name": "name", "organization_type": "organization_type", "city": "city_id",
                     "country": "country_code"},
    "program": {"name": "name", "program_kind": "kind", "city": "city_id", "country": "country_code",
                "status": "status", "started_on": "date"},
    "partnership": {"kind": "kind", "status": "status", "announced_on": "date"},
}  # fmt: skip
"""The attributes by kind of entity, with the column of the statements that holds each."""
ROW_COLUMNS = {"city": "city_id", "country": "country_code"}
LISTED = {"name": "listed_name", "organization_type": "listed_type", "city": "listed_city_id",
          "country": "listed_country_code"}  # fmt: skip
LENGTHS = {"day": 10, "month": 7, "year": 4}
CLAIM = ("entity_type", "entity_id", "attribute", "value", "basis", "article_id", "fact_id")


@dataclass(frozen=True)
class Statements:
    """What is said of one kind of entity: the statements with ids, the values of lists and people, the rows of core."""

    entity_type: str
    stated: pl.DataFrame
    rows: pl.DataFrame
    listed: pl.DataFrame | None = None
    applied: Sequence[Applied] = ()


def attribute_claims(statements: Sequence[Statements], published: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """Return core.attribute_claims. `published`: article_id, published_on, published_on_precision."""
    claims = pl.concat([_claims(each) for each in statements])
    chosen = pl.concat([_chosen(each) for each in statements])
    dates = published.select("article_id", stated_on="published_on", stated_on_precision="published_on_precision")
    frame = (
        claims.join(dates, on="article_id", how="left")
        .join(chosen, on=("entity_type", "entity_id", "attribute"), how="left")
        .join(_labels(gazetteer), on=("attribute", "value"), how="left")
        .join(_name_keys(claims), on=("entity_type", "entity_id", "attribute", "value"), how="left")
        .with_columns(
            value_label=pl.coalesce("value_label", "value"),
            value_key=pl.coalesce("value_key", "value"),
            is_chosen=(pl.col("value") == pl.col("chosen")).fill_null(value=False),
        )
    )
    parts = frame.select("fact_id", "basis", "entity_id", "attribute", "value").iter_rows()
    claim_id = pl.Series([stable_id("clm", *each) for each in parts], dtype=pl.String)
    proofs = evidence_ids(frame, "entity_type", "entity_id", "fact_id")
    ids = frame.with_columns(claim_id=claim_id, evidence_id=proofs)
    return AttributeClaims.validate(ids.select(AttributeClaims.column_names()))


def _claims(statements: Statements) -> pl.DataFrame:
    kind, key = statements.entity_type, KEYS[statements.entity_type]
    stated = _with_date(statements.stated)
    frames = [
        _values(stated, key, column, kind, attribute, "article", "article_id", "fact_id")
        for attribute, column in ATTRIBUTES[kind].items()
    ]
    if statements.listed is not None:
        for attribute, column in LISTED.items():
            frames.append(_values(statements.listed, key, column, kind, attribute, "reference_list"))
    corrected = [(each.entity_id, each.attribute, each.value) for each in statements.applied]
    people = pl.DataFrame(corrected, schema=dict.fromkeys(("entity_id", "attribute", "value"), pl.String), orient="row")
    nothing = pl.lit(None, dtype=pl.String)
    frames.append(
        people.with_columns(
            entity_type=pl.lit(kind), basis=pl.lit("correction"), article_id=nothing, fact_id=nothing
        ).select(CLAIM)
    )
    return pl.concat(frames)


def _values(
    frame: pl.DataFrame, key: str, column: str, kind: str, attribute: str, basis: str, *sources: str
) -> pl.DataFrame:
    """Return the claims of one attribute; a row that says nothing of it makes none."""
    article_id, fact_id = sources or (pl.lit(None, dtype=pl.String),) * 2
    return frame.filter(pl.col(column).is_not_null()).select(
        entity_type=pl.lit(kind),
        entity_id=key,
        attribute=pl.lit(attribute),
        value=column,
        basis=pl.lit(basis),
        article_id=article_id,
        fact_id=fact_id,
    )


def _with_date(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `date`: as exact as it is stated, "2024-03-05", "2024-03" or "2024"."""
    return frame.with_columns(date=_iso("on", "precision")) if "on" in frame.columns else frame


def _iso(on: str, precision: str) -> pl.Expr:
    length = pl.col(precision).replace_strict(LENGTHS, return_dtype=pl.UInt32)
    return pl.col(on).dt.to_string("%Y-%m-%d").str.slice(0, length)


def _chosen(statements: Statements) -> pl.DataFrame:
    """Return the value that each row of core has."""
    kind, key = statements.entity_type, KEYS[statements.entity_type]
    frames = []
    for attribute in ATTRIBUTES[kind]:
        column = ROW_COLUMNS.get(attribute, attribute)
        value = _iso(column, f"{column}_precision") if attribute.endswith("_on") else pl.col(column)
        frames.append(
            statements.rows.select(
                entity_type=pl.lit(kind), entity_id=key, attribute=pl.lit(attribute), chosen=value
            ).drop_nulls()
        )
    return pl.concat(frames)


def _labels(gazetteer: Gazetteer) -> pl.DataFrame:
    """Return the names of cities and countries by id and code."""
    cities = gazetteer.city_rows.select(attribute=pl.lit("city"), value="city_id", value_label="city")
    countries = gazetteer.city_rows.select(attribute=pl.lit("country"), value="country_code", value_label="country")
    return pl.concat([cities, countries.unique()])


def _name_keys(claims: pl.DataFrame) -> pl.DataFrame:
    """Return the key of each spelling of a name: spellings that differ in form, or in length, share one."""
    names = claims.filter(pl.col("attribute") == "name").group_by("entity_type", "entity_id").agg("value")
    rows = [
        (entity_type, entity_id, "name", spelling, key)
        for entity_type, entity_id, spellings in names.iter_rows()
        for spelling, key in _keys(spellings).items()
    ]
    columns = ("entity_type", "entity_id", "attribute", "value", "value_key")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _keys(spellings: Iterable[str]) -> Mapping[str, str]:
    """Return the folded form of each spelling; that of an abbreviation is the folded name that it is short for."""
    votes = Counter(spellings)
    if len(votes) == 1:
        return {spelling: fold(spelling) for spelling in votes}
    folded: dict[str, int] = defaultdict(int)
    for spelling, count in votes.items():
        folded[fold(spelling)] += count
    return {spelling: _long_form(spelling, votes, folded) for spelling in votes}


def _long_form(spelling: str, votes: Mapping[str, int], folded: Mapping[str, int]) -> str:
    long = {fold(other) for other in votes if is_abbreviation_of(spelling, other)}
    return min(long, key=lambda key: (-folded[key], key)) if long else fold(spelling)
