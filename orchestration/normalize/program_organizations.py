"""Program organizations: who runs, joins, supports, hosts or funds a program -> core.program_organizations.

Here: names to ids, and one row per program, organization and role. Not here: which programs are one (`programs`).
"""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from orchestration.normalize.entities import Entities
from orchestration.normalize.programs import Roles
from orchestration.normalize.rejections import Rejection, unknown_names
from orchestration.schemas.core import ProgramOrganizations
from orchestration.schemas.ids import stable_id


def roles_by_program(facts: pl.DataFrame, organizations: Entities, only: str | None = None) -> Roles:
    """Return the ids of the organizations of each (article, program name), of one role or of all."""
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts.iter_rows(named=True):
        organization_id = organizations.find(fact["article_id"], fact["organization_name"])
        if organization_id and only in (None, fact["role"]):
            roles[fact["article_id"], fact["program_name"]].add(organization_id)
    return {key: frozenset(ids) for key, ids in roles.items()}


def normalize_program_organizations(
    facts: pl.DataFrame, programs: Entities, organizations: Entities
) -> tuple[pl.DataFrame, pl.DataFrame, list[Rejection]]:
    """Return the rows, which fact states which row, and rejections."""
    rows, links, rejections = {}, [], []
    for fact in facts.sort("fact_id").iter_rows(named=True):
        program_id = programs.find(fact["article_id"], fact["program_name"])
        organization_id = organizations.find(fact["article_id"], fact["organization_name"])
        if program_id is None:
            rejections.append(unknown_names(fact, "program_organization", [fact["program_name"]], "program"))
        elif organization_id is None:
            rejections.append(unknown_names(fact, "program_organization", [fact["organization_name"]], "organization"))
        else:
            values = (program_id, organization_id, fact["role"])
            row_id = stable_id("pgo", *values)
            rows[row_id] = (row_id, *values)
            links.append((fact["fact_id"], row_id))
    schema = ProgramOrganizations.create_empty().schema
    frame = pl.DataFrame(sorted(rows.values()), schema=schema, orient="row")
    link_frame = pl.DataFrame(links, schema={"fact_id": pl.String, "core_id": pl.String}, orient="row")
    return ProgramOrganizations.validate(frame, cast=True), link_frame, rejections
