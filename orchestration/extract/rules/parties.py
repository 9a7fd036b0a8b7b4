"""Who stands on which side of a word: subjects, "with" and "between", lists.

Here: groups of mentions joined by "and" and commas, the subject of a verb, the group behind a preposition.
Not here: what the word means (`partnerships`, `program_organizations`).
"""

from __future__ import annotations

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.rules.entity import Entity, Mention
from orchestration.extract.rules.world import World

SUBJECTS = ("nsubj", "nsubjpass")


SEPARATORS = {",", "and", "&", "the", "as", "well", "or", "also", "together", "with", "both", ";", '"', "“", "”"}


def group_at(world: World, sentence: Sentence, mention: Mention, left: bool = True) -> list[Mention]:
    """Return the organizations that commas and "and" join to a mention, in order."""
    found = world.organizations(sentence)
    k = found.index(mention)
    low = high = k
    while left and low > 0 and _joined(world, sentence, found[low - 1], found[low]):
        low -= 1
    while high + 1 < len(found) and _joined(world, sentence, found[high], found[high + 1]):
        high += 1
    return found[low : high + 1]


def _joined(world: World, sentence: Sentence, left: Mention, right: Mention) -> bool:
    doc = sentence.span.doc
    between = [t for t in doc[left.last + 1 : right.first] if not t.is_space]
    if not between or len(between) > 30:
        return False
    words, depth = [], 0
    for token in between:
        depth += (token.text == "(") - (token.text == ")")
        if not depth and token.text != ")":
            words.append(token.lower_)
    while "based" in words and words.index("based") >= 2:  # "A and Edmonton-based B"
        at = words.index("based")
        del words[at - 2 : at + 1]
    words = _without_places(world, sentence, between) if words[:1] and words[0] in ("of", "in", "from") else words
    if words and all(w in SEPARATORS for w in words) and {",", "and", "&", "with", "as"} & set(words):
        return True
    if (
        words
        and words[0] == ","
        and "and" in words[-4:]
        and all(w in SEPARATORS or w.isalpha() or w in "-'’'s" for w in words)
        and words.count(",") >= 1
        and len(words) <= 14
    ):
        return _is_conjunct(doc[left.first : left.last + 1].root, doc[right.first : right.last + 1].root) and not any(
            t.pos_ in ("VERB", "AUX") and t.dep_ in ("conj", "ROOT") for t in between
        )
    if words and words[0] in ("-", "of", "from", "in") and words[-1] in ("and", "the"):
        return _is_conjunct(doc[left.first : left.last + 1].root, doc[right.first : right.last + 1].root)
    return (
        _is_conjunct(doc[left.first : left.last + 1].root, doc[right.first : right.last + 1].root)
        and len(words) <= 8
        and not any(t.pos_ == "VERB" for t in between)
    )


def _without_places(world: World, sentence: Sentence, between: list[Token]) -> list[str]:
    """Words between two names without "of Lima"."""
    places = {i for m in world.mentions(sentence) if m.entity.kind == "place" for i in range(m.first, m.last + 1)}
    kept = [t for t in between if t.i not in places]
    return [
        t.lower_ for t in kept if not (t.lower_ in ("of", "in", "from") and t.i + 1 in places) and t.text not in "()"
    ]


def _is_conjunct(left: Token, right: Token) -> bool:
    for _ in range(6):
        if right.dep_ in ("conj", "appos", "compound", "nmod"):
            right = right.head
            if right == left:
                return True
        else:
            return False
    return False


