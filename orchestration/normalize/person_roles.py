"""Person roles: persons with title and organization -> core.person_roles.

Here: one row per person, organization and title, whatever their spelling. Not here: names of organizations
(`organizations`). A person whose organization is a program, or none that we know, keeps its name and has no id.

The id hashes what articles write, never a preferred name or the id of an organization, which a new article may change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import polars as pl

from orchestration.language.names import fold, fold_person
from orchestration.normalize.entities import Entities
from orchestration.schemas.core import PersonRoles
from orchestration.schemas.ids import stable_id


def normalize_person_roles(
    facts: pl.DataFrame, organizations: Entities, programs: Entities
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows, and which fact states which row."""
    groups: dict[tuple[str | None, ...], list[dict[str, Any]]] = defaultdict(list)
    for fact in facts.sort("fact_id").iter_rows(named=True):
        organization_id, organization_name = _organization(fact, organizations, programs)
        place = organization_id or (fold(organization_name) if organization_name else None)
        title = fold(fact["title"]) if fact["title"] else None
        resolved = {"organization_id": organization_id, "organization": organization_name}
        groups[fold_person(fact["person_name"]), place, title].append(fact | resolved)
    homes = Counter(written for group in groups.values() for written in {_written(fact) for fact in group})
    rows = [_row(group, homes) for group in groups.values()]
    links = [(fact["fact_id"], row[0]) for row, group in zip(rows, groups.values(), strict=True) for fact in group]
    frame = pl.DataFrame(rows, schema=PersonRoles.create_empty().schema, orient="row").sort("person_role_id")
    link_frame = pl.DataFrame(links, schema={"fact_id": pl.String, "core_id": pl.String}, orient="row")
    return PersonRoles.validate(frame, cast=True), link_frame


def _organization(fact: dict[str, Any], organizations: Entities, programs: Entities) -> tuple[str | None, str | None]:
    """Return id and name of the organization, or the name of a program, or the name as it is written."""
    name = fact["organization_name"]
    if organization_id := organizations.find(fact["article_id"], name):
        return organization_id, organizations.names[organization_id]
    program_id = programs.find(fact["article_id"], name)
    return None, programs.names[program_id] if program_id else name


def _written(fact: dict[str, Any]) -> tuple[str | None, ...]:
    return fact["person_name"], fact["organization_name"], fact["title"]


def _row_id(group: list[dict[str, Any]], homes: Mapping[tuple[str | None, ...], int]) -> str:
    """Return the smallest hash of what the articles write; with the article where others write the same ("SNU")."""
    own = [_written(fact) for fact in group if homes[_written(fact)] == 1]
    spellings = own or [(*_written(fact), fact["article_id"]) for fact in group]
    return min(stable_id("rol", *spelling) for spelling in spellings)


def _row(group: list[dict[str, Any]], homes: Mapping[tuple[str | None, ...], int]) -> tuple[str | None, ...]:
    first = group[0]
    return (
        _row_id(group, homes),
        _frequent([fact["person_name"] for fact in group]),
        _frequent([fact["title"] for fact in group]) if first["title"] else None,
        first["organization_id"],
        min(fact["organization"] for fact in group) if first["organization"] else None,
    )


def _frequent(values: list[str]) -> str:
    votes = Counter(values)
    return min(votes, key=lambda value: (-votes[value], -len(value), value))
