"""Partnerships: agreements between named organizations.

Here: triggers, their parties, what makes them no fact, one statement per agreement. Not here: who is subject of what
(`parties`), what is an organization (`entities`). Words are in vocabulary/partnerships.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.protocol import PartnershipStatement, Statement
from orchestration.extract.rules.entity import Entity
from orchestration.extract.rules.parties import entities_of
from orchestration.extract.rules.partnership_triggers import MOST_PARTIES, parties_of
from orchestration.extract.rules.phrases import date_near, duration_in, sentence_text
from orchestration.extract.rules.world import World

VOC = "partnerships"
LONGEST_DATE_LINE = 6  # tokens of "1. August 2017."
JOINT_PLACE = re.compile(r"\b(?:cent(?:er|re)|lab|laboratory|institute|studio|hub)\b")
NO_PARTIES = {
    "residency",
    "accelerator",
    "grant",
    "training",
    "event_series",
    "policy",
    "fund",
}  # kinds that sign nothing
PLAIN_KINDS = {"agreement", "other"}
WINDOW = 7  # words before a trigger in which a modal verb or a negation counts


@dataclass(frozen=True)
class Agreement:
    """An agreement as one sentence states it."""

    parties: tuple[Entity, ...]
    trigger: Token
    sentence: Sentence
    rule: str
    kind: str
    date_text: str | None
    duration_text: str | None

    @property
    def key(self) -> frozenset[int]:
        """The parties, whatever their order."""
        return frozenset(id(p) for p in self.parties)


def state_partnerships(world: World) -> list[Statement]:
    """State every agreement once."""
    found: list[Agreement] = []
    for sentence in world.document.sentences:
        if sentence.is_title_case:
            continue
        for agreement in _agreements(world, sentence):
            _merge(found, agreement)
    for agreement in found:
        for party in agreement.parties:
            party.acts = True
    return [_statement(world, agreement) for agreement in found]


def _statement(world: World, agreement: Agreement) -> PartnershipStatement:
    start, end = world.document.quote_span(agreement.sentence, agreement.sentence.start_of(agreement.trigger))
    return PartnershipStatement(
        parties=tuple(p.name for p in agreement.parties),
        kind=agreement.kind,
        status="planned" if _is_planned(agreement.trigger) else "active",
        date_text=agreement.date_text,
        duration_text=agreement.duration_text,
        char_start=start,
        char_end=end,
        rule=f"partnership_{agreement.rule}",
        confidence=vocabulary.confidence(VOC, agreement.rule),
    )


def _merge(found: list[Agreement], new: Agreement) -> None:
    """Add an agreement unless it repeats one. What repeats across paragraphs is put together by `normalize`."""
    for k, old in enumerate(found):
        same = new.key == old.key
        if not (_repeats(new, old) if same else _is_part_of(new, old) or _is_part_of(old, new)):
            continue
        if old.key < new.key:
            found[k] = replace(new, date_text=new.date_text or old.date_text)
        else:
            weak = old.kind == "agreement" and new.kind not in PLAIN_KINDS
            found[k] = replace(
                old,
                date_text=old.date_text or (new.date_text if same else None),
                duration_text=old.duration_text or new.duration_text,
                kind=new.kind if weak and same else old.kind,
            )
        return
    found.append(new)


def _repeats(new: Agreement, old: Agreement) -> bool:
    """True for the same parties, unless another sentence gives another date, or a memorandum its own date."""
    mou_differs = (new.kind == "mou") != (old.kind == "mou") and bool(new.date_text)
    return new.sentence is old.sentence or not (_dates_differ(new, old) or mou_differs)


def _is_part_of(part: Agreement, whole: Agreement) -> bool:
    """True where fewer parties are named again: of the same kind, or as "the agreement" in the same paragraph."""
    if not part.key < whole.key or _dates_differ(part, whole):
        return False
    is_plain = part.kind in PLAIN_KINDS and not part.date_text and part.sentence.block is whole.sentence.block
    return part.sentence is whole.sentence or part.kind == whole.kind or is_plain


def _dates_differ(one: Agreement, other: Agreement) -> bool:
    return bool(one.date_text and other.date_text and one.date_text != other.date_text)


def _agreements(world: World, sentence: Sentence) -> Iterator[Agreement]:
    for token in sentence.tokens:
        for rule, mentions in parties_of(world, sentence, token):
            parties = tuple(e for e in entities_of(mentions) if e.program_kind not in NO_PARTIES)
            if 2 <= len(parties) <= MOST_PARTIES and not _is_no_fact(sentence, token):
                yield _agreement(world, sentence, token, rule, parties)
                break


def _agreement(world: World, sentence: Sentence, token: Token, rule: str, parties: tuple[Entity, ...]) -> Agreement:
    return Agreement(
        parties,
        token,
        sentence,
        rule,
        _kind(sentence, token, rule),
        date_near(world, sentence, token.i) or _date_of_ceremony(world, sentence),
        duration_in(world, sentence),
    )


def _is_no_fact(sentence: Sentence, trigger: Token) -> bool:
    """True where the clause of the trigger is denied, only possible, ended, or about something else."""
    doc = sentence.span.doc
    verb = (
        trigger
        if trigger.pos_ in ("VERB", "AUX")
        else next((a for a in trigger.ancestors if a.pos_ in ("VERB", "AUX")), trigger)
    )
    marks = {
        c.lower_
        for t in (trigger, verb, *[a for a in list(verb.ancestors)[:1] if verb.dep_ in ("xcomp", "acl")])
        for c in t.children
        if c.dep_ in ("neg", "aux", "det", "amod", "advmod", "mark")
    }
    governors = _governors(trigger)
    marks |= {t.lower_ for t in governors} & vocabulary.words(VOC, "hypothesis_nouns")
    doubts = vocabulary.words(VOC, "negations") | vocabulary.words(VOC, "hypotheses")
    marks |= {t.lower_ for t in _window(sentence, min(trigger.i, verb.i)) if t.lower_ in doubts and _is_doubt(t)}
    marks |= {
        t.lower_
        for t in doc[trigger.i + 1 : min(trigger.i + 3, sentence.span.end)]
        if t.lower_ in vocabulary.words(VOC, "ended")
    }
    if verb.dep_ in ("ccomp", "xcomp", "acl"):  # "denied that it signed"
        marks |= {verb.head.lower_, *(w.lower_ for w in verb.head.children if w.dep_ == "neg")}
    if sentence_text(sentence).rstrip('”"’) ').endswith("?"):
        return True
    blocked = (
        vocabulary.words(VOC, "negations")
        | vocabulary.words(VOC, "hypotheses")
        | vocabulary.words(VOC, "hypothesis_nouns")
        | vocabulary.words(VOC, "ended")
        | vocabulary.words(VOC, "other_relations")
    )
    return bool(marks & blocked)


def _window(sentence: Sentence, at: int) -> Iterator[Token]:
    """Yield the words before a token, back to the next comma or clause."""
    for token in reversed(sentence.span.doc[max(sentence.span.start, at - WINDOW) : at]):
        if token.text in (",", ";", ":", "—", "–") or token.lower_ in ("but", "though", "that"):
            return
        yield token


def _is_doubt(token: Token) -> bool:
    """False for the month of May."""
    return token.lower_ != "may" or (token.tag_ == "MD" and (token.text.islower() or token.i == token.sent.start))


def _governors(trigger: Token) -> list[Token]:
    """Return the words that a trigger hangs on, up to the clause: "talks" of "talks over an agreement"."""
    found: list[Token] = []
    for token in (trigger, *trigger.ancestors):
        found.append(token)
        if token.dep_ in ("relcl", "advcl", "ROOT", "conj") and token.pos_ in ("VERB", "AUX"):
            break
    return found[1:]


def _is_planned(trigger: Token) -> bool:
    verb = trigger if trigger.pos_ == "VERB" else next((a for a in trigger.ancestors if a.pos_ == "VERB"), trigger)
    return any(c.lower_ in ("will", "shall") for c in verb.children if c.dep_ == "aux") or verb.lemma_ == "plan"


@cache
def _kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = vocabulary.load(VOC)["kinds"]
    return tuple(
        (kind, re.compile(r"\b(?:" + "|".join(re.escape(p) for p in phrases) + r")\b"))
        for kind, phrases in kinds.items()
    )


def _kind(sentence: Sentence, trigger: Token, rule: str) -> str:
    text = sentence_text(sentence).lower()
    kind = next((kind for kind, pattern in _kind_patterns() if pattern.search(text)), "agreement")
    if rule == "joint" and kind in ("agreement", "other") and trigger.lemma_.lower() != "agree":
        return "joint_center" if JOINT_PLACE.search(text) else "joint_research"
    return kind


def _date_of_ceremony(world: World, sentence: Sentence) -> str | None:
    """Return the date of "The ceremony took place on 3 May" behind an agreement, or of "August 2017." before it."""
    previous = world.document.sentences[sentence.index - 1] if sentence.index else None
    if previous and previous.block is sentence.block and len(previous.tokens) <= LONGEST_DATE_LINE:
        return date_near(world, previous, previous.tokens[0].i)
    if sentence.index + 1 >= len(world.document.sentences):
        return None
    following = world.document.sentences[sentence.index + 1]
    word = next((t for t in following.tokens[:6] if t.lower_ in ("ceremony", "signing", "signed")), None)
    return date_near(world, following, word.i) if word is not None else None
