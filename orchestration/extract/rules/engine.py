"""The rules engine: a parser, vocabularies, and one module per kind of fact.

Here: the order in which the modules read an article, the version of the engine, and how its parser is loaded.
Not here: any rule of language (the modules named below), grounding (`grounding`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from orchestration.extract import vocabulary
from orchestration.extract.document import read_document
from orchestration.extract.protocol import ArticleText, Statement

if TYPE_CHECKING:
    from spacy.language import Language
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

CODE_VERSION = "0.1.0"


@dataclass(frozen=True)
class RulesEngine:
    """Reads English with rules over a parse. Holds no state between articles."""

    parser: Language
    threads: ThreadpoolController
    version: str
    name: str = "rules"

    def extract(self, article: ArticleText) -> Sequence[Statement]:
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
        with self.threads.limit(
            limits=1, user_api="blas"
        ):  # small products: 30 times slower with threads on a busy machine
            document = read_document(self.parser, article)
        entities = find_entities(document)
        mark_programs(entities)
        world = build_world(document, entities)
        mark_referred(world)
        world.main_city = find_main_city(world)
        return world


def load_rules_engine() -> RulesEngine:
    """Load the parser and return the engine."""
    from orchestration.extract.parser import load_parser

    parser = load_parser()
    model = f"{parser.meta['name']}-{parser.meta['version']}"
    return RulesEngine(
        parser, ThreadpoolController(), f"{CODE_VERSION}+{_code_hash()}.{vocabulary.fingerprint()}.{model}"
    )


def _code_hash() -> str:
    """Return a hash over the code of the steps `extract` and `language`, so that no change goes unnoticed."""
    digest = hashlib.sha256()
    for package in ("orchestration.extract", "orchestration.extract.rules", "orchestration.language"):
        for folder in (resources.files(package), resources.files(package) / "vocabulary"):
            files = [f for f in folder.iterdir() if f.name.endswith((".py", ".yml", ".csv"))] if folder.is_dir() else []
            for file in sorted(files, key=lambda f: f.name):
                digest.update(file.name.encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
