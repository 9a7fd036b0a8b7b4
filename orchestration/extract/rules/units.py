"""Words as a reader sees them, and spans of such words.

Here: putting tokens together (`Do-hyun`, `R&D`), the span of a name. Not here: where names begin and end (`names`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Token

from orchestration.extract.document import Sentence

JOINING = {"-", "–", "‐", "&", "/", ".", "·", "ㆍ", "+", "’", "'"}


ADJECTIVE_TAILS = re.compile(
    r"-(?:[a-z]+(?:ed|ing|en|wide|al|ic)|time|purpose|stack|sized|based|led|run|born|made|first|style|like|long|term|old|class|level|free|tech|sponsored|owned|backed|month|week|year|day|scale|friendly|core|off|up|in|ready|end)$"
)


KOREAN_GIVEN = re.compile(r"^[A-Z][a-z]+-[a-z]{1,7}$")


ELIDED = re.compile(r"^[dlDL]['’](?=[^\W\d_])")  # French: l'Innovation


@dataclass(frozen=True)
class Unit:
    """A word as a reader sees it: tokens without blanks between them, such as `Do-hyun` or `R&D`."""

    text: str
    first: Token
    last: Token

    @property
    def is_name_like(self) -> bool:
        """True for a capitalised word that is no derived adjective."""
        core = ELIDED.sub("", self.text)
        if not core or not any(c.isalpha() for c in core) or (not core[-1].isalnum() and core[-1] != "."):
            return False
        capital = core[0].isupper() or (core[0].islower() and len(core) > 2 and core[1].isupper())
        return capital and not ADJECTIVE_TAILS.search(core)

    @property
    def low(self) -> str:
        """Lower-case text."""
        return self.text.lower()


@dataclass(frozen=True)
class NameSpan:
    """A name in a sentence. `role` is name, person, title or quoted; `abbreviation` stood behind it in parentheses."""

    sentence: Sentence
    units: tuple[Unit, ...]
    role: str = "name"
    abbreviation: tuple[int, int] | None = None
    note: tuple[int, int] | None = field(default=None)  # what else stood in parentheses behind it

    @property
    def first(self) -> Token:
        """First token."""
        return self.units[0].first

    @property
    def last(self) -> Token:
        """Last token."""
        return self.units[-1].last

    @property
    def start(self) -> int:
        """First code point in the article."""
        return self.sentence.start_of(self.first)

    @property
    def end(self) -> int:
        """One past the last code point in the article."""
        return self.sentence.end_of(self.last)

    @property
    def words(self) -> tuple[str, ...]:
        """Lower-case words."""
        return tuple(u.low for u in self.units)

    @property
    def text(self) -> str:
        """Words of the article, as they stand."""
        return self.sentence.words(self.first, self.last)


def split_units(sentence: Sentence) -> list[Unit]:
    """Put tokens without blanks between them together where a sign joins them."""
    tokens = sentence.tokens
    units: list[Unit] = []
    i = 0
    while i < len(tokens):
        j = i
        while j + 1 < len(tokens) and _joins(tokens, j):
            j += 1
        units.append(Unit(sentence.words(tokens[i], tokens[j]), tokens[i], tokens[j]))
        i = j + 1
    return units


def _joins(tokens: list[Token], j: int) -> bool:
    left, right = tokens[j], tokens[j + 1]
    if left.whitespace_ or left.i + 1 != right.i or right.text in ("'s", "’s", "'", "’"):
        return False
    if right.text in JOINING:
        after = tokens[j + 2] if j + 2 < len(tokens) else None
        return (
            after is not None
            and not right.whitespace_
            and (after.text[0].isalnum())
            and left.text[-1].isalnum()
            and after.text != "s"
        )
    return left.text in JOINING and left.i > tokens[0].i and right.text[0].isalnum()
