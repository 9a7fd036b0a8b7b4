"""Entities of one article: which names mean the same thing, and what kind of thing it is.

Here: grouping spellings, adding up hints, deciding between organization, person and place. Not here: where names begin
(`names`), single hints (`mentions`), "the company" (`references`), programs (`programs`), rows (`rules`).
"""

from __future__ import annotations

from orchestration.extract.document import Document
from orchestration.extract.rules.entity import Entity, absorb, fold
from orchestration.extract.rules.judging import judge
from orchestration.extract.rules.linking import (
    link_acronyms,
    link_dashes,
    link_other_names,
    link_short_forms,
    link_surnames,
)
from orchestration.extract.rules.name_kinds import head_types, is_common, known_organizations, program_heads
from orchestration.extract.rules.names import scan
from orchestration.extract.rules.units import NameSpan

ORG = "organizations"


def find_entities(document: Document) -> list[Entity]:
    """Return the entities of an article in the order of their first names; titles of persons are no entities."""
    spans = [span for sentence in document.sentences if not sentence.is_title_case for span in scan(sentence)]
    defined = {document.text(*span.abbreviation) for span in spans if span.abbreviation}
    named = [span for span in spans if span.role != "title" and (span.text in defined or not _is_noise(span))]
    groups = _group(named, document)
    groups = link_short_forms(link_other_names(link_dashes(link_acronyms(groups))))
    judge(groups)
    return link_surnames(groups)


def _is_noise(span: NameSpan) -> bool:
    if span.role == "person":
        return False
    if len(span.units) == 1 and span.words[0] in head_types() | program_heads() and not span.text.isupper():
        return True  # "the Centre": a reference, see `references`
    return is_common(span) and span.text not in known_organizations() and span.role != "quoted"


def _group(spans: list[NameSpan], document: Document) -> list[Entity]:
    by_key: dict[str, Entity] = {}
    order: list[Entity] = []
    for span in spans:
        key = fold(span.text)
        short = document.text(*span.abbreviation) if span.abbreviation else None
        entity = by_key.get(key) or (by_key.get(fold(short)) if short else None)
        if entity is None:
            entity = Entity()
            order.append(entity)
        by_key[key] = entity
        entity.spans.append(span)
        entity.spellings.setdefault(span.text, span.start)
        if short and span.abbreviation:
            entity.spellings.setdefault(short, span.abbreviation[0])
            other = by_key.get(fold(short))
            if other is not None and other is not entity:
                absorb(entity, other)
                order.remove(other)
                for k, v in list(by_key.items()):
                    if v is other:
                        by_key[k] = entity
            by_key[fold(short)] = entity
    return order
