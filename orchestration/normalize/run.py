"""Normalize: the facts of all articles -> every table of schema core.

Here: the order in which the parts build on each other. Not here: the rules of each part (one module per table),
reading and writing the lake (`assets`). Pure: the same facts and the same past give the same rows in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import polars as pl

from orchestration.normalize.attribute_claims import Statements, attribute_claims
from orchestration.normalize.corrected_values import IDS, Applied, Corrected, correct_values, spellings_of
from orchestration.normalize.corrections import KINDS, Correction, Corrections, stale
from orchestration.normalize.dated import with_dates
from orchestration.normalize.dates import Anchor, anchor_of
from orchestration.normalize.decisions import contradicting
from orchestration.normalize.entities import Entities
from orchestration.normalize.evidence import evidence_rows
from orchestration.normalize.locations import Hints, countries_by_article
from orchestration.normalize.lookup_tables import Lookups
from orchestration.normalize.merged_ids import old_ids
from orchestration.normalize.metric_subjects import with_subjects
from orchestration.normalize.metrics import normalize_metrics
from orchestration.normalize.money import local_currencies
from orchestration.normalize.organizations import Organizations, normalize_organizations
from orchestration.normalize.partnerships import normalize_partnerships
from orchestration.normalize.past import Past
from orchestration.normalize.person_roles import normalize_person_roles
from orchestration.normalize.program_organizations import normalize_program_organizations, roles_by_program
from orchestration.normalize.programs import Programs, normalize_programs
from orchestration.normalize.rejections import Rejection, rejection_rows
from orchestration.normalize.sources import source_names, sources
from orchestration.schemas.core import CORE_TABLES, Cities
from orchestration.schemas.ids import stable_id

Facts = Mapping[str, pl.DataFrame]
AGREEMENT_YEARS_AHEAD, PROGRAM_YEARS_AHEAD = 1, 30
"""Agreements are announced for next year at most; large facilities are planned for decades."""


@dataclass(frozen=True)
class Context:
    """What the parts need to know about the articles: when and by whom they were published, and where they play."""

    lookups: Lookups
    corrections: Corrections
    published: pl.DataFrame
    publishers: pl.DataFrame
    written_in: Mapping[str, int]
    anchors: Mapping[str, Anchor]
    hints: Hints
    currencies: Mapping[str, tuple[str, ...]]

    def years_ahead(self, count: int) -> dict[str, int]:
        """Return the last year that each article can speak of."""
        return {article_id: year + count for article_id, year in self.written_in.items()}


def normalize(
    articles: pl.DataFrame, facts: Facts, lookups: Lookups, corrections: Corrections, past: Past | None = None
) -> dict[str, pl.DataFrame]:
    """Return every table of schema core by its lake_name. `facts`: one frame per key of KIND_OF_FACT.

    `past`: what was published before; it decides where old ids lead, and nothing else.
    """
    facts = {kind: frame.sort("fact_id") for kind, frame in facts.items()}
    contradicted = [entry for kind in KINDS for entry in contradicting(corrections.of_kind(kind))]
    countries = countries_by_article(
        lookups.gazetteer,
        (facts["organization"], facts["program"]),
        dict(articles.select("article_id", "text").iter_rows()),
    )
    hints = {article_id: frozenset(codes) for article_id, codes in countries.items()}
    published = articles.select("article_id", "published_on", "published_on_precision")
    context = Context(
        lookups,
        corrections.without(contradicted),
        published,
        source_names(articles),
        _years(articles),
        _anchors(articles),
        hints,
        local_currencies(countries),
    )
    tables, links, rejections = _core(facts, context)
    tables["cities"] = _cities(lookups, tables)
    tables["evidence"] = evidence_rows(facts, links)
    known = replace(past or Past(), article_ids=frozenset(articles["article_id"]))
    old = old_ids(facts, links, tables, known, lookups.generic_words)
    tables["merged_ids"], tables["retired_ids"] = old.merged, old.retired
    reported = [*rejections, *_stale_corrections(corrections, facts), *map(_contradicting, contradicted)]
    tables["rejected_claims"] = pl.concat([tables["rejected_claims"], rejection_rows(reported)])
    return {
        table.lake_name: table.validate(tables[table.lake_name], cast=True).sort(table.primary_key())
        for table in CORE_TABLES
    }


def _core(facts: Facts, context: Context) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame], list[Rejection]]:
    """Return the tables, which fact states which row of them by kind of fact, and rejections.

    Organizations come first, because agreements and programs are told apart by them.
    """
    lookups, hints = context.lookups, context.hints
    bodies = normalize_organizations(facts["organization"], lookups, context.corrections.of_kind("organization"), hints)
    bodies, decided = _corrected(bodies, "organization", context)
    programs, program_dates = _programs(facts, context, bodies.entities)
    programs, decided_of_programs = _corrected(programs, "program", context)
    dated, pact_dates = with_dates(
        facts["partnership"], context.anchors, "partnership", context.years_ahead(AGREEMENT_YEARS_AHEAD)
    )
    pacts = normalize_partnerships(dated.join(context.published, on="article_id", how="left"), bodies.entities)
    roles, role_links, refused = normalize_program_organizations(
        facts["program_organization"], programs.entities, bodies.entities
    )
    metrics, subjects = with_subjects(facts["metric"], bodies.entities, programs.entities, lookups.gazetteer, hints)
    source_of = sources(context.publishers, bodies.rows, programs.rows, roles, lookups)
    numbers, number_rejections, number_links = normalize_metrics(
        metrics, context.anchors, subjects, source_of, context.currencies
    )
    persons, person_links = normalize_person_roles(facts["person_role"], bodies.entities, programs.entities)
    tables = {
        "organizations": bodies.rows,
        "programs": programs.rows,
        "partnerships": pacts.rows,
        "partnership_parties": pacts.parties,
        "program_organizations": roles,
        "metric_observations": numbers,
        "person_roles": persons,
        "rejected_claims": number_rejections,
    }
    said = (
        Statements("organization", bodies.statements, bodies.rows, bodies.listed, decided),
        Statements("program", programs.statements, programs.rows, None, decided_of_programs),
        Statements("partnership", pacts.statements, pacts.rows),
    )
    tables["attribute_claims"] = attribute_claims(said, context.published, lookups.gazetteer)
    links = {
        "organization": bodies.links,
        "program": programs.links,
        "partnership": pacts.links,
        "program_organization": role_links,
        "metric": number_links.select("fact_id", core_id="observation_id"),
        "person_role": person_links,
    }
    return (
        tables,
        links,
        [*bodies.rejections, *program_dates, *programs.rejections, *pact_dates, *pacts.rejections, *refused],
    )


Found = TypeVar("Found", Organizations, Programs)


def _corrected(found: Found, kind: str, context: Context) -> tuple[Found, list[Applied]]:
    """Return organizations or programs with the values that people decided, and these decisions."""
    entries, key = context.corrections.values_of_kind(kind), IDS[kind]
    if not entries:
        return found, []
    spellings = spellings_of(found.statements, found.rows, key)
    corrected: Corrected = correct_values(found.rows, spellings, entries, context.lookups.gazetteer)
    entities = replace(found.entities, names=dict(corrected.rows.select(key, "name").iter_rows()))
    rejections = [*found.rejections, *corrected.rejections]
    return replace(found, rows=corrected.rows, entities=entities, rejections=rejections), corrected.applied


def _years(articles: pl.DataFrame) -> dict[str, int]:
    """Return the year in which each article was published, else first seen."""
    return dict(
        articles.select("article_id", pl.coalesce("published_on", pl.col("loaded_at").dt.date()).dt.year()).iter_rows()
    )


def _anchors(articles: pl.DataFrame) -> dict[str, Anchor]:
    columns = ("article_id", "text", "published_on", "published_on_precision")
    return {article_id: anchor_of(*rest) for article_id, *rest in articles.select(columns).iter_rows()}


def _programs(facts: Facts, context: Context, organizations: Entities) -> tuple[Programs, list[Rejection]]:
    dated, rejections = with_dates(
        facts["program"], context.anchors, "program", context.years_ahead(PROGRAM_YEARS_AHEAD)
    )
    programs = normalize_programs(
        dated.join(context.published, on="article_id", how="left"),
        context.lookups,
        context.corrections.of_kind("program"),
        context.hints,
        roles_by_program(facts["program_organization"], organizations, "operator"),
        roles_by_program(facts["program_organization"], organizations),
    )
    return programs, rejections


def _cities(lookups: Lookups, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the cities that a row of core refers to."""
    subjects = tables["metric_observations"].filter(pl.col("subject_type") == "city").select(city_id="subject_id")
    seats = [tables[name].select("city_id") for name in ("organizations", "programs")]
    used = pl.concat([*seats, subjects]).drop_nulls().unique()
    return Cities.validate(lookups.gazetteer.city_rows.join(used, on="city_id", how="semi"), cast=True)


def _stale_corrections(corrections: Corrections, facts: Facts) -> Iterable[Rejection]:
    """Reject decisions about names that no article uses any more; they belong to no article."""
    for kind in KINDS:
        for entry in stale(corrections.of_kind(kind), facts[kind]["name"].to_list()):
            yield _stale(entry)


def _stale(entry: Correction) -> Rejection:
    message = "no article uses all of these names any more; delete the entry from corrections.yml, or mend its names"
    return _rejected(entry, "stale_correction", message)


def _contradicting(entry: Correction) -> Rejection:
    message = (
        f"corrections.yml: {'same' if entry.is_same else 'different'} of these names contradicts other entries, which "
        "hold apart what this and others make one, so none of them has an effect; delete the one that is wrong"
    )
    return _rejected(entry, "contradicting_correction", message)


def _rejected(entry: Correction, reason: str, message: str) -> Rejection:
    entry_id = stable_id("cor", entry.kind, "same" if entry.is_same else "different", *entry.names)
    return Rejection(entry_id, None, entry.kind, reason, message, " | ".join(entry.names))
