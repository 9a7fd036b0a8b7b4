"""Paragraphs on programmes, added to articles: who takes part, pays, helps, hosts, and who plays no part.

Here: how such a paragraph is made. Not here: where it goes (`paragraphs`), phrases (`members.yml`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from orchestration.learning.markup import AnnotatedArticle, FactLine
from orchestration.learning.paragraphs import as_mention, free_lines, names_by_type, unused, with_paragraph

PHRASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("members.yml").read_text(encoding="utf-8"))
FIRST_MARK = 800  # no article has that many things
OTHERS, PARTICIPANTS = "others", "participants"
MOST = {PARTICIPANTS: 6, OTHERS: 3}  # organizations of a list; of other roles, two
AS_LINES = 0.35  # share of paragraphs that are a list with a line for each
YOUNG, PAYING = ("startup", "company"), ("government", "investor", "association", "company")
KINDS = frozenset({"accelerator", "residency", "hub", "lab", "network", "training", "other", "event_series"})
_SLOT = re.compile(r"\{(\w+)\}")


class MemberList:
    """Makes paragraphs on the programmes of an article, with organizations of a corpus."""

    def __init__(self, articles: Sequence[AnnotatedArticle]) -> None:
        """Collect the organizations by type."""
        self._organizations = names_by_type(articles)

    def add_to(self, article: AnnotatedArticle, chance: random.Random) -> AnnotatedArticle:
        """Return the article with a paragraph on one of its programmes; without programmes or lines, as it is."""
        free = free_lines(article)
        programs = [
            fact
            for fact in article.of_kind("g")
            if fact.id in article.names
            and fact.values.get("modality", "actual") == "actual"
            and fact.values["kind"] in KINDS
            and not (fact.is_optional or fact.optional_keys)
        ]
        if not (free and programs and self._organizations):
            return article
        return with_paragraph(article, chance.choice(free), *self._paragraph(article, chance.choice(programs), chance))

    def _paragraph(
        self, article: AnnotatedArticle, program: FactLine, chance: random.Random
    ) -> tuple[str, list[FactLine]]:
        names = self._names(article, chance)
        facts: list[FactLine] = []
        roles: dict[str, list[str]] = {}

        def organization(role: str) -> str:
            mark, (kind, name) = f"o{FIRST_MARK + len(facts)}", next(names[role])
            facts.append(FactLine(mark, {"type": kind}))
            roles.setdefault(role, []).append(mark)
            return as_mention(mark, name)

        shown = as_mention(program.id, chance.choice(article.names[program.id]))
        if chance.random() < AS_LINES:
            pattern = chance.choice(PHRASES["lines"])
            heading = chance.choice(PHRASES["headings"]).format(g=shown)
            trades = chance.sample(PHRASES["does"], chance.randint(2, MOST[PARTICIPANTS] + 2))
            each = (pattern.format(o=organization(PARTICIPANTS), does=does) for does in trades)
            words = "\n".join([heading, *each])
        else:
            sentence = chance.choice(PHRASES["sentences"])
            slots = [slot for slot in _SLOT.findall(sentence) if slot != "g"]
            lists = {
                slot: _joined([organization(slot) for _ in range(chance.randint(1, MOST.get(slot, 2)))], chance)
                for slot in slots
            }
            words = sentence.format(g=shown, **lists)
        roles.pop(OTHERS, None)
        values = program.values | {
            role: ",".join([*filter(None, [program.values.get(role)]), *marks]) for role, marks in roles.items()
        }
        return words, [*facts, replace(program, values=values)]

    def _names(self, article: AnnotatedArticle, chance: random.Random) -> dict[str, Iterator[tuple[str, str]]]:
        """Return, for each role, an endless choice of types and names, none of them twice."""
        known = article.spellings

        def choose(types: Sequence[str]) -> Iterator[tuple[str, str]]:
            while True:
                kind = chance.choice(types)
                name = chance.choice(unused(self._organizations[kind], known))
                known.add(name)
                yield kind, name

        everything = sorted(self._organizations)
        young, paying = ([kind for kind in kinds if kind in everything] or everything for kinds in (YOUNG, PAYING))
        members = young if chance.random() < 0.7 else everything
        of_others = dict.fromkeys((OTHERS, "supporters", "hosts"), everything)
        return {role: choose(types) for role, types in {**of_others, PARTICIPANTS: members, "funders": paying}.items()}


def _joined(names: Sequence[str], chance: random.Random) -> str:
    between, last = chance.choice(PHRASES["joints"])
    return f"{between.join(names[:-1])}{last}{names[-1]}" if len(names) > 1 else names[0]
