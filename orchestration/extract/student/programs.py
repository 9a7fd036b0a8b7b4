"""Programs, and the organizations that run, join, support, host or fund them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orchestration.extract.protocol import ProgramOrganizationStatement, ProgramStatement
from orchestration.extract.student.decoding import NO_FACT, STATUS, Decoding
from orchestration.extract.student.quotes import SHORT_QUOTE
from orchestration.extract.student.reading import Reading
from orchestration.schemas.terms import PROGRAM_ROLES

OPERATOR = "operator"
LEAST = 0.1  # a role that is less likely counts for nothing


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
    for thing, found in _each_in_one_program(roles, decoding.limits["participant"]).items():
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
    """Return what organizations likely are in a program: who runs it, and how likely others have any other role.

    Those roles exclude each other, so that they add up; the likeliest one is named.
    """
    scores: dict[int, dict[str, float]] = defaultdict(dict)
    for role in PROGRAM_ROLES:
        for score, organization in decoding.reading.likely(role, program, "o", LEAST):
            if organization in decoding.names:
                scores[organization][role] = score
    best: Roles = {}
    for organization, found in scores.items():
        runs = found.pop(OPERATOR, 0.0)
        if runs >= decoding.limits[OPERATOR] and runs > max(found.values(), default=0.0):
            best[organization] = _Role(runs, OPERATOR)
        elif found:
            best[organization] = _Role(min(1.0, sum(found.values())), max(found, key=found.__getitem__))
    return best


def _each_in_one_program(roles: Mapping[int, Roles], least: float) -> dict[int, Roles]:
    """Leave organizations that run no program in the likeliest one, where they likely are in one at all.

    A hub and its programs are told in one breath, and the startups of a program are in the hub too: the model wavers
    between them. On `dev` this lifts the F1 of participants from 0.77 to 0.82.
    """
    others = {
        program: {who: role for who, role in found.items() if role.name != OPERATOR} for program, found in roles.items()
    }
    outside: dict[int, float] = defaultdict(lambda: 1.0)
    most: dict[int, float] = defaultdict(float)
    for found in others.values():
        for who, role in found.items():
            outside[who] *= 1 - role.score
            most[who] = max(most[who], role.score)
    return {
        program: {who: role for who, role in found.items() if role.name == OPERATOR}
        | {
            who: _Role(1 - outside[who], role.name)
            for who, role in others[program].items()
            if role.score == most[who] and 1 - outside[who] >= least
        }
        for program, found in roles.items()
    }


def _statement(decoding: Decoding, program: int, organization: int, role: _Role) -> ProgramOrganizationStatement:
    start, end = _quote(decoding, role.name, program, organization)
    return ProgramOrganizationStatement(
        program_name=decoding.names[program],
        organization_name=decoding.names[organization],
        role=role.name,
        char_start=start,
        char_end=end,
        rule=role.name,
        confidence=role.score,
    )


def _quote(decoding: Decoding, role: str, program: int, organization: int) -> tuple[int, int]:
    """Return the sentence of the organization, with those beside it that name both."""
    pair = decoding.reading.best_pair(role, program, organization)
    quote = decoding.quotes.around([(span.start, span.end) for span in reversed(pair)])
    names = map(decoding.places_of_names, (organization, program))
    return decoding.quotes.naming(quote, names, SHORT_QUOTE)
