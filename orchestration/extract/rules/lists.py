"""Lists of names in running text, bullets and tables.

Here: which names stand in one list, and whether the text announces it as a list of organizations.
Not here: what follows from it (`judging`, `program_organizations`).
"""

from __future__ import annotations

import re

from orchestration.extract import vocabulary
from orchestration.extract.rules.hints import anchor
from orchestration.extract.rules.units import NameSpan

ORG = "organizations"


def runs(spans: list[NameSpan]) -> list[list[NameSpan]]:
    """Put names together that only commas, "and" and notes in parentheses separate."""
    runs: list[list[NameSpan]] = []
    for span in spans:
        if runs and runs[-1][-1].sentence is span.sentence and _adjoins(runs[-1][-1], span):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _adjoins(left: NameSpan, right: NameSpan) -> bool:
    doc = left.sentence.span.doc
    between = [t for t in doc[left.last.i + 1 : right.first.i] if not t.is_space]
    if not between or len(between) > 14:
        return False
    text, depth = [], 0
    for token in between:
        depth += (token.text == "(") - (token.text == ")")
        if not depth and token.text != ")":
            text.append(token.lower_)
    return (
        bool(text)
        and all(t in (",", "and", "&", "or", "the", "as", "well", ";", '"', "”", "“") for t in text)
        and text != ["the"]
    )


def is_announced_list(span: NameSpan) -> bool:
    """True for "companies are A, B", "start-ups such as A", and bullets below "five companies"."""
    nouns = vocabulary.words(ORG, "list_nouns")
    sentence = span.sentence
    before = [
        t.lower_
        for t in sentence.span.doc[max(sentence.span.start, span.first.i - 14) : span.first.i]
        if not t.is_space
    ]
    if sentence.kind in ("bullet", "row") and all(not w.isalpha() for w in before):
        return _is_member_of_list(span)
    if not before or _lists_other_things(span):
        return False
    before = [w for w in before if w != "the"] if before[-1] == "the" else before
    if before[-1:] == ["."] and before[-2:-1] == ["viz"]:
        before = before[:-1]
    if not before:
        return False
    if before[-1] == ":":
        before = before[-8:]
    if before[-1] not in (
        "are",
        ":",
        "include",
        "including",
        "as",
        "like",
        "namely",
        "viz",
        "viz.",
        "were",
        "includes",
    ):
        return False
    return any(w in nouns for w in before)


def _lists_other_things(span: NameSpan) -> bool:
    """True for "events like the X": the nearest plural noun before the list is no word for organizations."""
    doc = span.sentence.span.doc
    for i in range(span.first.i - 1, max(span.first.i - 9, span.sentence.span.start - 1), -1):
        if doc[i].lower_ in vocabulary.words(ORG, "other_list_nouns"):
            return True
        if doc[i].lower_ in vocabulary.words(ORG, "list_nouns"):
            return False
    return False


def _is_member_of_list(span: NameSpan) -> bool:
    """True for a bullet or row below "five startups:"; below "Who joined?" only where the name is not a subject."""
    lead = span.sentence.block.lead.lower()
    words = set(re.findall(r"[\w-]+", lead))
    if words & (vocabulary.words(ORG, "list_nouns") | {"startup", "company", "team", "member"}) or "signed by" in lead:
        return True
    return "who" in words and anchor(span)[0] != "nsubj"
