"""From a reading to statements, under the rules of docs/facts.md.

Here: what all decoders share: the reading, the thresholds, the quotes. Not here: the kinds of facts (one module each).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orchestration.extract.student.quotes import SHORT_QUOTE, Quotes
from orchestration.extract.student.reading import Reading
from orchestration.language.names import fold

NO_FACT = frozenset({"failed", "denied", "hypothetical"})
GOVERNMENT = "government"
STATUS = {"planned": "planned", "ended": "ended"}


@dataclass(frozen=True)
class Decoding:
    """A reading with what is needed to state facts; `names` are the organizations and programs that are stated."""

    reading: Reading
    limits: Mapping[str, float]
    quotes: Quotes
    names: Mapping[int, str]

    def quote(self, relation: str, head: int, tail: int) -> tuple[int, int]:
        """Return the sentences that hold the two mentions which speak most for a relation."""
        return self.quotes.around([(span.start, span.end) for span in self.reading.best_pair(relation, head, tail)])

    def named(self, thing: int) -> dict[str, Any]:
        """Return what a statement says of anything with a name: spellings, place, a mention as its proof.

        That is the surest mention, of those whose sentences tell the place too, where there are such.
        """
        name, *aliases = self.reading.spellings(thing)
        city, country = self.place_of(thing)
        told = [self._mentions(place) for place in (city, country) if place]
        proofs = []
        for span in self.reading.names_of(thing):
            quote = self.quotes.naming(self.quotes.around([(span.start, span.end)]), told, SHORT_QUOTE)
            proofs.append((sum(any(_holds(quote, each) for each in places) for places in told), span.score, quote))
        _, _, (start, end) = max(proofs, key=lambda proof: proof[:2])
        return {
            "name": name,
            "aliases": tuple(aliases),
            "city_text": city,
            "country_text": country,
            "char_start": start,
            "char_end": end,
            "rule": "mention",
            "confidence": max(score for _, score, _ in proofs),
        }

    def places_of_names(self, thing: int) -> list[tuple[int, int]]:
        """Return where a thing is named, in the order of the text."""
        return [(span.start, span.end) for span in self.reading.names_of(thing)]

    def _mentions(self, words: str) -> list[tuple[int, int]]:
        """Return where some words stand in the article."""
        return [found.span() for found in re.finditer(re.escape(words), self.reading.article.text)]

    def place_of(self, thing: int) -> tuple[str | None, str | None]:
        """Return the city and the country or region that a thing is tied to, in the words of the article."""
        found: dict[str, str] = {}
        for _, place in self.reading.likely("located", thing, "l", self.limits["located"]):
            if fold(self.reading.name_of(place)) in self._bodies:
                continue
            kind = self.reading.class_of("place_kind", place)[0]
            found.setdefault(kind, self.reading.name_of(self._city_around(place) if kind == "city" else place))
        return found.get("city"), found.get("area")

    @cached_property
    def _bodies(self) -> frozenset[str]:
        """The spellings of organizations other than governments: "at Mila" is no place, though a city is called so."""
        reading = self.reading
        return frozenset(
            fold(spelling)
            for thing in reading.of_letter("o")
            if thing in self.names and reading.class_of("organization_type", thing)[0] != GOVERNMENT
            for spelling in reading.spellings(thing)
        )

    def _city_around(self, place: int) -> int:
        """Return the city in which a district or a park lies, or the place itself."""
        around = self.reading.likely("lies_in", place, "l", self.limits["lies_in"])
        return around[0][1] if around else place

    def words_of(self, relation: str, head: int, letter: str) -> str | None:
        """Return the words of the likeliest tail of a relation, or None."""
        found = self.reading.likely(relation, head, letter, self.limits[relation])
        return self.reading.name_of(found[0][1]) if found else None


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
