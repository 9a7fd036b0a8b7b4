"""The closed lists of values: kinds, types, roles, precisions. The meaning of each is in docs/facts.md."""

from __future__ import annotations

ORGANIZATION_TYPES = (
    "company",
    "startup",
    "university",
    "research_institute",
    "hub",
    "government",
    "investor",
    "accelerator",
    "association",
    "media",
    "other",
)
PARTNERSHIP_KINDS = (
    "mou",
    "agreement",
    "joint_research",
    "joint_center",
    "alliance",
    "funding",
    "integration",
    "co_location",
    "other",
)
PROGRAM_KINDS = (
    "residency",
    "accelerator",
    "research_center",
    "hub",
    "lab",
    "graduate_school",
    "fund",
    "grant",
    "training",
    "network",
    "event_series",
    "policy",
    "other",
)
STATUSES = ("planned", "active", "ended")
PROGRAM_ROLES = ("operator", "participant", "supporter", "host", "funder")
SUBJECT_TYPES = ("organization", "program", "city")
QUALIFIERS = ("exact", "at_least", "at_most", "about", "range")
DATE_PRECISIONS = ("day", "month", "year")
YEAR_BASES = ("stated", "inferred", "published", "unknown")
TIME_BASES = ("stated", "published", "unknown")
FACT_TYPES = ("organization", "partnership", "program", "program_organization", "metric", "person_role")
LANGUAGE_BASES = ("stated", "detected", "assumed")
COPY_KINDS = ("same_file", "same_text", "near_copy", "older_version")
READINGS = ("read", "copy", "older_version", "other_language", "irrelevant")
STAGES = ("feeds", "load", "triage", "extract", "ground", "normalize")
ENTITY_TYPES = ("organization", "program", "partnership")
LED_BY = ("statement", "name", "sentence", "parties", "followed")
RETIRED_BECAUSE = ("several_rows", "parties_are_one", "articles_are_gone", "not_stated")
ATTRIBUTES = (
    "name",
    "organization_type",
    "program_kind",
    "city",
    "country",
    "status",
    "started_on",
    "kind",
    "announced_on",
)
DIFFERENCES = (
    "correction",
    "reference_list",
    "majority",
    "most_exact",
    "of_city",
    "further_state",
    "first_of_equals",
    "elsewhere",
)
CLAIM_BASES = ("article", "reference_list", "correction")
