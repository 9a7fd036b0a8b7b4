"""The grounding check: is a statement true to the letter of its article?

Here: the reasons for which a statement is turned away. Not here: how an engine reads, and what rows look like (`run`).
The check knows nothing about the engine, so a learned model and a remote model pass through the same door.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from orchestration.extract.protocol import (
    ArticleText,
    MetricStatement,
    OrganizationStatement,
    PartnershipStatement,
    PersonRoleStatement,
    ProgramOrganizationStatement,
    ProgramStatement,
    Statement,
)
from orchestration.schemas import terms

CLOSED_LISTS = {
    ("organization", "organization_type"): terms.ORGANIZATION_TYPES,
    ("partnership", "kind"): terms.PARTNERSHIP_KINDS,
    ("partnership", "status"): terms.STATUSES,
    ("program", "kind"): terms.PROGRAM_KINDS,
    ("program", "status"): terms.STATUSES,
    ("program_organization", "role"): terms.PROGRAM_ROLES,
    ("metric", "subject_type"): terms.SUBJECT_TYPES,
}
VERBATIM_FIELDS = {
    "organization": ("name", "city_text", "country_text"),
    "partnership": ("date_text", "duration_text"),
    "program": ("name", "city_text", "country_text", "date_text"),
    "program_organization": (),
    "metric": ("subject_name", "value_text", "date_text"),
    "person_role": ("person_name", "title", "organization_name"),
}
REQUIRED_FIELDS = {
    "organization": ("name",),
    "partnership": (),
    "program": ("name",),
    "program_organization": ("program_name", "organization_name"),
    "metric": ("subject_name", "measure", "value_text"),
    "person_role": ("person_name",),
}

Reference = tuple[str, str]  # what kind of thing, and the name that a statement has for it


@dataclass(frozen=True)
class Problem:
    """Why a statement is turned away: a short code, and a message that says what to do."""

    reason: str
    message: str


@dataclass(frozen=True)
class Names:
    """The organizations and programs whose statements passed; other statements may refer to these only."""

    organizations: frozenset[str] = field(default_factory=frozenset)
    programs: frozenset[str] = field(default_factory=frozenset)


def check_alone(statement: Statement, article: ArticleText) -> Problem | None:
    """Check what needs no other statement: type, values, span, and words that must stand in the article."""
    return (
        _wrong_shape(statement)
        or _outside_text(statement, article)
        or _not_in_text(statement, article)
        or _too_few_parties(statement)
    )


def check_references(statement: Statement, names: Names) -> Problem | None:
    """Check that the organizations and programs that a statement refers to are stated by the same article."""
    if isinstance(statement, PersonRoleStatement):
        return None  # a minister may act for "Korea": the name must stand in the text, an organization it need not be
    for kind, name in references(statement):
        if kind == "city":
            continue
        known = names.organizations if kind == "organization" else names.programs
        if name not in known:
            return Problem(
                "unknown_name", f"'{name}' is not a stated {kind} of the article; state it, or use its stated name."
            )
    return None


def gather_names(statements: Iterable[Statement]) -> Names:
    """Collect the names that other statements may refer to."""
    listed = list(statements)
    return Names(
        organizations=frozenset(s.name for s in listed if isinstance(s, OrganizationStatement)),
        programs=frozenset(s.name for s in listed if isinstance(s, ProgramStatement)),
    )


def _wrong_shape(statement: Statement) -> Problem | None:
    kind = statement.fact_type
    for (fact_type, column), allowed in CLOSED_LISTS.items():
        if fact_type == kind and getattr(statement, column) not in allowed:
            return Problem(
                "unknown_term", f"{column} '{getattr(statement, column)}' is not one of {', '.join(allowed)}."
            )
    for column in REQUIRED_FIELDS[kind]:
        value = getattr(statement, column)
        if not isinstance(value, str) or not value.strip():
            return Problem("missing_value", f"{column} is empty; the engine must give it or leave the fact out.")
    if not 0.0 <= statement.confidence <= 1.0:
        return Problem("bad_confidence", f"confidence {statement.confidence} is not between 0 and 1.")
    return None


def _outside_text(statement: Statement, article: ArticleText) -> Problem | None:
    start, end = statement.char_start, statement.char_end
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        return Problem(
            "outside_text", f"span {start} to {end} holds no text of the article ({len(article.text)} characters)."
        )
    return None


def _not_in_text(statement: Statement, article: ArticleText) -> Problem | None:
    for column, value in _verbatim_values(statement):
        if not stands_in(value, article.text):
            return Problem(
                "not_in_text", f"{column} '{value}' does not stand in the article; use its words as they are."
            )
    return None


def stands_in(value: str, text: str) -> bool:
    """True where words stand in a text to the letter, not inside a longer word: "Aida" does not hold "AI"."""
    at = text.find(value)
    while at >= 0:
        if not (_goes_on(text, at) or _goes_on(text, at + len(value))):
            return True
        at = text.find(value, at + 1)
    return False


def _goes_on(text: str, at: int) -> bool:
    """True where a word goes on over a place of the text.

    Scripts written without blanks, or with endings attached to names (Korean), have no such places.
    """
    if not 0 < at < len(text):
        return False
    return _is_spaced(text[at - 1]) and _is_spaced(text[at])


def _is_spaced(character: str) -> bool:
    """True for digits, accents, and letters of scripts with capitals: these put blanks between words."""
    return character.isdecimal() or character.upper() != character.lower() or bool(unicodedata.combining(character))


def _verbatim_values(statement: Statement) -> Iterator[tuple[str, str]]:
    for column in VERBATIM_FIELDS[statement.fact_type]:
        value = getattr(statement, column)
        if value is not None:
            yield column, value
    for alias in getattr(statement, "aliases", ()):
        yield "alias", alias


def _too_few_parties(statement: Statement) -> Problem | None:
    if isinstance(statement, PartnershipStatement) and len(set(statement.parties)) < 2:
        return Problem("too_few_parties", "an agreement needs two different named organizations; name the other party.")
    return None


def references(statement: Statement) -> Iterator[Reference]:
    """Yield what a statement refers to: organizations, programs, and the city that a number is about."""
    if isinstance(statement, PartnershipStatement):
        yield from (("organization", party) for party in statement.parties)
    elif isinstance(statement, ProgramOrganizationStatement):
        yield "program", statement.program_name
        yield "organization", statement.organization_name
    elif isinstance(statement, MetricStatement):
        yield statement.subject_type, statement.subject_name
    elif isinstance(statement, PersonRoleStatement) and statement.organization_name:
        yield "organization", statement.organization_name


def values_of(statement: Statement) -> dict[str, Any]:
    """Return the kind-specific values of a statement, lists as lists."""
    shared = {f.name for f in fields(Statement)}
    values = {f.name: getattr(statement, f.name) for f in fields(statement) if f.name not in shared}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
