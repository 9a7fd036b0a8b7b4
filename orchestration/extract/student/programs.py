"""Programs, and the organizations that run, join, support, host or fund them."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extract.protocol import ProgramOrganizationStatement, ProgramStatement
from orchestration.extract.student.decoding import NO_FACT, STATUS, Decoding
from orchestration.extract.student.reading import Reading

ROLES = ("operator", "participant", "supporter", "host", "funder")


def state_programs(decoding: Decoding) -> Iterator[ProgramStatement | ProgramOrganizationStatement]:
    """Yield each program that is stated, and its organizations."""
    reading = decoding.reading
    for thing in reading.of_letter("g"):
        if thing not in decoding.names:
            continue
        yield ProgramStatement(
            **decoding.named(thing),
            kind=reading.class_of("program_kind", thing)[0],
            status=STATUS.get(reading.class_of("program_modality", thing)[0], "active"),
            date_text=decoding.words_of("starts_on", thing, "d"),
        )
        yield from _organizations(decoding, thing)


def is_fact(reading: Reading, thing: int) -> bool:
    """False for a program that was denied, or came to nothing."""
    return reading.class_of("program_modality", thing)[0] not in NO_FACT


def _organizations(decoding: Decoding, program: int) -> Iterator[ProgramOrganizationStatement]:
    """Yield the likeliest role of each organization."""
    best: dict[int, tuple[float, str]] = {}
    for role in ROLES:
        for score, organization in decoding.reading.likely(role, program, "o", decoding.limits[role]):
            if organization in decoding.names and score > best.get(organization, (0.0, ""))[0]:
                best[organization] = score, role
    for organization, (score, role) in sorted(best.items()):
        start, end = decoding.quote(role, program, organization)
        yield ProgramOrganizationStatement(
            program_name=decoding.names[program],
            organization_name=decoding.names[organization],
            role=role,
            char_start=start,
            char_end=end,
            rule=role,
            confidence=score,
        )
