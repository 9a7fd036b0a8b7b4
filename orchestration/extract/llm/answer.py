"""What the model may answer: a list per kind of fact, each fact with a quote, as a strict JSON schema.

Here: the shape, and reading an answer into facts of that shape. Not here: whether its words stand in the article
(`stating`). The shape mirrors the statements of `protocol`, with a quote in the place of offsets. The quote comes
first, so that the model finds the proof before it fills in the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from orchestration.extract.llm.faults import AnswerError
from orchestration.extract.protocol import (
    MetricStatement,
    OrganizationStatement,
    PartnershipStatement,
    PersonRoleStatement,
    ProgramOrganizationStatement,
    ProgramStatement,
    Statement,
)
from orchestration.schemas import terms

LONGEST_SHOWN = 80  # characters of a useless answer in a message
_FENCE = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*", re.DOTALL)
_THOUGHTS = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_MEASURE = re.compile(r"[a-z]+(?:[ -][a-z]+){0,3}")
UNUSED_KEYS = {"title", "description", "default"}


def _one_of(values: tuple[str, ...]) -> Any:
    """Tell the model the values; `grounding` refuses others, where a server does not hold to the schema."""
    return Field(json_schema_extra={"enum": list(values)})


def _plain_measure(value: str) -> str:
    """Return a measure as lookups write it. It is the one word of a fact that need not stand in the text."""
    plain = value.strip().lower().replace("_", " ")
    if not _MEASURE.fullmatch(plain):
        raise ValueError("a measure is one to four plain words, such as 'researchers'")
    return plain


class Item(BaseModel):
    """A fact as the model states it. Keys that nobody asked for are ignored; a wrong type makes it no fact."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)
    statement: ClassVar[type[Statement]]

    quote: str


class Organization(Item):
    """See `OrganizationStatement`."""

    statement = OrganizationStatement

    name: str
    aliases: list[str] = []
    organization_type: Annotated[str, _one_of(terms.ORGANIZATION_TYPES)]
    city_text: str | None = None
    country_text: str | None = None


class Program(Item):
    """See `ProgramStatement`."""

    statement = ProgramStatement

    name: str
    aliases: list[str] = []
    kind: Annotated[str, _one_of(terms.PROGRAM_KINDS)]
    status: Annotated[str, _one_of(terms.STATUSES)]
    city_text: str | None = None
    country_text: str | None = None
    date_text: str | None = None


class Partnership(Item):
    """See `PartnershipStatement`."""

    statement = PartnershipStatement

    parties: list[str]
    kind: Annotated[str, _one_of(terms.PARTNERSHIP_KINDS)]
    status: Annotated[str, _one_of(terms.STATUSES)]
    date_text: str | None = None
    duration_text: str | None = None


class ProgramOrganization(Item):
    """See `ProgramOrganizationStatement`."""

    statement = ProgramOrganizationStatement

    program_name: str
    organization_name: str
    role: Annotated[str, _one_of(terms.PROGRAM_ROLES)]


class Metric(Item):
    """See `MetricStatement`."""

    statement = MetricStatement

    subject_type: Annotated[str, _one_of(terms.SUBJECT_TYPES)]
    subject_name: str
    measure: Annotated[str, AfterValidator(_plain_measure)]
    value_text: str
    date_text: str | None = None
    is_planned: bool = False


class PersonRole(Item):
    """See `PersonRoleStatement`."""

    statement = PersonRoleStatement

    person_name: str
    title: str | None = None
    organization_name: str | None = None


class Answer(BaseModel):
    """All facts of one text. Names come before the facts that refer to them."""

    organizations: list[Organization]
    programs: list[Program]
    partnerships: list[Partnership]
    program_organizations: list[ProgramOrganization]
    metrics: list[Metric]
    person_roles: list[PersonRole]


LISTS: dict[str, type[Item]] = {
    "organizations": Organization,
    "programs": Program,
    "partnerships": Partnership,
    "program_organizations": ProgramOrganization,
    "metrics": Metric,
    "person_roles": PersonRole,
}


@cache
def answer_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer in strict form: every key is required, and no other one is allowed."""
    strict: dict[str, Any] = _strict(Answer.model_json_schema())
    return strict


def parse(content: str) -> tuple[list[Item], int]:
    """Return the facts of an answer, and how many entries have not the shape of a fact.

    Raises:
        AnswerError: the answer is no JSON object with at least one of the lists.
    """
    try:
        value = json.loads(_bare(content))
    except (ValueError, RecursionError):
        raise AnswerError(f"the model's answer is no JSON: {_shown(content)}") from None
    if not isinstance(value, dict) or not value.keys() & LISTS.keys():
        raise AnswerError(f"the model's answer has none of the lists that were asked for: {_shown(content)}")
    items = list(_items(value))
    facts = [item for item in items if item is not None]
    return facts, len(items) - len(facts)


def _items(value: dict[str, Any]) -> Iterator[Item | None]:
    for name, shape in LISTS.items():
        entries = value.get(name) or []
        for entry in entries if isinstance(entries, list) else [entries]:
            try:
                yield shape.model_validate(entry)
            except ValidationError:
                yield None


def _bare(content: str) -> str:
    """Return an answer without the wrapping that models like where a server does not hold to the schema."""
    content = _THOUGHTS.sub("", content, count=1)
    fence = _FENCE.fullmatch(content)
    return fence.group(1) if fence else content


def _shown(content: str) -> str:
    return json.dumps(content[:LONGEST_SHOWN], ensure_ascii=True)


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _strict(value) for key, value in node.items() if key not in {*UNUSED_KEYS, "properties"}}
    if "properties" in node:  # its keys are names, "title" among them
        kept["properties"] = {name: _strict(value) for name, value in node["properties"].items()}
        kept |= {"required": list(node["properties"]), "additionalProperties": False}
    return kept
