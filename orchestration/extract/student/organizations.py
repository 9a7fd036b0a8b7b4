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
        name, *aliases = reading.spellings(thing)
        best = max((reading.spans[i] for i in reading.things[thing].names), key=lambda span: span.score)
        start, end = decoding.quotes.around([(best.start, best.end)])
        city, country = decoding.place_of(thing)
        yield OrganizationStatement(
            name=name,
            aliases=tuple(aliases),
            organization_type=reading.class_of("organization_type", thing)[0],
            city_text=city,
            country_text=country,
            char_start=start,
            char_end=end,
            rule="mention",
            confidence=round(best.score, 4),
        )
