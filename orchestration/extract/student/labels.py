"""What the model answers: layers of spans, classes of mentions, relations between mentions.

The order is part of the model file: change it only together with a newly trained model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orchestration.schemas.terms import ORGANIZATION_TYPES, PARTNERSHIP_KINDS, PROGRAM_KINDS

LAYERS = (
    "organization",
    "organization_inside",  # an organization named inside the name of another one
    "organization_word",  # "the company", "it", "the two"
    "program",
    "program_word",
    "person",
    "title",
    "place",
    "number",
    "date",
    "agreement",
    "outside",  # text of another article: teasers, menus, comments
)
ORGANIZATION_LAYERS = ("organization", "organization_inside")
NONE, BEGIN, INSIDE = 0, 1, 2  # tags of a word in a layer

MODALITIES = ("actual", "planned", "ended", "failed", "denied", "hypothetical")
MEASURES = (
    "researchers", "students", "professors", "startups", "companies", "employees", "participants", "members",
    "engineers", "graduates", "projects", "patents", "investment", "funding", "revenue", "area", "duration", "jobs",
    "partners", "countries", "fellows", "universities", "trainees", "teams", "institutions", "applications",
    "mentors", "users", "customers", "scientists", "labs", "founders", "sites", "organizations", "places", "budget",
    "assets", "profit", "loss", "loans", "exports", "donations", "investments", "grants", "scholarships", "applicants",
    "tenants", "visitors", "residents", "patients", "households", "teachers", "technicians", "farmers", "layoffs",
    "branches", "schools", "events", "desks", "robots", "other",
)  # fmt: skip
TIMES = ("stated", "planned")
PLACE_KINDS = ("city", "area")
CLASSES: dict[str, tuple[str, ...]] = {
    "organization_type": ORGANIZATION_TYPES,
    "agreement_kind": PARTNERSHIP_KINDS,
    "agreement_modality": MODALITIES,
    "program_kind": PROGRAM_KINDS,
    "program_modality": MODALITIES,
    "measure": MEASURES,
    "time": TIMES,
    "place_kind": PLACE_KINDS,
}


@dataclass(frozen=True)
class Relation:
    """A directed relation: layers that its head may have, and those of its tail.

    `one` says where a thing has at most one partner: a number counts one `tail`, a title has one `head`. Its partner is
    a choice among the candidates of the article, or none; of other relations every pair is a question of its own.
    """

    name: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    one: Literal["head", "tail"] | None = None


_O = ("organization", "organization_inside", "organization_word")
_G = ("program", "program_word")
RELATIONS = (
    Relation("same", (*_O, *_G, "agreement"), (*_O, *_G, "agreement")),
    Relation("party", ("agreement",), _O),
    Relation("agreed_on", ("agreement",), ("date",), one="tail"),
    Relation("lasts", ("agreement",), ("number",), one="tail"),
    Relation("operator", _G, _O),
    Relation("participant", _G, _O),
    Relation("supporter", _G, _O),
    Relation("host", _G, _O),
    Relation("funder", _G, _O),
    Relation("located", (*_O, *_G), ("place",), one="tail"),
    Relation("starts_on", _G, ("date",), one="tail"),
    Relation("counts", ("number",), (*_O, *_G, "place", "agreement"), one="tail"),
    Relation("works_for", ("person",), (*_O, *_G), one="tail"),
    Relation("holds", ("person",), ("title",), one="head"),
    Relation("title_at", ("title",), (*_O, *_G), one="tail"),
    Relation("lies_in", ("place",), ("place",), one="tail"),  # a district in its city
)
RELATION_NAMES = tuple(relation.name for relation in RELATIONS)
DISTANCES = 21
SENTENCES, BETWEEN = 7, 4  # sentences apart: -3 to 3; mentions between: 0 to 3; the last of each is "or more"
NEAR = SENTENCES * BETWEEN * BETWEEN


def distance_bucket(words: int) -> int:
    """Return the bucket of a signed distance in words: 0 for none, then by powers of two up to 512, each way."""
    size = min(abs(words).bit_length(), 10)
    return size if words >= 0 else size + 10
