"""Programs, and the organizations that run, join, support, host or fund them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orchestration.extract.protocol import ProgramOrganizationStatement, ProgramStatement
from orchestration.extract.student.decoding import NO_FACT, STATUS, Decoding
from orchestration.extract.student.reading import Reading

OPERATOR = "operator"
ROLES = (OPERATOR, "participant", "supporter", "host", "funder")


class _Role(NamedTuple):
    """What an organization likely is in a program."""

    score: float
    name: str


Roles = dict[int, _Role]
"""By organization."""


def state_programs(decoding: Decoding) -> Iterator[ProgramStatement | ProgramOrganizationStatement]:
    """Yield each program that is stated, and its organizations."""
    reading = decoding.reading
    roles = {thing: _roles(decoding, thing) for thing in reading.of_letter("g") if thing in decoding.names}
    for thing, found in _each_in_one_program(roles).items():
        yield ProgramStatement(
            **decoding.named(thing),
            kind=reading.class_of("program_kind", thing)[0],
            status=STATUS.get(reading.class_of("program_modality", thing)[0], "active"),
            date_text=decoding.words_of("starts_on", thing, "d"),
        )
        for organization, role in sorted(found.items()):
            yield _statement(decoding, thing, organization, role)


def is_fact(reading: Reading, thing: int) -> bool:
    """False for a program that was denied, or came to nothing."""
    return reading.class_of("program_modality", thing)[0] not in NO_FACT


def _roles(decoding: Decoding, program: int) -> Roles:
    """Return the likeliest role of each organization."""
    best: Roles = {}
    for role in ROLES:
        for score, organization in decoding.reading.likely(role, program, "o", decoding.limits[role]):
            if organization in decoding.names and score > best.get(organization, _Role(0.0, "")).score:
                best[organization] = _Role(score, role)
    return best


def _each_in_one_program(roles: Mapping[int, Roles]) -> dict[int, Roles]:
    """Leave organizations that run no program in the likeliest one only.

    A hub and its programs are told in one breath, and the startups of a program are in the hub too. On `dev` 26 of the
    29 second programs that this leaves out are wrong.
    """
    most: dict[int, float] = {}
    for found in roles.values():
        for organization, role in found.items():
            if role.name != OPERATOR:
                most[organization] = max(role.score, most.get(organization, 0.0))
    return {
        program: {who: role for who, role in found.items() if role.name == OPERATOR or role.score == most[who]}
        for program, found in roles.items()
    }


def _statement(decoding: Decoding, program: int, organization: int, role: _Role) -> ProgramOrganizationStatement:
    start, end = decoding.quote(role.name, program, organization)
    return ProgramOrganizationStatement(
        program_name=decoding.names[program],
        organization_name=decoding.names[organization],
        role=role.name,
        char_start=start,
        char_end=end,
        rule=role.name,
        confidence=role.score,
    )
