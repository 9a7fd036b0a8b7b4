"""Organizations: rows for every body that the article names and that acts.

Here: which entities are stated, and with which quote. Not here: deciding what an entity is (`entities`).
"""

from __future__ import annotations

from orchestration.extract import vocabulary
from orchestration.extract.protocol import OrganizationStatement, Statement
from orchestration.extract.rules.entity import Entity
from orchestration.extract.rules.phrases import place_near
from orchestration.extract.rules.world import World

VOC = "organizations"


def state_organizations(world: World) -> list[Statement]:
    """State every organization once; a program is an organization too only where another fact needs it as one."""
    return [_statement(world, e) for e in world.entities if e.is_organization and (e.acts or not e.program_kind)]


def _statement(world: World, entity: Entity) -> OrganizationStatement:
    span = entity.spans[0]
    start, end = world.document.quote_span(span.sentence, span.start)
    city, country = place_near(world, entity)
    rule = "known" if "known" in entity.hints else "head_noun" if "head_noun" in entity.hints else "context"
    return OrganizationStatement(
        name=entity.name,
        aliases=entity.aliases,
        organization_type=entity.organization_type,
        city_text=city,
        country_text=country,
        char_start=start,
        char_end=end,
        rule=f"organization_{rule}",
        confidence=vocabulary.confidence(VOC, rule),
    )
