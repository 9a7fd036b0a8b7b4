"""Hints: what a text says about a name.

Here: one function per kind of hint, which looks at one occurrence of a name in its sentence. Not here: where names
begin and end (`names`), adding hints up (`judging`). Weights are in vocabulary/organizations.yml.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from orchestration.extract import vocabulary
from orchestration.extract.rules.name_kinds import head_type, known_organizations
from orchestration.extract.rules.units import NameSpan, Unit

ORG = "organizations"


def hints_of(span: NameSpan) -> Iterator[str]:
    """Yield the hints that one occurrence of a name gives."""
    yield from _form(span)
    yield from _left(span)
    yield from _right(span)
    yield from _grammar(span)


NER_HINTS = {"ORG": "ner_organization", "GPE": "ner_place", "LOC": "ner_place", "PERSON": "ner_person"}


def _form(span: NameSpan) -> Iterator[str]:
    """What the letters of a name, and the parentheses behind it, tell."""
    tells = {
        "known": span.text in known_organizations(),
        "head_noun": head_type(span.words) is not None,
        "abbreviation": span.abbreviation is not None,
        "ends_in_ai": len(span.units) > 1 and span.words[-1] == "ai",
        "all_capitals": any(_is_acronym(u) for u in span.units),
        "inner_capitals": any(_has_inner_capitals(u) for u in span.units),
        "quoted": span.role == "quoted",
        "place_in_parentheses": _note(span).split(",")[0] in vocabulary.words("places", "cities"),
        "in_country": is_located(span),
    }
    yield from (hint for hint, holds in tells.items() if holds)
    labels = (t.ent_type_ for t in span.sentence.span.doc[span.first.i : span.last.i + 1])
    if label := next((label for label in labels if label), ""):
        yield NER_HINTS.get(label, "ner_other")


def _is_acronym(unit: Unit) -> bool:
    return unit.text.isupper() and len(unit.text) >= 3 and unit.low not in vocabulary.words("names", "common_acronyms")


def _has_inner_capitals(unit: Unit) -> bool:
    text = unit.text
    return any(c.isupper() for c in text[1:]) and any(c.islower() for c in text) and "-" not in text


def _note(span: NameSpan) -> str:
    """What stands in parentheses behind a name."""
    return (
        span.sentence.source[span.note[0] - span.sentence.base : span.note[1] - span.sentence.base] if span.note else ""
    )


def is_located(span: NameSpan) -> bool:
    """True for a name that is a place here: "Narvik (Norway)"."""
    return _note(span) in vocabulary.words("places", "countries")


def _before(span: NameSpan, count: int = 1) -> Token | None:
    i = span.first.i - count
    return span.sentence.span.doc[i] if i >= span.sentence.span.start else None


def _after(span: NameSpan, count: int = 1) -> Token | None:
    i = span.last.i + count
    return span.sentence.span.doc[i] if i < span.sentence.span.end else None


def _left(span: NameSpan) -> Iterator[str]:
    token = _before(span)
    if token is None:
        if span.sentence.kind in ("bullet", "row"):
            yield "list_item"
        return
    low = _whole_word(token)
    if low in vocabulary.words(ORG, "descriptors") and not token.text[0].isupper() and token.whitespace_:
        yield "descriptor_before"
    if low == "based" and token.i > 1:
        yield "based_before"
    if low in ("in", "near", "across", "throughout"):
        yield "in_place"
    if low in ("of", "at", "from") and _title_before(token):
        yield "title_beside"
    if low == "the" and (two := _before(span, 2)) is not None and two.lower_ in ("of", "at") and _title_before(two):
        yield "title_beside"


def _title_before(preposition: Token) -> bool:
    doc = preposition.doc
    for i in range(preposition.i - 1, max(preposition.i - 7, preposition.sent.start - 1), -1):
        if doc[i].lower_ in vocabulary.words("people", "title_words"):
            return True
        if doc[i].is_punct:
            return False
    return False


def _right(span: NameSpan) -> Iterator[str]:
    token = _after(span)
    if token is None:
        return
    if token.text in ("'s", "’s", "’", "'"):
        following = [t.lower_ for t in (_after(span, 2), _after(span, 3), _after(span, 4)) if t is not None]
        if any(w in vocabulary.words("people", "title_words") for w in following[:3]):
            yield "title_beside"
        elif any(w in vocabulary.words(ORG, "possessions") for w in following[:2]):
            yield "possesses"
    elif token.lower_ in vocabulary.words("people", "title_words") and not token.is_sent_start:
        yield "title_beside"
    elif token.text in (",", "("):
        yield from _apposition(span)


def _whole_word(token: Token) -> str:
    """The lower-case word that a token ends, hyphens included: "start-up"."""
    if token.i >= 2 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
        return f"{token.nbor(-2).lower_}-{token.lower_}"
    return str(token.lower_)


def _apposition(span: NameSpan) -> Iterator[str]:
    start = _after(span, 2)
    near = [t.lower_ for t in (start, _after(span, 3), _after(span, 4)) if t is not None]
    if near[:1] in (["based"], ["headquartered"]) or near in (["which", "is", "based"], ["which", "has", "its"]):
        yield "based_after"
    if start is None or start.lower_ not in ("a", "an", "the", "one", "which", "who", "its", "another"):
        return
    for i in range(start.i + 1, min(start.i + 9, span.sentence.span.end)):
        token = start.doc[i]
        if token.is_punct and token.text != "-":
            return
        if token.lower_ in vocabulary.words(ORG, "appositions") or (
            token.lower_ in ("start", "spin") and token.doc[token.i + 1].text == "-"
        ):
            yield "apposition_after"
            return


def _grammar(span: NameSpan) -> Iterator[str]:
    relation, verb = anchor(span)
    lemma = verb.lemma_.lower()
    if relation == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        if lemma in vocabulary.words(ORG, "strong_verbs"):
            yield "acts_strongly"
        elif lemma in vocabulary.words(ORG, "verbs"):
            yield "acts"
    if relation in ("prep:with", "prep:between") and _deals(verb):
        yield "agreed_with"
    founded = lemma in vocabulary.words("people", "founding_verbs") and len(span.units) > 1
    if relation == "prep:by" and not founded and (lemma in vocabulary.words(ORG, "agent_verbs") or verb.tag_ == "VBN"):
        yield "agent"


def _deals(verb: Token) -> bool:
    chain = [verb, *list(verb.ancestors)[:2]]
    return any(t.lemma_.lower() in vocabulary.words(ORG, "agreement_verbs") for t in chain)


def anchor(span: NameSpan) -> tuple[str, Token]:
    """Return how a name hangs in its sentence: its relation, and the word it hangs on; conjuncts count as the first."""
    doc = span.sentence.span.doc
    return anchor_of(doc[span.first.i : span.last.i + 1].root)


def anchor_of(token: Token) -> tuple[str, Token]:
    """As `anchor`, for a token."""
    for _ in range(12):
        if token.dep_ in ("conj", "appos", "compound", "nmod", "flat") and token.head is not token:
            token = token.head
        else:
            break
    if token.dep_ in ("pobj", "pcomp") and token.head.dep_ in ("prep", "agent", "dative"):
        preposition = token.head
        return f"prep:{preposition.lower_}", preposition.head
    return token.dep_, token.head
