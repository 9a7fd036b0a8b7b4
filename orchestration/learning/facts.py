"""From fact lines to facts: what is wrong with an annotated article, and its gold file.

Here: the meaning of the keys in docs/annotation.md. Not here: the grammar (`markup`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from orchestration.learning.markup import AnnotatedArticle, FactLine, Mention
from orchestration.schemas.terms import ORGANIZATION_TYPES, PARTNERSHIP_KINDS, PROGRAM_KINDS

NO_FACT = frozenset({"failed", "denied", "hypothetical"})
MODALITIES = frozenset({"actual", "planned", "ended"}) | NO_FACT
ROLES = {
    "operators": "operator",
    "participants": "participant",
    "supporters": "supporter",
    "hosts": "host",
    "funders": "funder",
}
_ROLE_KEYS = frozenset(ROLES) | {f"{role}?" for role in ROLES}
_UNIT = re.compile(r"[A-Z]{3}|people|organizations|items|m2|day|week|month|year")
_DATE = re.compile(r"(19|20)\d\d(-[01]\d(-[0-3]\d)?)?")
_KEYS: dict[str, frozenset[str]] = {
    "l": frozenset({"city", "country"}),
    "o": frozenset({"type", "at", "country"}),
    "a": frozenset({"kind", "parties", "date", "announced", "year", "duration", "modality"}),
    "g": frozenset({"kind", "at", "country", "date", "year", "modality"}) | _ROLE_KEYS,
    "q": frozenset({"of", "measure", "low", "high", "unit", "as_of"}),
    "p": frozenset({"org", "title"}),
    "d": frozenset(),
    "t": frozenset(),
}
_CLOSED = {"o": ("type", ORGANIZATION_TYPES), "a": ("kind", PARTNERSHIP_KINDS), "g": ("kind", PROGRAM_KINDS)}
_REFERENCES = dict.fromkeys(_ROLE_KEYS, "o") | {
    "at": "l",
    "parties": "o",
    "date": "d",
    "duration": "q",
    "org": "og",
    "title": "t",
    "of": "ogal",
}
_NEEDS_FACT, _NEEDS_NAME = "ogapql", "og"


def mistakes(article: AnnotatedArticle) -> Iterator[str]:
    """Yield what is wrong with the fact lines of an article, one message each."""
    marked = {mark for mention in article.mentions for mark in mention.ids}
    described = {fact.id for fact in article.facts}
    for mark in sorted(marked - set(article.names)):
        if mark[0] in _NEEDS_NAME:
            yield f"{mark} has only nominal mentions: no name"
    for mark in sorted(marked - described):
        if mark[0] in _NEEDS_FACT:
            yield f"{mark} is marked, but has no fact line"
    yield from _page_mistakes(article)
    for fact in article.facts:
        checks = (_key_mistakes(fact, marked), _value_mistakes(fact), _shape_mistakes(fact))
        yield from (f"line {fact.line} ({fact.id}): {message}" for found in checks for message in found)


def _page_mistakes(article: AnnotatedArticle) -> Iterator[str]:
    if not article.style:
        yield "no style line above the text"
    if article.published and not _DATE.fullmatch(article.published):
        yield f"published: {article.published!r} is not like 2024-10-28"
    for mention in article.mentions:
        words = article.text[mention.start : mention.end]
        if words != words.strip():
            yield f"{mention.ids}: blanks at the edge of the mark: {words!r}"
    yield from (f"{outer!r} has its own mark again inside" for outer in _marked_twice(article))


def _marked_twice(article: AnnotatedArticle) -> Iterator[str]:
    """Yield the words of marks that hold a mark of the same thing."""
    open_marks: list[Mention] = []
    for mention in sorted(article.mentions, key=lambda each: (each.start, -each.end)):
        open_marks = [outer for outer in open_marks if mention.end <= outer.end]
        for outer in open_marks:
            if set(outer.ids) & set(mention.ids):
                yield article.text[outer.start : outer.end]
        open_marks.append(mention)


def _key_mistakes(fact: FactLine, marked: set[str]) -> Iterator[str]:
    """Yield what is wrong with the mark, the keys, and the marks that they refer to."""
    if fact.id not in marked:
        yield f"{fact.id} is not marked in the text"
    if unknown := set(fact.values) - _KEYS[fact.kind]:
        yield f"unknown keys {sorted(unknown)}; known: {sorted(_KEYS[fact.kind])}"
    known_words = {"planned"} if fact.kind == "q" else set()
    if unknown_words := fact.flags - known_words:
        yield f"unknown words {sorted(unknown_words)}: a value is key=value, with double quotes around blanks"
    for key, kinds in _REFERENCES.items():
        for mark in fact.list(key):
            if mark not in marked or mark[0] not in kinds:
                yield f"{key}={mark}: no such mark, or none of {'/'.join(kinds)}"


def _value_mistakes(fact: FactLine) -> Iterator[str]:
    """Yield values that are not of their closed list, and dates that are none."""
    key, allowed = _CLOSED.get(fact.kind, ("", ()))
    if key and fact.values.get(key) not in allowed:
        yield f"{key}={fact.values.get(key)}: must be one of {', '.join(allowed)}"
    if fact.values.get("modality", "actual") not in MODALITIES:
        yield f"modality={fact.values['modality']}: must be one of {', '.join(sorted(MODALITIES))}"
    for name in {"announced", "year", "as_of"} & set(fact.values):
        if not _DATE.fullmatch(fact.values[name]):
            yield f"{name}={fact.values[name]}: write 2024, 2024-10 or 2024-10-28, or leave it out"


def _shape_mistakes(fact: FactLine) -> Iterator[str]:
    """Yield what a fact lacks."""
    if fact.kind == "a" and len(fact.list("parties")) < 2:
        yield "an agreement has at least two parties"
    if fact.kind == "l" and not re.fullmatch(r"[A-Z]{2}", fact.values.get("country", "XX")):
        yield "country is two capital letters"
    if fact.kind == "q":
        yield from _number_mistakes(fact)


def _number_mistakes(fact: FactLine) -> Iterator[str]:
    if missing := {"of", "measure", "unit"} - set(fact.values):
        yield f"a number needs {sorted(missing)}; a number that is no fact gets no mark"
    if not _UNIT.fullmatch(fact.values.get("unit", "people")):
        known = "people, organizations, items, m2, day, week, month, year or an ISO 4217 code"
        yield f"unit={fact.values['unit']}: must be {known}"
    if not {"low", "high"} & set(fact.values):
        yield "a number needs low, high or both"
    for key in {"low", "high"} & set(fact.values):
        try:
            float(fact.values[key])
        except ValueError:
            yield f"{key}={fact.values[key]} is not a number"


def gold(article: AnnotatedArticle) -> dict[str, Any]:
    """The gold file of an article, in the format of docs/evaluation.md: names and values instead of marks."""
    writer = _GoldWriter(article)
    programs = [fact for fact in article.of_kind("g") if fact.values.get("modality") not in NO_FACT]
    agreements = [fact for fact in article.of_kind("a") if fact.values.get("modality") not in NO_FACT]
    stated = {fact.id for fact in programs}
    numbers = [fact for fact in article.of_kind("q") if fact.values["of"][0] in "ol" or fact.values["of"] in stated]
    return {
        "article": article.name,
        "published": article.published,
        "organizations": [writer.organization(fact) for fact in article.of_kind("o")],
        "partnerships": [writer.partnership(fact) for fact in agreements],
        "programs": [writer.program(fact) for fact in programs],
        "participants": [each for fact in programs for each in writer.participants(fact)],
        "metrics": [writer.metric(fact) for fact in numbers],
        "people": [
            writer.person(fact) for fact in article.of_kind("p") if "org" in fact.values or "title" in fact.values
        ],
    }


class _GoldWriter:
    """Writes the entries of a gold file."""

    def __init__(self, article: AnnotatedArticle) -> None:
        self._names = article.names
        self._places = {fact.id: fact.values for fact in article.of_kind("l")}

    def name(self, mark: str) -> str:
        """The name of a mark; of a place, the plain name of its city."""
        return self._places.get(mark, {}).get("city") or self._names[mark][0]

    def organization(self, fact: FactLine) -> dict[str, Any]:
        return {**self._named(fact), "type": fact.values["type"], **self._place(fact), "optional": fact.is_optional}

    def partnership(self, fact: FactLine) -> dict[str, Any]:
        return {
            "parties": [self.name(mark) for mark in fact.list("parties")],
            "kind": fact.values["kind"],
            "announced": fact.values.get("announced"),
            "year": _year(fact),
            "optional": fact.is_optional,
        }

    def program(self, fact: FactLine) -> dict[str, Any]:
        return {
            **self._named(fact),
            "kind": fact.values["kind"],
            "operators": [self.name(mark) for mark in fact.list("operators")],
            **self._place(fact),
            "year": _year(fact),
            "optional": fact.is_optional,
        }

    def participants(self, fact: FactLine) -> Iterator[dict[str, Any]]:
        for key in fact.values:
            if ROLES.get(key.rstrip("?"), "operator") != "operator":
                is_optional = key.endswith("?") or fact.is_optional
                for mark in fact.list(key):
                    yield {"program": self.name(fact.id), "organization": self.name(mark), "optional": is_optional}

    def metric(self, fact: FactLine) -> dict[str, Any]:
        return {
            "subject": self.name(fact.values["of"]),
            "measure": fact.values["measure"],
            "low": _number(fact, "low"),
            "high": _number(fact, "high"),
            "unit": fact.values["unit"],
            "as_of": fact.values.get("as_of"),
            "planned": "planned" in fact.flags,
            "optional": fact.is_optional,
        }

    def person(self, fact: FactLine) -> dict[str, Any]:
        organization, title = fact.values.get("org"), fact.values.get("title")
        return {
            "person": self.name(fact.id),
            "organization": self.name(organization) if organization else None,
            "title": self.name(title) if title else None,
            "optional": fact.is_optional,
        }

    def _named(self, fact: FactLine) -> dict[str, Any]:
        return {"name": self.name(fact.id), "aliases": list(self._names[fact.id][1:])}

    def _place(self, fact: FactLine) -> dict[str, str | None]:
        tied = self._places.get(fact.values.get("at", ""), {})
        return {"city": tied.get("city"), "country": fact.values.get("country") or tied.get("country")}


def _year(fact: FactLine) -> int | None:
    stated = fact.values.get("year") or fact.values.get("announced")
    return int(stated[:4]) if stated else None


def _number(fact: FactLine, key: str) -> float | None:
    return float(fact.values[key]) if key in fact.values else None
