"""Names that statements refer to: an answer that says "IQM" means the organization that it stated with this alias.

Here: which names there are, and references by another spelling. Not here: what a statement refers to, and whether
that is stated at all (`grounding`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from orchestration.extract.grounding import Reference
from orchestration.extract.protocol import (
    MetricStatement,
    OrganizationStatement,
    PartnershipStatement,
    PersonRoleStatement,
    ProgramOrganizationStatement,
    ProgramStatement,
    Statement,
)

Known = Mapping[Reference, str]
NAMED = (OrganizationStatement, ProgramStatement)


def known_names(statements: Iterable[Statement]) -> dict[Reference, str]:
    """Return the stated name for each spelling of an organization or program; a name goes before an alias."""
    named = [s for s in statements if isinstance(s, NAMED)]
    known = {(s.fact_type, alias): s.name for s in reversed(named) for alias in s.aliases}
    return known | {(s.fact_type, s.name): s.name for s in named}


def spellings_of(statements: Iterable[Statement]) -> dict[Reference, tuple[str, ...]]:
    """Return all spellings of each stated organization and program, by its name."""
    return {(s.fact_type, s.name): (s.name, *s.aliases) for s in statements if isinstance(s, NAMED)}


def with_stated_names(statement: Statement, known: Known) -> Statement:
    """Return the statement with the stated name for each spelling that it refers to."""

    def stated(kind: str, name: str) -> str:
        return known.get((kind, name), name)

    if isinstance(statement, PartnershipStatement):
        return replace(statement, parties=tuple(dict.fromkeys(stated("organization", p) for p in statement.parties)))
    if isinstance(statement, ProgramOrganizationStatement):
        program = stated("program", statement.program_name)
        organization = stated("organization", statement.organization_name)
        return replace(statement, program_name=program, organization_name=organization)
    if isinstance(statement, MetricStatement):
        return replace(statement, subject_name=stated(statement.subject_type, statement.subject_name))
    if isinstance(statement, PersonRoleStatement) and statement.organization_name:
        return replace(statement, organization_name=stated("organization", statement.organization_name))
    return statement
