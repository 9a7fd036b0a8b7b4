"""Persons with title and organization.

Here: the orders in which text puts person, title and organization. Not here: which names are persons (`persons`), where
titles begin and end (`elements`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.protocol import PersonRoleStatement, Statement
from orchestration.extract.rules.elements import PLACED_TITLES, Element, elements
from orchestration.extract.rules.entity import Entity, Mention
from orchestration.extract.rules.role_positions import (
    body_after_person,
    body_left_of,
    body_of_frame,
    body_right_of,
    led_body,
    person_left,
    persons_right,
)
from orchestration.extract.rules.world import World

VOC = "people"


@dataclass(frozen=True)
class Role:
    """A person, a title and a body found together in a sentence."""

    person: Entity
    body: Entity | None
    title: str | None
    sentence: Sentence
    at: int
    rule: str
    needs_body: bool = True


def state_person_roles(world: World) -> list[Statement]:
    """State every person once per organization, with the title where one is given."""
    found: dict[tuple[int, int], Role] = {}
    roles = [role for sentence in world.document.sentences for role in _roles(world, sentence)]
    with_body = {id(role.person) for role in roles if role.body}
    for role in roles:
        if role.body is None and (id(role.person) in with_body or (role := _in_context(world, role)).body is None):
            continue
        key = (id(role.person), id(role.body))
        best = found.get(key)
        if best is None or (best.title is None and role.title is not None):
            found[key] = role
    for role in found.values():
        if role.body and role.body.kind == "other":
            role.body.kind = "organization"
        if role.body:
            role.body.acts = True
    return [_statement(world, role) for role in found.values()]


def _statement(world: World, role: Role) -> PersonRoleStatement:
    start, end = world.document.quote_span(role.sentence, role.at)
    return PersonRoleStatement(
        person_name=role.person.name,
        title=role.title,
        organization_name=role.body.name if role.body else None,
        char_start=start,
        char_end=end,
        rule=f"person_{role.rule}",
        confidence=vocabulary.confidence(VOC, role.rule),
    )


def _roles(world: World, sentence: Sentence) -> Iterator[Role]:
    if not any(m.entity.kind == "person" for m in world.mentions(sentence)):
        yield from _pronoun_roles(world, sentence)
        return
    row = elements(world, sentence)
    for k, element in enumerate(row):
        if element.kind == "title":
            yield from _around_title(sentence, row, k)
        elif element.kind == "word":
            yield from _founders(sentence, row, k)
            yield from _heads_in_parentheses(sentence, row, k)
        elif (
            element.kind == "person"
            and k + 2 < len(row)
            and row[k + 1].low in ("of", "from")
            and row[k + 2].kind == "body"
            and not (k and row[k - 1].kind == "title")
        ):
            yield from _role(sentence, row[k], row[k + 2], None, "with_context")


def _pronoun_roles(world: World, sentence: Sentence) -> Iterator[Role]:
    """Read "He is head of programme at O" after a sentence with one person."""
    if sentence.tokens[0].lower_ not in ("he", "she") or not sentence.index:
        return
    previous = [m for m in world.mentions(world.document.sentences[sentence.index - 1]) if m.entity.kind == "person"]
    row = elements(world, sentence)
    if previous and len(row) > 3 and row[1].low in ("is", "was", "serves"):
        k = next((k for k, e in enumerate(row[:6]) if e.kind == "title"), None)
        body, _ = body_right_of(row, k) if k is not None else (None, 0)
        if k is not None and body and body.mention and " " in previous[-1].entity.name:
            title = sentence.words(sentence.span.doc[row[k].first], sentence.span.doc[row[k].last])
            yield Role(previous[-1].entity, body.mention.entity, title, sentence, sentence.start, "title_after_name")


def _role(
    sentence: Sentence, person: Element | None, body: Element | None, title: Element | None, rule: str
) -> Iterator[Role]:
    if person is None or person.mention is None or " " not in _full_name(person.mention):
        return
    text = None
    if title is not None:
        text = sentence.words(sentence.span.doc[title.first], sentence.span.doc[title.last])
    entity = body.mention.entity if body and body.mention else None
    if entity is not None and entity.kind == "place" and not (title and PLACED_TITLES & set(title.low.split())):
        entity = None
    yield Role(person.mention.entity, entity, text, sentence, person.mention.start, rule)


def _full_name(mention: Mention) -> str:
    return mention.entity.name


def _around_title(sentence: Sentence, row: list[Element], k: int) -> Iterator[Role]:
    body, after = body_right_of(row, k)
    body_left, before = body_left_of(row, k)
    rule = "title_before_name"
    people = persons_right(row, after)
    if not people:
        rule = "title_after_name"
        person = person_left(row, before)
        people = [person] if person else []
    if not people and body_left is not None and body is None:
        people = persons_right(row, k + 1)
    body = body or body_left or body_of_frame(row, k)
    for person in people:
        chosen = body or body_after_person(row, person) or led_body(row, k)
        if chosen is not None and led_body(row, k) is chosen:
            rule = "led_by"
        yield from _role(sentence, person, chosen, row[k], rule)


def _founders(sentence: Sentence, row: list[Element], k: int) -> Iterator[Role]:
    """Read "O, founded by P" and "P founded O"; also "P, who heads O"."""
    doc = sentence.span.doc
    token = doc[row[k].first]
    lemma = token.lemma_.lower()
    founding = lemma in vocabulary.words(VOC, "founding_verbs")
    if not (founding or lemma in vocabulary.words(VOC, "leading_verbs")) or token.pos_ != "VERB":
        return
    by = next((i for i in range(k + 1, min(k + 9, len(row))) if row[i].low == "by"), None)
    rule = "founded_by" if founding else "led_by"
    if by is not None and token.tag_ == "VBN":
        person = next((e for e in row[by + 1 : by + 8] if e.kind == "person"), None)
        body = next((e for e in reversed(row[:k]) if e.kind == "body"), None) or next(
            (
                e
                for e in row[by:]
                if e.kind == "body" and e.mention and e.mention.entity.kind != "place" and _is_subject(e, doc)
            ),
            None,
        )
        if (
            person
            and body
            and not any(e.kind == "title" and e.first > row[by].first and e.last < person.first for e in row)
        ):
            yield from _role(sentence, person, body, None, rule)
    elif token.tag_ != "VBN" and k + 1 < len(row):
        person = next((e for e in reversed(row[:k]) if e.kind == "person"), None)
        body = next((e for e in row[k + 1 : k + 4] if e.kind == "body"), None)
        if (
            founding
            and person
            and body
            and all(e.kind == "word" and e.low in ("the", "a") for e in row[k + 1 : row.index(body)])
        ):
            yield from _role(sentence, person, body, None, rule)


def _heads_in_parentheses(sentence: Sentence, row: list[Element], k: int) -> Iterator[Role]:
    """Read "O (co-directors: P of A and P of B)"."""
    if (
        row[k].low not in vocabulary.words(VOC, "plural_titles")
        or k < 2
        or row[k - 1].low != "("
        or row[k - 2].kind != "body"
    ):
        return
    for element in row[k + 1 :]:
        if element.low == ")":
            return
        if element.kind == "person":
            yield from _role(sentence, element, row[k - 2], row[k], "title_before_name")


def _is_subject(element: Element, doc: object) -> bool:
    token = doc[element.last]  # type: ignore[index]
    return token.dep_ in ("nsubj", "nsubjpass")


def _in_context(world: World, role: Role) -> Role:
    """Give a person without an organization the one that the sentence, or the text before it, is about."""
    first = min((m.first for m in world.mentions(role.sentence) if m.entity is role.person), default=None)
    others = [
        m
        for m in world.mentions(role.sentence)
        if m.entity.kind == "person" and m.entity is not role.person and first is not None and m.first < first
    ]
    body = (
        None
        if others
        else world.topic(role.sentence, before=first, in_block=True) or world.topic(role.sentence, before=first)
    )
    return Role(role.person, body, role.title, role.sentence, role.at, "with_context") if role.title else role
