"""Schema `facts`: what single articles state, in the words of the article, one table per kind of fact.

A fact here is one statement by one engine. Values are raw text; `normalize` turns them into dates, numbers, places
and entities. Names of organizations and programs refer to `name` in `organizations` and `programs` of the same article.
"""

from __future__ import annotations

from typing import ClassVar

import dataframely as dy

from orchestration.schemas.base import LakeTable, identifier, one_of
from orchestration.schemas.terms import (
    FACT_TYPES,
    ORGANIZATION_TYPES,
    PARTNERSHIP_KINDS,
    PROGRAM_KINDS,
    PROGRAM_ROLES,
    READINGS,
    STATUSES,
    SUBJECT_TYPES,
)


class Statement(LakeTable):
    """Columns that every kind of fact shares: where it is stated, and who read it."""

    fact_id = identifier("Hash of the article, the span and the raw values.", primary_key=True)
    article_id = identifier("The article that states the fact.")
    char_start = dy.Int64(min=0, description="First code point of the quote in the cleaned text.")
    char_end = dy.Int64(min=1, description="One past the last code point of the quote.")
    quote = dy.String(description="The sentence that proves the fact: text[char_start:char_end].")
    rule = dy.String(description="The rule or model head that stated the fact.")
    engine = dy.String(description="Name of the engine.")
    engine_version = dy.String(description="Version of the engine: its code, vocabulary and models.")
    confidence = dy.Float64(min=0, max=1, description="How sure the engine is, from 0 to 1.")


class OrganizationFacts(Statement):
    """Organizations that an article names. Grain: one row per article and organization."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "organizations"

    name = dy.String(description="The fullest spelling in the article.")
    aliases = dy.List(dy.String(), description="Other spellings in the article: short forms, abbreviations.")
    organization_type = dy.String(check=one_of(ORGANIZATION_TYPES), description="What kind of body it is.")
    city_text = dy.String(nullable=True, description="City in the words of the article.")
    country_text = dy.String(nullable=True, description="Country in the words of the article.")


class PartnershipFacts(Statement):
    """Agreements between named organizations. Grain: one row per article and agreement stated."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "partnerships"

    parties = dy.List(dy.String(), description="Names of at least two organizations of the article.")
    kind = dy.String(check=one_of(PARTNERSHIP_KINDS), description="What kind of agreement it is.")
    status = dy.String(check=one_of(STATUSES), description="Planned, active or ended.")
    date_text = dy.String(nullable=True, description="When it was signed or announced, in the words of the article.")
    duration_text = dy.String(nullable=True, description="How long it runs, in the words of the article.")


class ProgramFacts(Statement):
    """Named programmes, centres, labs, funds and the like. Grain: one row per article and program."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "programs"

    name = dy.String(description="The fullest spelling in the article.")
    aliases = dy.List(dy.String(), description="Other spellings in the article.")
    kind = dy.String(check=one_of(PROGRAM_KINDS), description="What kind of program it is.")
    status = dy.String(check=one_of(STATUSES), description="Planned, active or ended.")
    city_text = dy.String(nullable=True, description="City where it takes place, in the words of the article.")
    country_text = dy.String(nullable=True, description="Country, in the words of the article.")
    date_text = dy.String(nullable=True, description="When it started or opened, in the words of the article.")


class ProgramOrganizationFacts(Statement):
    """Who runs, joins, supports, hosts or funds a program. Grain: one row per article, program, organization, role."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "program_organizations"

    program_name = dy.String(description="Name of a program of the article.")
    organization_name = dy.String(description="Name of an organization of the article.")
    role = dy.String(check=one_of(PROGRAM_ROLES), description="Operator, participant, supporter, host or funder.")


class MetricFacts(Statement):
    """Numbers with a subject. Grain: one row per article and number stated."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "metrics"

    subject_type = dy.String(check=one_of(SUBJECT_TYPES), description="What the number is about.")
    subject_name = dy.String(description="Name of an organization, a program or a city of the article.")
    measure = dy.String(description="What is counted: researchers, students, investment, area, duration ...")
    value_text = dy.String(description="The number with its bounds and unit: 'over 1,300', '7,000 square meters'.")
    date_text = dy.String(nullable=True, description="The time the number is about, in the words of the article.")
    is_planned = dy.Bool(description="True for a target or a forecast.")


class PersonRoleFacts(Statement):
    """Persons with title and organization. Grain: one row per article, person, title and organization."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "person_roles"

    person_name = dy.String(description="The fullest spelling in the article.")
    title = dy.String(nullable=True, description="Title or function in the words of the article.")
    organization_name = dy.String(nullable=True, description="Name of an organization of the article.")


class Selections(LakeTable):
    """Which articles an engine reads, and why it does not read the others. Grain: one row per article."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "selections"

    article_id = identifier("The article.", primary_key=True)
    decision = dy.String(check=one_of(READINGS), description="read, copy, older_version, other_language or irrelevant.")
    reason = dy.String(description="Why, for a person; for the triage the points and the words that earned them.")


class RejectedFacts(LakeTable):
    """Statements that failed the grounding check. Grain: one row per rejected statement."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "rejected_facts"

    rejection_id = identifier("Hash of the article, the kind, the reason and the values.", primary_key=True)
    article_id = identifier("The article that was read.")
    fact_type = dy.String(
        check=one_of(FACT_TYPES), nullable=True, description="Kind of fact; null when the whole article failed."
    )
    stage = dy.String(check=one_of(("extract", "ground")), description="Where it failed.")
    reason = dy.String(description="Short code: not_in_text, unknown_name, too_few_parties, engine_error ...")
    message = dy.String(description="What is wrong and what to do about it, for a person.")
    text = dy.String(nullable=True, description="The statement as the engine gave it.")


class Extractions(LakeTable):
    """Which work is done: nothing is extracted twice. Grain: one row per article."""

    lake_schema: ClassVar[str] = "facts"
    lake_name: ClassVar[str] = "extractions"

    article_id = identifier("The article that was read.", primary_key=True)
    input_sha256 = dy.String(description="Hash of all that the engine was given: the text, and what a meta file says.")
    engine = dy.String(description="Name of the engine.")
    engine_version = dy.String(description="Version of the engine, with its settings.")
    fact_count = dy.Int64(min=0, description="Facts that passed the grounding check.")
    rejected_count = dy.Int64(min=0, description="Statements that did not.")


KIND_OF_FACT: dict[str, type[Statement]] = {
    "organization": OrganizationFacts,
    "partnership": PartnershipFacts,
    "program": ProgramFacts,
    "program_organization": ProgramOrganizationFacts,
    "metric": MetricFacts,
    "person_role": PersonRoleFacts,
}
FACT_TABLES: tuple[type[LakeTable], ...] = (*KIND_OF_FACT.values(), RejectedFacts, Extractions)
"""What engines fill; `Selections` tells which articles they are given."""
