"""Schema `core`: facts after normalization: entities across articles, dates, numbers and places as values."""

from __future__ import annotations

from typing import ClassVar

import dataframely as dy

from orchestration.schemas.base import LakeTable, identifier, one_of
from orchestration.schemas.terms import (
    ATTRIBUTES,
    CLAIM_BASES,
    DATE_PRECISIONS,
    ENTITY_TYPES,
    FACT_TYPES,
    LED_BY,
    ORGANIZATION_TYPES,
    PARTNERSHIP_KINDS,
    PROGRAM_KINDS,
    PROGRAM_ROLES,
    QUALIFIERS,
    RETIRED_BECAUSE,
    STATUSES,
    SUBJECT_TYPES,
    TIME_BASES,
    YEAR_BASES,
)


class CoreTable(LakeTable):
    """A table of schema `core`."""

    lake_schema: ClassVar[str] = "core"


class Organizations(CoreTable):
    """Organizations across articles, whatever their spelling. Grain: one row per organization."""

    lake_name: ClassVar[str] = "organizations"

    organization_id = identifier(
        "Hash of one raw spelling (the smallest hash wins, so order does not matter).", primary_key=True
    )
    name = dy.String(description="Preferred spelling.")
    aliases = dy.List(dy.String(), description="All other spellings met in articles or known, sorted.")
    organization_type = dy.String(check=one_of(ORGANIZATION_TYPES), description="What kind of body it is.")
    city_id = dy.String(nullable=True, description="GeoNames id of its seat.")
    country_code = dy.String(nullable=True, regex="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code.")
    ror_id = dy.String(nullable=True, description="Research Organization Registry id, where sure.")
    wikidata_id = dy.String(nullable=True, description="Wikidata id, where sure.")


class Cities(CoreTable):
    """Cities that a row refers to. Grain: one row per city."""

    lake_name: ClassVar[str] = "cities"

    city_id = dy.String(primary_key=True, description="GeoNames id.")
    city = dy.String(description="Name in English.")
    region = dy.String(nullable=True, description="First-level division.")
    country_code = dy.String(regex="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code.")
    country = dy.String(description="Short English name of the country.")
    latitude = dy.Float64(min=-90, max=90, description="Degrees north.")
    longitude = dy.Float64(min=-180, max=180, description="Degrees east.")
    population = dy.Int64(nullable=True, description="Inhabitants, from GeoNames.")


class Programs(CoreTable):
    """Named programmes, centres, labs and funds across articles. Grain: one row per program."""

    lake_name: ClassVar[str] = "programs"

    program_id = identifier("Hash of one raw spelling.", primary_key=True)
    name = dy.String(description="Preferred spelling.")
    aliases = dy.List(dy.String(), description="All other spellings met, sorted.")
    program_kind = dy.String(check=one_of(PROGRAM_KINDS), description="What kind of program it is.")
    city_id = dy.String(nullable=True, description="GeoNames id of the place where it takes place.")
    country_code = dy.String(nullable=True, regex="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code.")
    started_on = dy.Date(
        nullable=True, description="When it started or opened; first day of the period when not exact."
    )
    started_on_precision = dy.String(
        nullable=True, check=one_of(DATE_PRECISIONS), description="How exact started_on is."
    )
    year = dy.Int32(nullable=True, description="Year in which it started or opened, or will.")
    year_basis = dy.String(check=one_of(YEAR_BASES), description="How the year is known.")
    status = dy.String(check=one_of(STATUSES), description="Planned, active or ended.")


class Partnerships(CoreTable):
    """Agreements, merged over articles. Grain: one row per agreement."""

    lake_name: ClassVar[str] = "partnerships"

    partnership_id = identifier("Hash of the smallest statement of the agreement.", primary_key=True)
    kind = dy.String(check=one_of(PARTNERSHIP_KINDS), description="What kind of agreement it is.")
    status = dy.String(check=one_of(STATUSES), description="Planned, active or ended.")
    announced_on = dy.Date(
        nullable=True, description="When it was signed or announced; first day of the period when not exact."
    )
    announced_on_precision = dy.String(
        nullable=True, check=one_of(DATE_PRECISIONS), description="How exact announced_on is."
    )
    year = dy.Int32(nullable=True, description="Year in which it was signed or announced.")
    year_basis = dy.String(check=one_of(YEAR_BASES), description="How the year is known.")
    duration_months = dy.Float64(nullable=True, min=0, description="How long it runs, in months.")
    confidence = dy.Float64(min=0, max=1, description="The highest confidence of its statements.")


