"""Entities and their mentions: the data that the modules of the rules engine share.

Here: two small classes and how spellings are compared. Not here: how entities are found (`entities`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from orchestration.extract.document import Sentence
from orchestration.extract.rules.units import NameSpan


@dataclass(eq=False)
class Entity:
    """Something named in the article. Filled while the article is read, then left alone."""

    kind: str = "other"  # organization, person, place, other
    organization_type: str = "other"
    score: float = 0.0
    hints: set[str] = field(default_factory=set)
    spellings: dict[str, int] = field(default_factory=dict)  # text -> first position in the article
    spans: list[NameSpan] = field(default_factory=list)
    program_kind: str | None = None  # set by `programs` when the entity is a program
    acts: bool = False  # set when a statement needs the entity as an organization

    @property
    def name(self) -> str:
        """The fullest spelling; of equally long ones the first."""
        return min(self.spellings, key=lambda s: (-len(s), self.spellings[s], s))

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other spellings, in the order of the article."""
        others = [s for s in self.spellings if s != self.name]
        return tuple(sorted(others, key=lambda s: (self.spellings[s], s)))

    @property
    def words(self) -> tuple[str, ...]:
        """Lower-case words of the fullest spelling."""
        return tuple(re.findall(r"[^\s,()]+", self.name.lower()))

    @property
    def is_organization(self) -> bool:
        """True for bodies that act."""
        return self.kind == "organization"


@dataclass(frozen=True, eq=False)
class Mention:
    """An occurrence of an entity in a sentence: tokens first to last of the sentence's doc."""

    entity: Entity
    sentence: Sentence
    first: int
    last: int
    is_named: bool = True
    abbreviation_end: int | None = None  # where an abbreviation in parentheses behind the name ends

    @property
    def start(self) -> int:
        """First code point in the article."""
        return self.sentence.start_of(self.sentence.span.doc[self.first])

    @property
    def end(self) -> int:
        """One past the last code point in the article."""
        return self.sentence.end_of(self.sentence.span.doc[self.last])


def fold(text: str) -> str:
    """Fold case, accents, punctuation and a leading article, to compare spellings."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    folded = " ".join(re.findall(r"[\w&]+", plain))
    return folded.removeprefix("the ")


def absorb(entity: Entity, other: Entity) -> None:
    """Make one entity of two: the first takes the spellings and spans of the other."""
    for text, start in other.spellings.items():
        entity.spellings[text] = min(start, entity.spellings.get(text, start))
    entity.spans = sorted(entity.spans + other.spans, key=lambda s: s.start)
