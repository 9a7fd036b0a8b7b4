"""Organizations that the article names."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extract.protocol import OrganizationStatement
from orchestration.extract.student.decoding import Decoding


def state_organizations(decoding: Decoding) -> Iterator[OrganizationStatement]:
    """Yield each organization that is stated, with its spellings, type and place."""
    reading = decoding.reading
    for thing in reading.of_letter("o"):
        if thing not in decoding.names:
            continue
        yield OrganizationStatement(
            **decoding.named(thing), organization_type=reading.class_of("organization_type", thing)[0]
        )
