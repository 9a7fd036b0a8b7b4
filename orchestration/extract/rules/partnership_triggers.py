"""Triggers of partnerships and their parties.

Here: verbs and nouns of agreement, and who stands beside them. Not here: denied and repeated agreements
(`partnerships`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.rules.entity import Entity, Mention
from orchestration.extract.rules.parties import SUBJECTS, after_preposition, entities_of, subject_of, subjects
from orchestration.extract.rules.phrases import sentence_text
from orchestration.extract.rules.world import World

VOC = "partnerships"
MOST_PARTIES = 30
NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


def parties_of(world: World, sentence: Sentence, token: Token) -> Iterator[tuple[str, list[Mention]]]:
    """Yield candidate lists of parties for a token that may be a trigger, the surest first."""
    if token.pos_ in ("VERB", "AUX"):
        yield from _parties_of_verb(world, sentence, token)
    elif token.pos_ in ("NOUN", "PROPN"):
        yield from _parties_of_noun(world, sentence, token)


def _parties_of_verb(world: World, sentence: Sentence, token: Token) -> Iterator[tuple[str, list[Mention]]]:
    lemma = token.lemma_.lower()
    if _is_partner_verb(token):
        behind = after_preposition(world, sentence, token.i + 1, ("with",))
        yield "verb_with", subjects(world, sentence, token) + behind + _together_with(world, sentence)
    if lemma == "agree" and any(c.dep_ in ("xcomp", "ccomp") for c in token.children):
        yield "joint", subjects(world, sentence, token)  # "A and B agreed to set up X"
    if lemma == "sign" and (behind := after_preposition(world, sentence, token.i + 1, ("with",), reach=1)):
        yield "signed", subjects(world, sentence, token) + behind
    if lemma in vocabulary.words(VOC, "signing_verbs"):
        yield from _signed(world, sentence, token)
    together = _together_with(world, sentence)
    if together and lemma in vocabulary.words(VOC, "shared_verbs"):
        yield "joint", subjects(world, sentence, token) + together
    if lemma in vocabulary.words(VOC, "founding_verbs") and _is_joint(token):
        yield "joint", subjects(world, sentence, token) + together


def _signed(world: World, sentence: Sentence, verb: Token) -> Iterator[tuple[str, list[Mention]]]:
    """Read "A signed an agreement with B", "an agreement was signed between A and B", "A and B signed"."""
    noun = _agreement_object(verb)
    if noun is None:
        return
    start = max(verb.i, noun.i - 3) + 1
    behind = after_preposition(world, sentence, start, ("with", "between", "by"))
    behind = behind or after_preposition(world, sentence, verb.i + 1, ("with",))
    passive = any(c.dep_ == "nsubjpass" for c in verb.children) or (verb.tag_ == "VBN" and noun.i < verb.i)
    first = [] if passive and len(entities_of(behind)) > 1 else subjects(world, sentence, verb)
    yield "signed", first + behind + _together_with(world, sentence)
    if not behind:
        yield "list", first + _named_later(world, sentence, verb)


def _parties_of_noun(world: World, sentence: Sentence, token: Token) -> Iterator[tuple[str, list[Mention]]]:
    lemma = token.lemma_.lower()
    if lemma == "signatory":
        yield "list", _signatories(world, sentence, token)
    if lemma not in vocabulary.words(VOC, "agreement_nouns"):
        return
    between = after_preposition(world, sentence, token.i + 1, ("between",), reach=8)
    if len(entities_of(between)) > 1:
        yield "noun_between", between
    if behind := after_preposition(world, sentence, token.i + 1, ("with",), reach=8):
        yield "signed", _holders(world, sentence, token) + behind
    for clause in token.children:
        if clause.dep_ in ("relcl", "acl") and any(c.dep_ in SUBJECTS for c in clause.children):
            yield "signed", subjects(world, sentence, clause)
    yield from _listed_below(world, sentence, token)
    yield from _both(world, sentence)


def _named_later(world: World, sentence: Sentence, verb: Token) -> list[Mention]:
    """Read "three players signed an agreement. A will ... B brings ...": the parties are named later."""
    subject = subject_of(verb)
    plural = (
        next((t for t in subject.subtree if t.lower_ in vocabulary.words(VOC, "party_nouns")), None)
        if subject is not None
        else None
    )
    if plural is None:
        return []
    number = next((c.lower_ for c in plural.children if c.dep_ == "nummod"), "")
    wanted = NUMBER_WORDS.get(number, int(number) if number.isdigit() else 0)
    found: dict[int, Mention] = {}
    for following in world.document.sentences[sentence.index + 1 : sentence.index + 6]:
        if following.block is not sentence.block or len(found) >= wanted:
            break
        for mention in world.organizations(following):
            head = following.span.doc[mention.first : mention.last + 1].root
            if (head.dep_ == "nsubj" or mention.first <= following.span.start + 1) and len(found) < wanted:
                found.setdefault(id(mention.entity), mention)
    return list(found.values()) if len(found) == wanted else []


def _signatories(world: World, sentence: Sentence, token: Token) -> list[Mention]:
    """Read "the other signatories of the agreement are the A, the B and three companies: C, D and E"."""
    verb = next((t for t in sentence.tokens if t.i > token.i and t.lemma_ in ("be", "include")), None)
    if verb is None:
        return []
    listed = [m for m in world.organizations(sentence) if m.first > verb.i and m.is_named]
    first = [t.lower_ for t in sentence.tokens if t.i < token.i]
    if "other" in first and sentence.index:
        listed = world.organizations(world.document.sentences[sentence.index - 1])[:1] + listed
    return [m for m in listed if m.sentence is not sentence or not _inside_clause(sentence, verb, m)]


def _inside_clause(sentence: Sentence, verb: Token, mention: Mention) -> bool:
    """True for a name in a relative clause of a listed one ("..., that has its workshop near A")."""
    head = sentence.span.doc[mention.first : mention.last + 1].root
    return any(a.dep_ in ("relcl", "acl") and a.i > verb.i for a in head.ancestors)


def _both(world: World, sentence: Sentence) -> Iterator[tuple[str, list[Mention]]]:
    """Read "the two call it a partnership": the two organizations that the text has named most."""
    if world.organizations(sentence) or not re.search(
        r"^(?:the two|both sides|the two sides|the partners|both)\b", sentence_text(sentence).lower()
    ):
        return
    counts: dict[int, list[Mention]] = {}
    for index in range(max(0, sentence.index - 12), sentence.index):
        for mention in world.organizations(world.document.sentences[index]):
            counts.setdefault(id(mention.entity), []).append(mention)
    ranked = sorted(counts.values(), key=lambda found: (-len(found), found[0].start))
    if len(ranked) >= 2 and (len(ranked) == 2 or len(ranked[1]) > len(ranked[2])):
        yield "pair", [ranked[0][0], ranked[1][0]]


def _is_partner_verb(token: Token) -> bool:
    lemma = token.lemma_.lower()
    following = token.doc[token.i + 1].lower_ if token.i + 1 < token.sent.end else ""
    if lemma == "team":
        return following == "up"
    if lemma == "join":
        return following in vocabulary.words(VOC, "joining_nouns")
    return lemma in vocabulary.words(VOC, "partner_verbs")


def _agreement_object(verb: Token) -> Token | None:
    """Return the noun of agreement that a verb signs: its object, its passive subject, or close behind it."""
    nouns = vocabulary.words(VOC, "agreement_nouns")
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass", "attr", "pobj") and (child.lemma_.lower() in nouns):
            return child
    if verb.dep_ in ("acl", "relcl") and verb.head.lemma_.lower() in nouns:
        return verb.head
    if verb.lemma_.lower() in ("have", "begin", "complete", "launch", "make", "form", "accept", "agree"):
        return None
    end = min(verb.i + 12, verb.sent.end)
    return next(
        (t for t in verb.doc[verb.i + 1 : end] if t.lemma_.lower() in nouns and t.pos_ in ("NOUN", "PROPN")), None
    )


def _together_with(world: World, sentence: Sentence) -> list[Mention]:
    for token in sentence.tokens:
        if (
            token.lower_ in ("together", "jointly", "along")
            and token.i + 1 < sentence.span.end
            and token.nbor(1).lower_ == "with"
        ):
            return after_preposition(world, sentence, token.i + 1, ("with",), reach=2)
    return []


def _holders(world: World, sentence: Sentence, noun: Token) -> list[Mention]:
    """Return whose agreement it is: "A's deal", or the subject of the verb above."""
    own = [
        m
        for m in world.organizations(sentence)
        if m.last + 2 >= noun.i - 3
        and m.last < noun.i
        and any(t.text in ("'s", "’s") for t in sentence.span.doc[m.last + 1 : noun.i])
    ]
    if own:
        return own[-1:]
    verb = next((a for a in noun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return []
    subject = subject_of(verb)
    if (
        subject is not None
        and any(t.lower_ in ("its", "their", "his", "her") for t in subject.subtree)
        and not any(m.last < noun.i for m in world.organizations(sentence))
    ):
        topic = world.topic(sentence, before=noun.i, programs=False)
        return [m for m in world.mentions(world.document.sentences[max(0, sentence.index - 1)]) if m.entity is topic][
            :1
        ] or _last_mention(world, sentence, topic)
    return subjects(world, sentence, verb)


def _last_mention(world: World, sentence: Sentence, entity: Entity | None) -> list[Mention]:
    for index in range(sentence.index, max(-1, sentence.index - 8), -1):
        for mention in world.mentions(world.document.sentences[index]):
            if mention.entity is entity:
                return [mention]
    return []


def _listed_below(world: World, sentence: Sentence, token: Token) -> Iterator[tuple[str, list[Mention]]]:
    """Read "signed by" or "with two partners:" and the bullets below it."""
    text = sentence_text(sentence).rstrip(" :")
    if not (sentence_text(sentence).rstrip().endswith(":") or text.endswith(("signed by", "with", "between"))):
        return
    listed: list[Mention] = []
    for following in world.document.sentences[sentence.index + 1 : sentence.index + 1 + 3 * MOST_PARTIES]:
        if following.kind not in ("bullet", "row"):
            break
        if following.start - following.block.start < 8 and world.organizations(following):
            listed.append(world.organizations(following)[0])
    verb = next((a for a in [token, *token.ancestors] if a.pos_ in ("VERB", "AUX")), None)
    own = subjects(world, sentence, verb) if verb is not None and not text.endswith("signed by") else []
    yield "list", own + listed


def _is_joint(verb: Token) -> bool:
    words = [t.lower_ for t in verb.doc[max(verb.sent.start, verb.i - 4) : min(verb.sent.end, verb.i + 10)]]
    return bool(set(words) & vocabulary.words(VOC, "joint_words")) and bool(
        set(words) & vocabulary.words(VOC, "joint_nouns")
    )
