"""Which names are names of programs, and by which reason.

Here: "called X", "the opening of X", heads such as "Programme". Not here: kind, place, date and status as a statement
(`programs`). Words are in vocabulary/programs.yml.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.rules.entity import Entity
from orchestration.extract.rules.hints import anchor, anchor_of
from orchestration.extract.rules.lists import runs
from orchestration.extract.rules.name_kinds import core_words, head_type, is_other, program_kind, program_nouns
from orchestration.extract.rules.units import NameSpan
from orchestration.extract.rules.world import World

VOC = "programs"


EXPLAINABLE_TYPES = {"company", "accelerator", "hub", "other"}
BODY_NOUNS = {
    "accelerator",
    "incubator",
    "fund",
}  # "X, an accelerator" is a body; "X, the accelerator that Y runs" a program
ORDINALS = {"i", "ii", "iii", "iv", "v", "1", "2", "3"}
ACTING = {"acts_strongly", "acts", "title_beside", "agreed_with", "possesses"}


def mark_programs(entities: list[Entity]) -> None:
    """Give every entity that is a program its kind; the first reason found is kept as a hint `program:<reason>`."""
    _mark_by_reason(entities)
    owner = {span.start: e for e in entities for span in e.spans}
    for run in runs(sorted((s for e in entities for s in e.spans), key=lambda s: s.start)):
        members = [owner[s.start] for s in run]
        if any("program:created" in m.hints for m in members):
            for entity in members:  # "the opening of the X and the Y Lab"
                kind = program_kind(_words(entity.name))
                if (
                    entity.program_kind is None
                    and kind
                    and not ACTING & entity.hints
                    and entity.organization_type not in ("university", "government")
                ):
                    entity.program_kind = kind
                    entity.hints.add("program:created")


def _mark_by_reason(entities: list[Entity]) -> None:
    for entity in entities:
        if (entity.kind in ("person", "place") and "weak" not in entity.hints) or (
            entity.is_organization and "known" in entity.hints
        ):
            continue
        kind = next(
            (k for s in sorted(entity.spellings, key=len, reverse=True) if (k := program_kind(_words(s)))),
            None,
        )
        reason = _reason(entity, kind, entities)
        if reason:
            entity.program_kind = kind or _kind_from_context(entity)
            entity.hints.add(f"program:{reason}")
            if "weak" in entity.hints:
                entity.kind = "other"


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\s,()]+", text.lower()))


def _reason(entity: Entity, kind: str | None, groups: list[Entity]) -> str | None:
    """Return why an entity is a program, the surest reason first, or None."""
    if kind != "policy" and any(is_other(_words(s)) for s in entity.spellings):
        return None
    if any(is_named_so(s) and (kind or _kind_word_near(s)) for s in entity.spans):
        return "named"
    plain = not entity.is_organization or entity.organization_type in EXPLAINABLE_TYPES
    if (
        (kind or plain)
        and not {"agreed_with", "acts_strongly"} & entity.hints
        and any(_is_explained(span) for span in entity.spans)
    ):
        return "explained"
    if any(_is_opened(span) for span in entity.spans):
        return "named"
    if kind is None:
        return None
    if _has_sure_head(entity, kind):
        return "sure_head"
    if _is_joint_name(entity, groups):
        return "joint_name"
    return "created" if _may_be_created(entity, kind) and _created_spans(entity) else None


def _has_sure_head(entity: Entity, kind: str) -> bool:
    """True for "X Programme", "Fund II"."""
    if kind == "fund" and entity.words[-1] in ORDINALS:
        return True
    head = core_words(entity.words)[-1]
    return (
        len(entity.words) > 1
        and head in vocabulary.words(VOC, "sure_heads")
        and entity.organization_type != "university"
    )


def _may_be_created(entity: Entity, kind: str) -> bool:
    is_body = head_type(entity.words) in ("university", "government", "association")
    return not is_body or kind in ("graduate_school", "fund", "network", "policy")


def _created_spans(entity: Entity) -> list[NameSpan]:
    """Spans that say the entity is opened or launched; to be founded makes a body that acts no program."""
    acting = bool(ACTING & entity.hints)
    return [s for s in entity.spans if is_created(s) and not (acting and _verb_of_founding(s))]


def _verb_of_founding(span: NameSpan) -> bool:
    _, head = anchor(span)
    return head.lemma_.lower() in ("found", "start", "create", "run", "build")


def _is_joint_name(entity: Entity, groups: list[Entity]) -> bool:
    """True for "Fen-Orla Center": the first word joins the names of two organizations."""
    parts = entity.name.split()[0].replace("–", "-").split("-")
    known = {s for g in groups if g.is_organization and g is not entity for s in g.spellings}
    return len(parts) == 2 and all(p in known for p in parts)


def _is_explained(span: NameSpan) -> bool:
    """True for "X, the accelerator that Y runs" and "an incubator, the X"."""
    doc, window = span.sentence.span.doc, span.sentence.span
    nouns = vocabulary.words(VOC, "explaining_nouns")
    i = span.last.i + 1
    if i + 1 < window.end and (
        (doc[i].text == "," and doc[i + 1].lower_ in ("a", "an", "the", "its"))
        or (doc[i].lower_ == "is" and doc[i + 1].lower_ in ("a", "an"))
    ):
        for token in doc[i + 2 : min(i + 8, window.end)]:
            if (token.is_punct and token.text != "-") or token.lower_ in ("of", "that", "which", "in", "for", "with"):
                break
            if token.lower_ in nouns and not (doc[i + 1].lower_ in ("a", "an") and token.lower_ in BODY_NOUNS):
                following = doc[token.i + 1].text if token.i + 1 < window.end else "."
                return not (token.i + 1 < window.end and doc[token.i + 1].pos_ in ("NOUN", "PROPN")) or following == ","
    k = span.first.i - 1
    while k > window.start and doc[k].lower_ in ("the", "“", '"'):
        k -= 1
    return (
        k > window.start + 1
        and doc[k].text == ","
        and doc[k - 1].lower_ in nouns
        and doc[k - 2].lower_ in ("a", "an", "new", "summer", "venture", "graduate", "startup", "research")
    )


def is_named_so(span: NameSpan) -> bool:
    """True for: called "X", named X, known as X; also "X" program."""
    doc, start = span.sentence.span.doc, span.sentence.span.start
    before = [
        t.lower_
        for t in doc[max(start, span.first.i - 5) : span.first.i]
        if t.text not in ("“", '"', "‘", ",", "the", "The")
    ]
    if before and before[-1] in vocabulary.words(VOC, "naming_words"):
        return True
    if before[-2:] in (["known", "as"], ["name", "of"], ["name", "is"], ["name", "it"]):
        return True
    if span.role != "quoted":
        return False
    after = [t.lower_ for t in doc[span.last.i + 1 : min(span.sentence.span.end, span.last.i + 4)]]
    return any(w in program_nouns() for w in after[1:3]) or (program_kind(span.words) is not None and is_created(span))


def _is_opened(span: NameSpan) -> bool:
    """True for the opening ceremony of "X": a place, whatever its name."""
    relation, head = anchor(span)
    is_name = span.role == "quoted" and len(span.units) > 1
    return is_name and relation == "prep:of" and head.lemma_.lower() in vocabulary.words(VOC, "opening_nouns")


def _kind_word_near(span: NameSpan) -> str | None:
    doc, window = span.sentence.span.doc, span.sentence.span
    near = [
        *doc[max(window.start, span.first.i - 12) : span.first.i],
        *doc[span.last.i + 1 : min(window.end, span.last.i + 5)],
    ]
    return next((program_nouns()[t.lower_] for t in reversed(near) if t.lower_ in program_nouns()), None)


def _kind_from_context(entity: Entity) -> str:
    if "residence" in entity.words:
        return "residency"
    found = [_kind_word_near(span) for span in entity.spans]
    return next((k for k in found if k), "other")


def is_created(span: NameSpan) -> bool:
    """True where the text says that the named thing is opened, launched, planned ..."""
    relation, head = anchor(span)
    verbs = vocabulary.words(VOC, "creating_verbs")
    lemma = head.lemma_.lower()
    if relation in ("dobj", "nsubjpass", "attr", "oprd", "pobj") and lemma in verbs:
        return True
    if relation == "nsubj" and lemma == "be" and any(c.lower_ in ("due", "planned", "underway") for c in head.children):
        return True
    if relation == "nsubj" and lemma in ("open", "launch", "start", "begin", "run", "offer", "close", "receive"):
        return lemma in ("open", "start", "begin") and not any(c.dep_ == "dobj" for c in head.children)
    if (
        relation.startswith("prep:")
        and relation[5:] in ("of", "for", "in", "at", "into")
        and lemma in vocabulary.words(VOC, "creating_nouns")
    ):
        return True
    return _verb_just_before(span.first) or _verb_just_behind(span.last)


def _verb_just_behind(token: Token) -> bool:
    """True for "the X, launched in May" and "the X (ABC) opened"."""
    i, end = token.i + 1, token.sent.end
    while (
        i < end and i < token.i + 6 and (token.doc[i].text in ("(", ")", ",", "”", '"') or token.doc[i].text.isupper())
    ):
        i += 1
    if i >= end or i == token.i + 1:
        return False
    word = token.doc[i]
    return word.tag_ == "VBN" and word.lower_ in (
        "launched",
        "opened",
        "established",
        "inaugurated",
        "introduced",
        "unveiled",
        "hosted",
    )


def _verb_just_before(token: Token) -> bool:
    for i in range(token.i - 1, max(token.i - 4, token.sent.start - 1), -1):
        word = token.doc[i]
        if word.pos_ == "VERB" and word.lemma_.lower() in vocabulary.words(VOC, "creating_verbs"):
            return word.lemma_.lower() not in ("announce", "know", "call", "name", "hold", "continue")
        if word.lower_ not in ("the", "a", "an", "its", "“", '"', "their", "new", "up"):
            return False
    return False


def mark_referred(world: World) -> None:
    """Mark what is opened or built under another word: "The Office built the hub"."""
    for mentions_here in list(world.by_sentence.values()):
        for mention in mentions_here:
            entity = mention.entity
            if (
                mention.is_named
                or entity.program_kind
                or not entity.is_organization
                or entity.organization_type in ("university", "government", "company", "startup")
            ):
                continue
            kind = program_kind(_words(entity.name))
            token = mention.sentence.span.doc[mention.first]
            relation, head = anchor_of(token)
            if (
                kind
                and relation in ("dobj", "nsubjpass")
                and head.lemma_.lower() in ("inaugurate", "open", "build", "launch", "establish")
                and not {"agreed_with", "title_beside"} <= entity.hints
            ):
                entity.program_kind = kind
                entity.hints.add("program:referred")
