"""Does a name belong to a person?

Here: the hints for and against. Not here: titles and organizations of persons (`person_roles`).
"""

from __future__ import annotations

from orchestration.extract import vocabulary
from orchestration.extract.rules.hints import anchor
from orchestration.extract.rules.name_kinds import head_type, is_common, is_other, place_names
from orchestration.extract.rules.units import KOREAN_GIVEN, NameSpan

SURNAMES = {"park", "bank", "post", "college"}  # head nouns of organizations that are surnames too
LONGEST_NAME = 5  # units of "Nguyễn Thị Thu Hằng", "K. Anuradha Reddy"


def person_score(span: NameSpan) -> float:
    """Return how much speaks for a person, from 0 to over 1; 0.5 is enough."""
    if _cannot_be_person(span):
        return 0.0
    relation, verb = anchor(span)
    lemma = verb.lemma_.lower()
    is_long = len(span.units) > 1
    weighed = (
        (0.55, span.role == "person"),
        (0.5, len(span.units) <= 3 and any(KOREAN_GIVEN.match(u.text) for u in span.units)),
        (0.35 if is_long else 0.15, _is_labelled_person(span)),
        (0.6, _title_after(span) or _title_directly_before(span)),
        (0.3, relation == "nsubj" and lemma in vocabulary.words("people", "saying_verbs")),
        (0.5, _named_as_person(span)),
        (0.6, is_long and relation == "prep:by" and lemma in vocabulary.words("people", "founding_verbs")),
        (-0.4, not is_long and span.role != "person"),
        (-0.6, span.abbreviation is not None),
    )
    return sum(weight for weight, holds in weighed if holds)


def _cannot_be_person(span: NameSpan) -> bool:
    if len(span.units) > LONGEST_NAME or span.role == "quoted" or is_other(span.words) or is_common(span):
        return True
    return span.text in place_names() or (head_type(span.words) is not None and not _may_be_surname(span))


def _is_labelled_person(span: NameSpan) -> bool:
    return any(t.ent_type_ == "PERSON" for t in span.sentence.span.doc[span.first.i : span.last.i + 1])


def _may_be_surname(span: NameSpan) -> bool:
    return len(span.units) == 2 and span.words[-1] in SURNAMES


def _named_as_person(span: NameSpan) -> bool:
    doc = span.sentence.span.doc
    return (
        span.first.i > span.sentence.span.start
        and doc[span.first.i - 1].lower_ in vocabulary.words("people", "person_nouns")
        and len(span.units) > 1
    )


def _title_after(span: NameSpan) -> bool:
    """True for ", director of", ", head of", " (director", " is the director"."""
    doc, end = span.sentence.span.doc, span.sentence.span.end
    i = span.last.i + 1
    if i >= end or (doc[i].text not in (",", "(", "–", "—") and doc[i].lower_ not in ("is", "was", "serves", "as")):
        return False
    linked = doc[i].lower_ in ("is", "was", "serves", "as")
    for j in range(i + 1, min(i + 6, end)):
        token = doc[j]
        if token.lower_ in vocabulary.words("people", "title_words"):
            following = doc[j + 1].lower_ if j + 1 < end else ""
            return not linked or following in ("of", "at", "for", "and", "in")
        if token.is_punct and token.text not in ("-", "–"):
            return False
        if token.lower_ in ("of", "that", "in", "by", "from", "'s", "’s"):
            return (
                token.lower_ in ("'s", "’s")
                and j + 2 < end
                and any(t.lower_ in vocabulary.words("people", "title_words") for t in doc[j + 1 : j + 4])
            )
    return False


def _title_directly_before(span: NameSpan) -> bool:
    """True for "director Dimitra Papachristou" and "director, Dimitra Papachristou", not for "director of X"."""
    doc, start = span.sentence.span.doc, span.sentence.span.start
    i = span.first.i - 1
    if i >= start and doc[i].text == "," and i - 1 >= start:
        i -= 1
        return doc[i].lower_ in vocabulary.words("people", "title_words") and len(span.units) > 1
    return i >= start and doc[i].lower_ in vocabulary.words("people", "title_words") | vocabulary.words(
        "people", "honorifics"
    )
