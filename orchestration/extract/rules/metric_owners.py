"""Whose number it is.

Here: receivers, possessors, subjects, and the program that the text is about. Not here: what is counted
(`metric_measures`).
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.rules.entity import Entity, Mention
from orchestration.extract.rules.hints import anchor_of
from orchestration.extract.rules.metric_measures import Number, words_around
from orchestration.extract.rules.parties import subject_of
from orchestration.extract.rules.phrases import sentence_text
from orchestration.extract.rules.world import World

VOC = "metrics"
GATHERED = {"startups", "companies", "students", "trainees"}


PROGRAM_MEASURES = {
    "startups",
    "companies",
    "participants",
    "students",
    "trainees",
    "area",
    "investment",
    "funding",
    "budget",
    "grant",
}


PACTS = {"agreement", "deal", "contract", "memorandum", "mou", "pact", "partnership", "alliance"}


def owner_of(world: World, number: Number, measure: str) -> tuple[Entity, str] | None:
    """Return whose number it is, and by which rule: the surest rule first."""
    sentence = number.sentence
    mentions = [m for m in world.mentions(sentence) if m.entity.is_organization or m.entity.program_kind]
    if number.is_money and measure != "revenue":
        mentions = [m for m in mentions if not _is_giver(m)]
    if measure == "duration":
        return _owner_of_duration(world, number, mentions)
    receiver = _receiver(number, mentions) if number.is_money else _behind(number, mentions)
    if receiver and measure != "revenue":
        return receiver.entity, "belonging"
    possessor = _possessor(number, mentions)
    if possessor:
        return possessor.entity, "possessor"
    if "home" in words_around(number, 3, 0) and (left := [m for m in mentions if m.last < number.first.i]):
        return left[0].entity, "belonging"
    program = _program_nearby(world, sentence, number.first.i)
    owns = _verb_lemma(number) in vocabulary.words(VOC, "owning_verbs")
    if program and (_is_about_program(sentence, measure) or (measure in PROGRAM_MEASURES and not owns)):
        return program, "topic"
    subject = _subject(world, number, mentions)
    if subject:
        return subject, "subject"
    return _fallback(world, number, mentions, program, measure)


def _is_giver(mention: Mention) -> bool:
    """True for "from Orla", "from Orla and Fen": the money is theirs no more."""
    relation, _ = anchor_of(mention.sentence.span.doc[mention.first : mention.last + 1].root)
    return relation == "prep:from"


def _fallback(
    world: World, number: Number, mentions: list[Mention], program: Entity | None, measure: str
) -> tuple[Entity, str] | None:
    left = [m for m in mentions if m.last < number.first.i]
    if left and {"where", "which", "that", "who"} & set(words_around(number, 3, 0)):
        return left[-1].entity, "topic"
    if left and not _is_owned(left[0]):
        return left[0].entity, "topic"
    if program and measure in PROGRAM_MEASURES:
        return program, "topic"
    topic = _pronoun_owner(world, number.sentence) or (mentions[0].entity if mentions else None)
    return (topic, "topic") if topic else None


def _verb_lemma(number: Number) -> str:
    verb = next((a for a in [number.last, *number.last.ancestors] if a.pos_ in ("VERB", "AUX")), None)
    return str(verb.lemma_.lower()) if verb is not None else ""


def _is_about_program(sentence: Sentence, measure: str) -> bool:
    text = sentence_text(sentence).lower()
    if measure == "participants" or re.search(r"\btakes? part\b|\bparticipat|\badmitted\b", text):
        return True
    return measure in GATHERED and bool(
        set(re.findall(r"[\w-]+", text)) & vocabulary.words("programs", "participant_words")
    )


def _owner_of_duration(world: World, number: Number, mentions: list[Mention]) -> tuple[Entity, str] | None:
    words = {t.lower_ for t in number.sentence.tokens}
    parties = [m for m in mentions if not m.entity.program_kind]
    is_pact = bool(PACTS & words)
    programs = [m for m in mentions if m.entity.program_kind]
    if programs and not (is_pact and parties):
        left = [m for m in programs if m.last < number.first.i]
        return (left[-1] if left else programs[0]).entity, "subject"
    program = _program_nearby(world, number.sentence, number.first.i)
    if program is not None and not is_pact:
        return program, "topic"
    if parties:
        return parties[0].entity, "topic"
    topic = _pronoun_owner(world, number.sentence)
    return (topic, "topic") if topic else None


def _program_nearby(world: World, sentence: Sentence, before: int) -> Entity | None:
    """Return the program that the text is about: in the sentence, or up to four sentences before, or the next."""
    here = world.programs(sentence)
    left = [m for m in here if m.last < before]
    if here:
        return (left[-1] if left else here[0]).entity
    for distance in (-1, -2, -3, -4, 1):
        index = sentence.index + distance
        if 0 <= index < len(world.document.sentences):
            programs = world.programs(world.document.sentences[index])
            if programs:
                return programs[-1].entity
    return None


def _pronoun_owner(world: World, sentence: Sentence) -> Entity | None:
    """Return what "it" stands for: the subject of a sentence before, else what that sentence names first."""
    words = {t.lower_ for t in sentence.tokens}
    is_single = bool(words & {"it", "its"}) and not words & {"they", "their"}
    for index in range(sentence.index - 1, max(-1, sentence.index - 6), -1):
        previous = world.document.sentences[index]
        found = [m for m in world.mentions(previous) if m.entity.is_organization or m.entity.program_kind]
        found = [m for m in found if not (is_single and _is_one_of_several(m))]
        subjects = [m for m in found if previous.span.doc[m.first : m.last + 1].root.dep_ in ("nsubj", "nsubjpass")]
        free = [m for m in found if not _is_owned(m)]
        for group in (subjects, free, found):
            if group:
                return group[0].entity
    return None


def _is_one_of_several(mention: Mention) -> bool:
    """True for each of "Orla and Fen", for which "it" cannot stand."""
    window, doc = mention.sentence.span, mention.sentence.span.doc
    root = doc[mention.first : mention.last + 1].root
    beside = {t.lower_ for t in doc[max(window.start, mention.first - 1) : min(window.end, mention.last + 2)]}
    return "and" in beside or root.dep_ == "conj" or any(c.dep_ == "conj" for c in root.children)


def _is_owned(mention: Mention) -> bool:
    """True for "Orla's", which is not what the sentence is about."""
    doc = mention.sentence.span.doc
    return mention.last + 1 < mention.sentence.span.end and doc[mention.last + 1].text in ("'s", "’s", "’", "'")


def _receiver(number: Number, mentions: list[Mention]) -> Mention | None:
    """Read "invest 2.4 billion won in the X", "granted the X DKK 21 million"."""
    doc = number.sentence.span.doc
    for mention in mentions:
        if number.last.i < mention.first <= number.last.i + 8:
            between = list(doc[number.last.i + 1 : mention.first])
            prepositions = [t.lower_ for t in between if t.pos_ == "ADP" or t.lower_ == "to"]
            if (
                prepositions[-1:]
                and prepositions[-1] in ("in", "into", "for", "to")
                and not any(t.is_punct or t.pos_ == "VERB" for t in between)
            ):
                return mention
        gap = list(doc[mention.last + 1 : number.first.i])
        before = doc[mention.first - 2 : mention.first] if mention.first >= 2 else []
        if (
            mention.last < number.first.i
            and not gap
            and any(t.lemma_ in ("grant", "give", "award", "pay", "cost") for t in before)
        ):
            return mention
    return None


def _behind(number: Number, mentions: list[Mention]) -> Mention | None:
    """Read "34 students from the X", "6 researchers at Y"."""
    doc = number.sentence.span.doc
    for mention in mentions:
        if not number.last.i < mention.first <= number.last.i + 10:
            continue
        between = list(doc[number.last.i + 1 : mention.first])
        prepositions = [t for t in between if t.lower_ in ("at", "of", "from", "in", "by", "inside")]
        if prepositions and not any(t.pos_ in ("VERB", "AUX") or (t.is_punct and t.text != "-") for t in between):
            return mention
    return None


def _possessor(number: Number, mentions: list[Mention]) -> Mention | None:
    """Read "Orla's 23 employees"."""
    doc = number.sentence.span.doc
    for mention in mentions:
        gap = [t.lower_ for t in doc[mention.last + 1 : number.first.i]]
        if gap and gap[0] in ("'s", "’s", "’", "'") and len(gap) <= 3:
            return mention
        if mention.last < number.first.i and gap == ["("]:
            return mention
    return None


def _subject(world: World, number: Number, mentions: list[Mention]) -> Entity | None:
    verb = next((a for a in [number.last, *number.last.ancestors] if a.pos_ in ("VERB", "AUX")), None)
    subject = subject_of(verb) if verb is not None else None
    if subject is None:
        return None
    inside = {t.i for t in subject.subtree} if subject.pos_ != "PRON" else set()
    if number.first.i in inside:
        return None
    found = next((m for m in mentions if m.first <= subject.i <= m.last), None)
    found = found or next((m for m in mentions if m.first in inside), None)
    found = found or next((m for m in mentions if subject in _ancestors(m)), None)
    if found:
        return found.entity
    if subject.lower_ in ("which", "that", "who"):
        return world.topic(number.sentence, before=subject.i)
    if subject.lower_ in ("it", "they"):
        earlier = [
            m
            for m in mentions
            if m.last < subject.i and number.sentence.span.doc[m.first : m.last + 1].root.dep_ == "nsubj"
        ]
        return earlier[-1].entity if earlier else _pronoun_owner(world, number.sentence)
    return None


def _ancestors(mention: Mention) -> list[Token]:
    root = mention.sentence.span.doc[mention.first : mention.last + 1].root
    return list(root.ancestors)[:4]
