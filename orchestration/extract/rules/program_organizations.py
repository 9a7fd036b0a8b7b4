"""Who runs, joins, supports, hosts or funds a program.

Here: operators, cohorts, sponsors. Not here: what is a program (`programs`). Words are in vocabulary/programs.yml.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.protocol import ProgramOrganizationStatement, Statement
from orchestration.extract.rules.entity import Entity, Mention
from orchestration.extract.rules.parties import after_preposition, entities_of, subjects
from orchestration.extract.rules.world import World

VOC = "programs"


Links = dict[tuple[int, int], ProgramOrganizationStatement]


def state_program_organizations(world: World) -> list[Statement]:
    """State every pair of program and organization once; an operator is no participant."""
    found: Links = {}
    programs = [e for e in world.entities if e.program_kind]
    if not programs:
        return []
    for sentence in world.document.sentences:
        if not sentence.is_title_case:
            _operators(world, sentence, found)
    for sentence in world.document.sentences:
        if not sentence.is_title_case:
            _participants(world, sentence, found)
    return list(found.values())


def _add(
    world: World, found: Links, program: Entity, organization: Entity, role: str, sentence: Sentence, at: int, rule: str
) -> None:
    if organization is program or not organization.is_organization or (id(program), id(organization)) in found:
        return
    start, end = world.document.quote_span(sentence, at)
    organization.acts = True
    found[(id(program), id(organization))] = ProgramOrganizationStatement(
        program_name=program.name,
        organization_name=organization.name,
        role=role,
        char_start=start,
        char_end=end,
        rule=f"program_{rule}",
        confidence=vocabulary.confidence(VOC, rule),
    )


def _operators(world: World, sentence: Sentence, found: Links) -> None:
    verbs = vocabulary.words(VOC, "operating_verbs")
    programs = world.programs(sentence)
    for token in sentence.tokens:
        if token.pos_ != "VERB" or token.lemma_.lower() not in verbs or not programs:
            continue
        program = _object_program(programs, token.i)
        if program is None:
            continue
        passive = token.tag_ == "VBN" and any(
            t.lower_ == "by" for t in sentence.span.doc[token.i + 1 : min(token.i + 6, sentence.span.end)]
        )
        if passive:
            runners = after_preposition(world, sentence, token.i + 1, ("by",), reach=6)
            program = next((m for m in reversed(programs) if m.last < token.i), program)
        else:
            runners = [m for m in subjects(world, sentence, token) if m.entity is not program.entity]
        for entity in entities_of(runners):
            _add(world, found, program.entity, entity, "operator", sentence, program.start, "operator")


def _object_program(programs: list[Mention], at: int) -> Mention | None:
    right = [m for m in programs if m.first > at]
    left = [m for m in programs if m.last < at]
    return right[0] if right else (left[-1] if left else None)


def _participants(world: World, sentence: Sentence, found: Links) -> None:
    members = [
        m for m in world.organizations(sentence) if "listed" in m.entity.hints and m.is_named and _in_list(sentence)
    ]
    program = _program_for(world, sentence)
    if program is not None and members:
        for mention in members:
            _add(world, found, program, mention.entity, "participant", sentence, mention.start, "list")
    for mention in world.programs(sentence):
        _helpers(world, sentence, mention, found)


def _in_list(sentence: Sentence) -> bool:
    text = f"{sentence.span.text} {sentence.block.lead}".lower()
    words = set(re.findall(r"[\w-]+", text))
    if sentence.kind in ("bullet", "row"):
        return True
    return bool(words & vocabulary.words(VOC, "participant_words"))


def _program_for(world: World, sentence: Sentence) -> Entity | None:
    """Return the program of the sentence, or the one named last before it."""
    here = world.programs(sentence)
    if here:
        return here[0].entity
    for index in range(sentence.index - 1, max(-1, sentence.index - 25), -1):
        programs = world.programs(world.document.sentences[index])
        if programs:
            return programs[-1].entity
    return None


def _helpers(world: World, sentence: Sentence, program: Mention, found: Links) -> None:
    """Add who supports, funds or hosts the program in its sentence."""
    for token in sentence.tokens:
        role = _role_of(token)
        passive = token.tag_ == "VBN" and program.last < token.i
        if role and passive and role != "host":
            helpers = after_preposition(world, sentence, token.i + 1, ("by",), reach=4)
        elif role == "host":
            helpers = after_preposition(world, sentence, token.i + 1, ("by", "at"), reach=6)
        elif role:
            helpers = [m for m in subjects(world, sentence, token) if m.sentence is sentence and m.last < program.first]
        else:
            continue
        for mention in helpers:
            _add(world, found, program.entity, mention.entity, role, sentence, mention.start, "sentence")


def _role_of(token: Token) -> str | None:
    if token.lower_ == "hosted":
        return "host"
    roles = {"supporter": "supporter_words", "funder": "funder_words"}
    if token.pos_ != "VERB":
        return None
    return next((role for role, key in roles.items() if token.lower_ in vocabulary.words(VOC, key)), None)