class PartnershipParties(CoreTable):
    """Who takes part in an agreement. Grain: one row per agreement and organization."""

    lake_name: ClassVar[str] = "partnership_parties"

    partnership_id = identifier("The agreement.", primary_key=True)
    organization_id = identifier("The party.", primary_key=True)
    role = dy.String(description="party; further roles (funder, host) where the article tells.")


class ProgramOrganizations(CoreTable):
    """Who runs, joins, supports, hosts or funds a program. Grain: one row per program, organization and role."""

    lake_name: ClassVar[str] = "program_organizations"

    program_organization_id = identifier("Hash of program, organization and role.", primary_key=True)
    program_id = identifier("The program.")
    organization_id = identifier("The organization.")
    role = dy.String(check=one_of(PROGRAM_ROLES), description="Operator, participant, supporter, host or funder.")


class MetricObservations(CoreTable):
    """Numbers that articles state. Grain: one row per article, subject, measure, value and time."""

    lake_name: ClassVar[str] = "metric_observations"

    observation_id = identifier("Hash of the article, the subject, the measure and the raw value.", primary_key=True)
    subject_type = dy.String(check=one_of(SUBJECT_TYPES), description="What the number is about.")
    subject_id = dy.String(description="Id of the organization, program or city.")
    subject_name = dy.String(description="Name of the subject.")
    measure = dy.String(description="What is counted.")
    value_low = dy.Float64(nullable=True, description="Lower bound in base units; null when open below.")
    value_high = dy.Float64(nullable=True, description="Upper bound in base units; null when open above.")
    unit = dy.String(
        description="people, organizations, m2, day, week, month, year, percent, an ISO 4217 code, or items."
    )
    value_usd_low = dy.Float64(nullable=True, description="Lower bound in US dollars, at usd_rate.")
    value_usd_high = dy.Float64(nullable=True, description="Upper bound in US dollars, at usd_rate.")
    usd_rate = dy.Float64(nullable=True, description="US dollars for one unit of the currency.")
    usd_rate_period = dy.String(
        nullable=True, description="Day of the rate (2021-05-10), or the month or year of which it is the mean."
    )
    qualifier = dy.String(check=one_of(QUALIFIERS), description="exact, at_least, at_most, about or range.")
    as_of = dy.Date(nullable=True, description="The time that the number is about; first day of its period.")
    as_of_precision = dy.String(nullable=True, check=one_of(DATE_PRECISIONS), description="How exact as_of is.")
    is_planned = dy.Bool(description="True for a target or a forecast.")
    is_best = dy.Bool(
        description="True for the one value to use per subject, measure, class of units (money, time) and plan."
    )
    best_reason = dy.String(nullable=True, description="Why this value is the best one, where it is.")
    is_best_at_time = dy.Bool(
        description="True for the one value to use for its time, per subject, measure, class of units and plan."
    )
    best_at_time_reason = dy.String(nullable=True, description="Why it is, where it is.")
    rank_at_time = dy.Int64(min=1, description="Its place among the claims of its time: 1 is the best one.")
    time_on = dy.Date(
        nullable=True, description="First day of the time it is compared for: as_of, else the year of publication."
    )
    time_on_precision = dy.String(nullable=True, check=one_of(DATE_PRECISIONS), description="How exact time_on is.")
    time_basis = dy.String(check=one_of(TIME_BASES), description="How time_on is known: stated, published or unknown.")
    source_kind = dy.String(
        description="Who speaks, seen from the subject: self, official, press, body or unknown (source_kinds.csv)."
    )
    source_rank = dy.Int64(min=1, description="How near such a source is to the number: 1 is believed first.")
    agreeing_source_count = dy.Int64(
        min=1, description="Sources that state this value for this time, its own among them; copies do not count."
    )
    article_id = identifier("The article that states the number.")


class PersonRoles(CoreTable):
    """Persons with title and organization. Grain: one row per person, organization and title."""

    lake_name: ClassVar[str] = "person_roles"

    person_role_id = identifier(
        "Hash of person, organization and title as one article writes them (the smallest hash wins).", primary_key=True
    )
    person_name = dy.String(description="Preferred spelling.")
    title = dy.String(nullable=True, description="Title or function.")
    organization_id = identifier("The organization, where it is one of core.organizations.", nullable=True)
    organization_name = dy.String(nullable=True, description="Its name.")


class Evidence(CoreTable):
    """The sentences that prove the rows of schema core. Grain: one row per row of core and statement of it."""

    lake_name: ClassVar[str] = "evidence"

    evidence_id = identifier("Hash of fact_type, fact_id and the statement.", primary_key=True)
    fact_type = dy.String(check=one_of(FACT_TYPES), description="Kind of fact.")
    fact_id = identifier("Id of the row that the sentence proves.")
    article_id = identifier("The article.")
    char_start = dy.Int64(min=0, description="First code point of the quote in the cleaned text.")
    char_end = dy.Int64(min=1, description="One past the last code point of the quote.")
    quote = dy.String(description="text[char_start:char_end].")
    engine = dy.String(description="Name of the engine.")
    engine_version = dy.String(description="Version of the engine.")
    confidence = dy.Float64(min=0, max=1, description="How sure the engine is.")


