"""What an engine gets and gives: one article in, statements out.

Here: the article as engines see it, one frozen dataclass per kind of fact, the protocol that every engine keeps.
Not here: whether a statement is true to the text (`grounding`), rows and ids (`run`), how an engine reads (`student`,
`llm`).

Statements hold words of the article, never normalized values. Offsets count Unicode code points of `ArticleText.text`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import ClassVar, Protocol


@dataclass(frozen=True)
class ArticleText:
    """One article, as engines see it."""

    article_id: str
    text: str
    title: str | None = None
    published_on: date | None = None
    language: str | None = None
    publisher: str | None = None
    author: str | None = None

    @property
    def sha256(self) -> str:
        """Hash of everything that an engine can see: the same hash means the same statements."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What every statement has: the span that proves it, the rule that read it, and how sure the engine is."""

    fact_type: ClassVar[str]

    char_start: int
    char_end: int
    rule: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class OrganizationStatement(Statement):
    """An organization that the article names."""

    fact_type: ClassVar[str] = "organization"

    name: str
    aliases: tuple[str, ...] = ()
    organization_type: str = "other"
    city_text: str | None = None
    country_text: str | None = None


@dataclass(frozen=True, kw_only=True)
class PartnershipStatement(Statement):
    """An agreement; `parties` are names of organizations of the same article."""

    fact_type: ClassVar[str] = "partnership"

    parties: tuple[str, ...]
    kind: str = "other"
    status: str = "active"
    date_text: str | None = None
    duration_text: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProgramStatement(Statement):
    """A named programme, centre, lab, fund and the like."""

    fact_type: ClassVar[str] = "program"

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "other"
    status: str = "active"
    city_text: str | None = None
    country_text: str | None = None
    date_text: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProgramOrganizationStatement(Statement):
    """An organization that runs, joins, supports, hosts or funds a program; both are named in the same article."""

    fact_type: ClassVar[str] = "program_organization"

    program_name: str
    organization_name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class MetricStatement(Statement):
    """A number with its subject: an organization or program of the same article, or a city in its words."""

    fact_type: ClassVar[str] = "metric"

    subject_type: str
    subject_name: str
    measure: str
    value_text: str
    date_text: str | None = None
    is_planned: bool = False


@dataclass(frozen=True, kw_only=True)
class PersonRoleStatement(Statement):
    """A person with the title and the organization that the text gives."""

    fact_type: ClassVar[str] = "person_role"

    person_name: str
    title: str | None = None
    organization_name: str | None = None


class Engine(Protocol):
    """Reads one article. Pure: the same article and version give the same statements, in the same order."""

    @property
    def name(self) -> str:
        """Short name, as in the settings."""

    @property
    def version(self) -> str:
        """Changes whenever the engine might answer differently: code, vocabulary, model."""

    def extract(self, article: ArticleText) -> Sequence[Statement]:
        """Return what the article states."""
