"""What schema.org, which knows fewer kinds, calls those of this warehouse; `additionalType` keeps our own word."""

from __future__ import annotations

ORGANIZATION_TYPES = {
    "company": "Corporation",
    "startup": "Corporation",
    "university": "CollegeOrUniversity",
    "research_institute": "ResearchOrganization",
    "hub": "Organization",
    "government": "GovernmentOrganization",
    "investor": "Organization",
    "accelerator": "Organization",
    "association": "Organization",
    "media": "NewsMediaOrganization",
    "other": "Organization",
}

# Project and the others are organizations in schema.org, so all have a founding date, a location and members.
PROGRAM_KINDS = {
    "residency": "Project",
    "accelerator": "Project",
    "research_center": "ResearchOrganization",
    "hub": "Organization",
    "lab": "ResearchOrganization",
    "graduate_school": "EducationalOrganization",
    "fund": "FundingScheme",
    "grant": "FundingScheme",
    "training": "Project",
    "network": "Consortium",
    "event_series": "Project",
    "policy": "Project",
    "other": "Project",
}

ACTION_STATUS = {
    "planned": "PotentialActionStatus",
    "active": "ActiveActionStatus",
    "ended": "CompletedActionStatus",
}

CONTEXT = {
    "@vocab": "https://schema.org/",
    "ledger": "urn:ecosystem-ledger:",
    "status": "ledger:status",
    "sameAs": {"@type": "@id"},
    "license": {"@type": "@id"},
    "actionStatus": {"@type": "@vocab"},
    "datePublished": {"@type": "Date"},
    "dateModified": {"@type": "DateTime"},
    "foundingDate": {"@type": "Date"},
    "startTime": {"@type": "Date"},
}
"""The whole context: nothing is fetched. Who publishes the file puts an address of their own behind `ledger`."""