class AttributeClaims(CoreTable):
    """Every value that is stated of an entity. Grain: one row per statement, or list, or person, and attribute."""

    lake_name: ClassVar[str] = "attribute_claims"

    claim_id = identifier("Hash of the statement, the entity, the attribute and the value.", primary_key=True)
    entity_type = dy.String(check=one_of(ENTITY_TYPES), description="organization, program or partnership.")
    entity_id = identifier("The organization, program or agreement.")
    attribute = dy.String(
        check=one_of(ATTRIBUTES),
        description="name, organization_type, program_kind, city, country, status, started_on, kind or announced_on.",
    )
    value = dy.String(
        description="The value: GeoNames id of a city, ISO 3166-1 code of a country, a date as exact as it is stated "
        "(2024, 2024-03, 2024-03-05), else the text."
    )
    value_key = dy.String(
        description="Values of one key say the same: a name without its form, in its full length; else the value."
    )
    value_label = dy.String(description="The value for people: the name of the city or country, else the value.")
    basis = dy.String(check=one_of(CLAIM_BASES), description="Who says so: article, reference_list or correction.")
    article_id = identifier("The article; null for a list or a person.", nullable=True)
    evidence_id = identifier("The sentence, in core.evidence; null for a list or a person.", nullable=True)
    stated_on = dy.Date(nullable=True, description="When the article was published; first day of the period.")
    stated_on_precision = dy.String(nullable=True, check=one_of(DATE_PRECISIONS), description="How exact stated_on is.")
    is_chosen = dy.Bool(description="True where the entity's row has this very value.")


class MergedIds(CoreTable):
    """Ids that what was merged could have had, and where they lead now. Grain: one row per id."""

    lake_name: ClassVar[str] = "merged_ids"

    merged_id = identifier("An id that an organization, a program or an agreement could have had.", primary_key=True)
    entity_type = dy.String(check=one_of(ENTITY_TYPES), description="organization, program or partnership.")
    merged_into = identifier("The id that it has now.")
    led_by = dy.String(
        check=one_of(LED_BY),
        description="What leads there: a statement, the name, a sentence, the parties, or followed.",
    )
    name = dy.String(nullable=True, description="Its name when it was published last; null where it never was.")
    last_published_at = dy.Datetime(
        time_zone="UTC", nullable=True, description="When it was published last; null where it never was."
    )


class RetiredIds(CoreTable):
    """Ids that were published once and lead to no row any more. Grain: one row per id."""

    lake_name: ClassVar[str] = "retired_ids"

    retired_id = identifier("The id.", primary_key=True)
    entity_type = dy.String(check=one_of(ENTITY_TYPES), description="organization, program or partnership.")
    name = dy.String(description="Its name when it was published last; of an agreement its parties, kind and year.")
    reason = dy.String(
        check=one_of(RETIRED_BECAUSE),
        description="several_rows (it became several rows, or may be any of them), parties_are_one (its parties turned "
        "out to be one organization), articles_are_gone (no article that stated it is there), not_stated.",
    )
    successor_ids = dy.List(dy.String(), description="For several_rows: the ids of these, sorted; else empty.")
    last_published_at = dy.Datetime(time_zone="UTC", description="When it was published last.")


class RejectedClaims(CoreTable):
    """Facts that could not be normalized, and decisions of people without effect.

    Grain: one row per fact or decision and reason.
    """

    lake_name: ClassVar[str] = "rejected_claims"

    rejection_id = identifier(
        "Hash of the fact, or of the names of a stale correction, and the reason.", primary_key=True
    )
    article_id = identifier(
        "The article; null for a stale entry of corrections.yml, which belongs to none.", nullable=True
    )
    fact_type = dy.String(check=one_of(FACT_TYPES), description="Kind of fact.")
    reason = dy.String(description="Short code: unknown_unit, unknown_name, unreadable_number ...")
    message = dy.String(description="What is wrong and what to do about it, for a person.")
    text = dy.String(nullable=True, description="The raw value.")


CORE_TABLES: tuple[type[LakeTable], ...] = (
    Organizations,
    Cities,
    Programs,
    Partnerships,
    PartnershipParties,
    ProgramOrganizations,
    MetricObservations,
    PersonRoles,
    Evidence,
    AttributeClaims,
    MergedIds,
    RetiredIds,
    RejectedClaims,
)
