"""Everything that the modules of the kinds of fact read: the document, its entities, and where they are mentioned.

Here: mentions in the order of the text, references such as "the hub" included. Not here: what an entity is
(`entities`), what makes a program (`program_reasons`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.document import Document, Sentence
from orchestration.extract.rules.entity import Entity, Mention
from orchestration.extract.rules.name_kinds import core_words

DETERMINERS = {"the", "this", "that", "its", "our", "their", "these"}


CITY_NOUNS = {"city", "hall", "municipality", "government"}
TEACHING_NOUNS = {"university", "institute", "ministry", "agency", "foundation", "bank", "accelerator"}


SPECIAL_TAILS = {"of"}


@dataclass(eq=False)
class World:
    """A document with its entities and mentions."""

    document: Document
    entities: list[Entity]
    by_sentence: dict[int, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    main_city: str | None = None

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """Mentions in a sentence, in order."""
        return self.by_sentence.get(sentence.index, [])

    def organizations(self, sentence: Sentence) -> list[Mention]:
        """Mentions of organizations in a sentence, in order."""
        return [m for m in self.mentions(sentence) if m.entity.is_organization]

    def programs(self, sentence: Sentence) -> list[Mention]:
        """Mentions of programs in a sentence, in order."""
        return [m for m in self.mentions(sentence) if m.entity.program_kind]

    def topic(
        self, sentence: Sentence, *, before: int | None = None, programs: bool = True, in_block: bool = False
    ) -> Entity | None:
        """The organization or program that the text is about: the first of the sentence, or of one before."""
        indexes = range(sentence.index, max(-1, sentence.index - 6), -1)
        if in_block:
            first = next(
                i
                for i in range(max(0, sentence.index - 12), sentence.index + 1)
                if self.document.sentences[i].block is sentence.block
            )
            indexes = range(first, sentence.index + 1)
        for index in indexes:
            found = self.by_sentence.get(index, [])
            if index == sentence.index:
                found = [m for m in found if before is None or m.first < before]
            fitting = [m for m in found if m.entity.is_organization or (programs and m.entity.program_kind)]
            free = [
                m
                for m in fitting
                if m.last + 1 >= m.sentence.span.end or m.sentence.span.doc[m.last + 1].text not in ("'s", "’s")
            ]
            if fitting:
                return (free or fitting)[0].entity
        return None


def build_world(document: Document, entities: list[Entity]) -> World:
    """Lay out all mentions; a reference stands for the entity of its kind that was named last."""
    world = World(document, entities)
    for entity in entities:
        for span in entity.spans:
            world.by_sentence[span.sentence.index].append(
                Mention(
                    entity, span.sentence, span.first.i, span.last.i, True, span.abbreviation and span.abbreviation[1]
                )
            )
    seen: list[Entity] = []
    for sentence in document.sentences:
        named = sorted(world.by_sentence.get(sentence.index, []), key=lambda m: m.first)
        found = _refer(sentence, named, seen)
        if named or found:
            world.by_sentence[sentence.index] = sorted(named + found, key=lambda m: m.first)
    return world


def _refer(sentence: Sentence, named: list[Mention], seen: list[Entity]) -> list[Mention]:
    """Resolve "the hub" to what was named last; `seen` is kept up to date, the last one at its end."""
    starts = {m.first: m for m in named}
    taken = {i for m in named for i in range(m.first, m.last + 1)}
    found: list[Mention] = []
    for token in sentence.tokens:
        if token.i in starts:
            _touch(seen, starts[token.i].entity)
        elif token.i not in taken and _is_reference(token):
            agents = _agents(token, named)
            entity = _antecedent(token, [e for e in seen if e not in agents])
            if entity is not None:
                found.append(Mention(entity, sentence, token.i, token.i, is_named=False))
                _touch(seen, entity)
    return found


def _agents(token: Token, named: list[Mention]) -> list[Entity]:
    """Return the subjects of the verb whose object a word is: they do not found or open themselves."""
    if token.dep_ != "dobj":
        return []
    subjects = {t.i for c in token.head.children if c.dep_ == "nsubj" for t in c.subtree}
    return [m.entity for m in named if m.first in subjects or m.last in subjects]


def _touch(seen: list[Entity], entity: Entity) -> None:
    if entity in seen:
        seen.remove(entity)
    seen.append(entity)


def _is_reference(token: Token) -> bool:
    low = token.lower_
    if low == "hall" and token.i and token.nbor(-1).lower_ == "city":
        return True
    nouns = vocabulary.load("references")
    if low not in nouns["organizations"] and low not in nouns["programs"] and not token.text[0].isupper():
        return False
    doc = token.doc
    for i in range(token.i - 1, max(token.i - 4, token.sent.start - 1), -1):
        if doc[i].lower_ in DETERMINERS:
            following = doc[token.i + 1].lower_ if token.i + 1 < token.sent.end else ""
            return following not in SPECIAL_TAILS and not (
                token.i + 1 < token.sent.end
                and doc[token.i + 1].pos_ == "NOUN"
                and doc[token.i + 1].head is not token
                and doc[token.i + 1].dep_ == "compound"
            )
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "VERB", "ADV") or doc[i].is_punct:
            return False
    return False


def _antecedent(token: Token, seen: list[Entity]) -> Entity | None:
    """Return what a noun stands for: a name that holds the noun, else what was named last of a fitting kind."""
    low = token.lower_
    if low in CITY_NOUNS:
        return next((e for e in reversed(seen) if e.is_organization and "government" in e.hints), None)
    holding = (e for e in reversed(seen) if low in core_words(e.words) and (e.is_organization or e.program_kind))
    nouns = vocabulary.load("references")
    kinds, types = nouns["programs"].get(low, []), nouns["organizations"].get(low, [])
    fitting = (
        e for e in reversed(seen) if e.program_kind in kinds or (e.is_organization and e.organization_type in types)
    )
    return next(holding, None) or next(fitting, None) or _learned(low, types, seen)


def _learned(low: str, types: list[str], seen: list[Entity]) -> Entity | None:
    """Let "the university" teach the type of a name of which nothing else is known."""
    if not types or low not in TEACHING_NOUNS:
        return None
    unsure = (e for e in reversed(seen) if e.is_organization and "type_guessed" in e.hints and "listed" not in e.hints)
    entity = next(unsure, None)
    if entity is not None:
        entity.organization_type = types[0]
        entity.hints.discard("type_guessed")
    return entity
