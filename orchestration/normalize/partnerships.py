"""Partnerships: facts about agreements -> core.partnerships and core.partnership_parties.

Here: reading statements and choosing between what they say. Not here: which statements are one agreement
(`agreements`), names (`organizations`).

The year of an agreement is the one that its statements give (year_basis as `dates.resolve` tells). Where no statement
has a date, an agreement that the lead of an article tells is that article's news and takes its publication date (basis
"published"). One that comes up further down is background: that an article was published in 2024 does not date the
older agreements that it mentions, so the year stays null and the basis "unknown".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from orchestration.language.quantities import parse_quantity
from orchestration.normalize.agreements import Statement, merge_statements
from orchestration.normalize.dated import best_dates
from orchestration.normalize.entities import Entities
from orchestration.normalize.majority import latest, majority, specific_majority
from orchestration.normalize.program_rows import LATEST_STATE_FIRST
from orchestration.normalize.rejections import Rejection, unknown_names
from orchestration.schemas.core import PartnershipParties, Partnerships
from orchestration.schemas.ids import stable_id

LEAD_CHARACTERS = 1_000
"""Headline, dateline and the first paragraphs, some 150 words: news is told from the top (the inverted pyramid)."""
MONTHS = {"day": 12 / 365.25, "week": 7 * 12 / 365.25, "month": 1.0, "year": 12.0}
SPECIFIC_FIRST = (
    "joint_center", "joint_research", "co_location", "integration", "funding", "alliance", "mou", "agreement", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Agreements:
    """Result: rows of both tables, what is stated of each agreement, and rejections."""

    rows: pl.DataFrame
    parties: pl.DataFrame
    statements: pl.DataFrame
    rejections: list[Rejection]

    @property
    def links(self) -> pl.DataFrame:
        """Which fact states which row."""
        return self.statements.select("fact_id", core_id="partnership_id")


def normalize_partnerships(dated_facts: pl.DataFrame, organizations: Entities) -> Agreements:
    """Merge the statements of each agreement.

    `dated_facts`: partnership facts with published_on, published_on_precision, on, precision, basis.
    """
    facts = dated_facts.sort("fact_id")
    rejections: list[Rejection] = []
    statements, raw, months = [], [], []
    for fact in facts.iter_rows(named=True):
        parties = _resolve_parties(fact, organizations, rejections)
        if len(parties) > 1:
            statements.append(_statement(fact, parties))
            raw.append(raw_partnership_id(fact))
            months.append(_months(fact, rejections))
    owner = {}
    for found in merge_statements(statements):
        partnership_id = min(raw[member] for member in found)
        owner.update({statements[member].fact_id: partnership_id for member in found})
    links = pl.DataFrame(
        {"fact_id": list(owner), "core_id": list(owner.values())}, schema={"fact_id": pl.String, "core_id": pl.String}
    )
    durations = pl.DataFrame(
        {"fact_id": [s.fact_id for s in statements], "duration_months": months},
        schema={"fact_id": pl.String, "duration_months": pl.Float64},
    )
    stated = facts.join(links, on="fact_id").join(durations, on="fact_id").rename({"core_id": "partnership_id"})
    return Agreements(_rows(stated), _party_rows(statements, owner), stated, rejections)


def _resolve_parties(fact: dict[str, Any], organizations: Entities, rejections: list[Rejection]) -> frozenset[str]:
    """Return the ids of the parties, and reject names that are no organization of the article."""
    found = {name: organizations.find(fact["article_id"], name) for name in fact["parties"]}
    unknown = sorted(name for name, organization_id in found.items() if organization_id is None)
    ids = frozenset(organization_id for organization_id in found.values() if organization_id)
    if unknown:
        rejections.append(unknown_names(fact, "partnership", unknown, "organization"))
    elif len(ids) < 2:
        rejections.append(_too_few(fact))
    return ids


def _too_few(fact: dict[str, Any]) -> Rejection:
    message = (
        "these parties are one organization, so there is no agreement; if they are two, "
        "add them to raw/corrections.yml as different (docs/lookups.md)"
    )
    text = " | ".join(sorted(fact["parties"]))
    return Rejection(fact["fact_id"], fact["article_id"], "partnership", "too_few_parties", message, text)


def _statement(fact: dict[str, Any], parties: frozenset[str]) -> Statement:
    return Statement(fact["fact_id"], fact["article_id"], parties, fact["kind"], fact["on"], fact["precision"])


def raw_partnership_id(fact: Mapping[str, Any]) -> str:
    """Return the id that the values of one statement give, as the article writes them."""
    values = (fact["article_id"], *sorted(fact["parties"]), fact["kind"], fact["date_text"], fact["duration_text"])
    return stable_id("prt", *values)


def _months(fact: dict[str, Any], rejections: list[Rejection]) -> float | None:
    """Return the stated length in months; a range counts with its longer end."""
    text = fact["duration_text"]
    if text is None:
        return None
    quantity = parse_quantity(text)
    if quantity is not None and quantity.unit in MONTHS and (value := quantity.high or quantity.low):
        return float(round(value * MONTHS[quantity.unit], 2))
    message = f"{text!r} is no length of time in days, weeks, months or years; see the vocabulary of quantities"
    rejections.append(Rejection(fact["fact_id"], fact["article_id"], "partnership", "unknown_duration", message, text))
    return None


def _rows(stated: pl.DataFrame) -> pl.DataFrame:
    by = "partnership_id"
    dates = pl.concat([best_dates(stated, by), _news_dates(stated, by)]).unique(by, keep="first", maintain_order=True)
    dates = dates.rename({"on": "announced_on", "precision": "announced_on_precision"})
    rows = (
        stated.group_by(by)
        .agg(confidence=pl.col("confidence").max())
        .sort(by)
        .join(specific_majority(stated, by, "kind", SPECIFIC_FIRST), on=by, how="left")
        .join(latest(stated, by, "status", "published_on", LATEST_STATE_FIRST), on=by, how="left")
        .join(dates, on=by, how="left")
        .join(majority(stated, by, "duration_months"), on=by, how="left")
        .with_columns(pl.col("year_basis").fill_null("unknown"))
    )
    return Partnerships.validate(rows.select(Partnerships.column_names()), cast=True)


def _news_dates(stated: pl.DataFrame, by: str) -> pl.DataFrame:
    """Return the earliest publication date of an article that tells the agreement in its lead."""
    return (
        stated.filter(pl.col("published_on").is_not_null() & (pl.col("char_start") < LEAD_CHARACTERS))
        .with_columns(on="published_on", precision="published_on_precision", basis=pl.lit("published"))
        .sort(by, "on", "precision")
        .unique(by, keep="first", maintain_order=True)
        .select(by, "on", "precision", year_basis="basis", year=pl.col("on").dt.year().cast(pl.Int32))
    )


def _party_rows(statements: list[Statement], owner: dict[str, str]) -> pl.DataFrame:
    pairs = {(owner[s.fact_id], party) for s in statements for party in s.parties}
    rows = [(partnership_id, organization_id, "party") for partnership_id, organization_id in sorted(pairs)]
    frame = pl.DataFrame(rows, schema=PartnershipParties.create_empty().schema, orient="row")
    return PartnershipParties.validate(frame, cast=True)
