"""Persons with title and organization."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extract.protocol import PersonRoleStatement
from orchestration.extract.student.decoding import Decoding
from orchestration.extract.student.labels import RELATION_NAMES


def state_persons(decoding: Decoding) -> Iterator[PersonRoleStatement]:
    """Yield each role of each person: one per title, or one with the organization alone."""
    reading, limits = decoding.reading, decoding.limits
    for person in reading.of_letter("p"):
        works = [
            pair for pair in reading.likely("works_for", person, "og", limits["works_for"]) if pair[1] in decoding.names
        ]
        roles: set[tuple[int | None, int | None]] = {
            (title, _organization(decoding, title, works))
            for _, title in reading.likely("holds", person, "t", limits["holds"])
        }
        if not roles:
            roles = {(None, organization) for score, organization in works[:1] if score >= limits["works_alone"]}
        seen: set[tuple[str | None, int | None]] = set()
        for title, organization in sorted(roles, key=str):
            words = None if title is None else reading.name_of(title)
            if (words, organization) in seen:
                continue
            seen.add((words, organization))
            yield _statement(decoding, person, title, organization)


def _organization(decoding: Decoding, title: int, works: list[tuple[float, int]]) -> int | None:
    """Return the organization in which a person holds a title: both relations speak for it."""
    row = decoding.reading.between[RELATION_NAMES.index("title_at"), title]
    ranked = sorted(((score * float(row[each]), each) for score, each in works), reverse=True)
    return ranked[0][1] if ranked else None


def _statement(decoding: Decoding, person: int, title: int | None, organization: int | None) -> PersonRoleStatement:
    reading = decoding.reading
    if title is not None:
        start, end = decoding.quote("holds", person, title)
        score = float(reading.between[RELATION_NAMES.index("holds"), person, title])
    else:
        start, end = decoding.quote("works_for", person, organization or 0)
        score = float(reading.between[RELATION_NAMES.index("works_for"), person, organization or 0])
    return PersonRoleStatement(
        person_name=reading.name_of(person),
        title=None if title is None else reading.name_of(title),
        organization_name=None if organization is None else decoding.names[organization],
        char_start=start,
        char_end=end,
        rule="holds" if title is not None else "works_for",
        confidence=score,
    )