def mention_at(world: World, sentence: Sentence, token: Token) -> Mention | None:
    """Return the organization that covers a token."""
    return next((m for m in world.organizations(sentence) if m.first <= token.i <= m.last), None)


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb, or of the verb that governs it."""
    for _ in range(6):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return child
        if (
            verb.dep_
            in ("xcomp", "conj", "advcl", "acl", "relcl", "ccomp", "aux", "pcomp", "dobj", "pobj", "prep", "attr")
            and verb.head is not verb
        ):
            verb = verb.head
        else:
            return None
    return None


def subjects(world: World, sentence: Sentence, verb: Token) -> list[Mention]:
    """Return the organizations that are the subject of a verb; a pronoun stands for what the text is about."""
    subject = subject_of(verb)
    if subject is not None:
        mention = mention_at(world, sentence, subject)
        if mention is None:
            inside = {t.i for t in subject.subtree}
            mention = next(
                (
                    m
                    for m in world.organizations(sentence)
                    if m.first in inside and m.first <= subject.i + 12 and _is_part(m, subject)
                ),
                None,
            )
        if mention is not None:
            return group_at(world, sentence, mention)
        if subject.lower_ == "we":
            return _own(world)
        if subject.lower_ in ("it", "they", "which", "that", "who"):
            return _antecedent(world, sentence, subject)
        if subject.pos_ in ("NOUN", "PROPN") and not any(m.last < verb.i for m in world.organizations(sentence)):
            return []
    return _nearest_left(world, sentence, verb)


def _is_part(mention: Mention, subject: Token) -> bool:
    token = mention.sentence.span.doc[mention.last]
    for _ in range(5):
        if token is subject or token == subject:
            return True
        if token.dep_ in ("conj", "appos", "compound", "nmod", "poss", "amod"):
            token = token.head
        else:
            return False
    return False


def _antecedent(world: World, sentence: Sentence, subject: Token) -> list[Mention]:
    left = [m for m in world.organizations(sentence) if m.last < subject.i]
    if left:
        return group_at(world, sentence, left[-1])
    if sentence.index:
        for index in range(sentence.index - 1, max(-1, sentence.index - 3), -1):
            previous = world.document.sentences[index]
            found = world.organizations(previous)
            if found:
                return group_at(world, previous, found[0])
    return []


def _own(world: World) -> list[Mention]:
    """Return who "we" are outside of quotes: the organization that the running text names first."""
    for sentence in world.document.sentences:
        if sentence.kind == "paragraph" and world.organizations(sentence):
            return world.organizations(sentence)[:1]
    return []


def _nearest_left(world: World, sentence: Sentence, verb: Token) -> list[Mention]:
    left = [m for m in world.organizations(sentence) if m.last < verb.i]
    if not left:
        return []
    nearest = left[-1]
    between = sentence.span.doc[nearest.last + 1 : verb.i]
    if any(t.text in (";", ":", ".") for t in between):
        return []
    return group_at(world, sentence, nearest)


def after_preposition(
    world: World, sentence: Sentence, start: int, words: tuple[str, ...], reach: int = 22
) -> list[Mention]:
    """Return the group behind the first of some prepositions after token `start`."""
    doc = sentence.span.doc
    for i in range(start, min(start + reach, sentence.span.end)):
        if doc[i].lower_ in words:
            if doc[i].lower_ == "between" and (pair := _between(world, sentence, i)):
                return pair
            for mention in world.organizations(sentence):
                if i < mention.first <= i + 12 and _only_fillers(sentence, i + 1, mention.first):
                    return group_at(world, sentence, mention, left=False)
        if doc[i].text == ";":
            break
    return []


def _between(world: World, sentence: Sentence, at: int) -> list[Mention]:
    """Read "between A, a maker of x, and B": what stands right behind "between", and behind the "and" that follows."""
    doc = sentence.span.doc
    found = [m for m in world.organizations(sentence) if m.first > at]
    if not found or found[0].first > at + 8:
        return []
    group = group_at(world, sentence, found[0], left=False)
    if len(entities_of(group)) > 1:
        return group
    second = next(
        (m for m in found[1:] if any(doc[i].lower_ == "and" for i in range(max(at, m.first - 3), m.first))), None
    )
    return [found[0], second] if second and second.first < at + 40 else group


def _only_fillers(sentence: Sentence, start: int, end: int) -> bool:
    tokens = [t for t in sentence.span.doc[start:end] if not t.is_space]
    return (
        all(
            t.lower_ in vocabulary.words("partnerships", "party_fillers")
            or t.pos_ in ("ADJ", "DET", "NUM", "PROPN", "NOUN", "PART", "ADV")
            or t.text in ("-", "'s", "’s", ":", ",", "“", '"')
            for t in tokens
        )
        and len(tokens) <= 10
    )


def entities_of(mentions: list[Mention]) -> list[Entity]:
    """Distinct entities, in order."""
    return list({id(m.entity): m.entity for m in mentions}.values())
