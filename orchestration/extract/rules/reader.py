"""Reading one article by rules: parse, entities, then one module per kind of fact.

Here: the order in which the modules read, and the limit on threads. Not here: any rule of language (the modules named
below), grounding (`grounding`). Importing this module imports spaCy, so `engine` does it only when there is work.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from threadpoolctl import ThreadpoolController

from orchestration.extract.document import read_document
from orchestration.extract.parser import load_parser
from orchestration.extract.protocol import ArticleText, Statement
from orchestration.extract.rules.entities import find_entities
from orchestration.extract.rules.metrics import state_metrics
from orchestration.extract.rules.organizations import state_organizations
from orchestration.extract.rules.partnerships import state_partnerships
from orchestration.extract.rules.person_roles import state_person_roles
from orchestration.extract.rules.phrases import find_main_city
from orchestration.extract.rules.program_organizations import state_program_organizations
from orchestration.extract.rules.program_reasons import mark_programs, mark_referred
from orchestration.extract.rules.programs import state_programs
from orchestration.extract.rules.world import World, build_world


@dataclass(frozen=True)
class Reader:
    """The parser and its threads. Holds no state between articles."""

    parser: Language
    threads: ThreadpoolController

    def statements(self, article: ArticleText) -> list[Statement]:
        """Return what the article states, ordered by kind and place."""
        world = self.read(article)
        statements = [
            *state_programs(world),
            *state_partnerships(world),
            *state_program_organizations(world),
            *state_metrics(world),
            *state_person_roles(world),
            *state_organizations(world),  # last: other facts decide which programs act as organizations
        ]
        return sorted(statements, key=lambda s: (s.fact_type, s.char_start, s.char_end, repr(s)))

    def read(self, article: ArticleText) -> World:
        """Return the document, its entities and their mentions."""
        # The parser's matrix products are small: 30 times slower with threads on a busy machine.
        with self.threads.limit(limits=1, user_api="blas"):
            document = read_document(self.parser, article)
        entities = find_entities(document)
        mark_programs(entities)
        world = build_world(document, entities)
        mark_referred(world)
        world.main_city = find_main_city(world)
        return world


def load_reader() -> Reader:
    """Load the parser."""
    return Reader(load_parser(), ThreadpoolController())
