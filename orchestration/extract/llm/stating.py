"""What of an answer is stated: only what the article proves. The rest is counted by reason.

Here: from facts of an answer to statements. A name, a number and a quote must stand in the text, and what the fact is
about in the quote; a place, date or alias that does not stand in the text is left empty. What an article tells a model
to do changes nothing here. Not here: the check itself (`grounding`), which runs again on whatever any engine states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from orchestration.extract.grounding import (
    Reference,
    check_alone,
    check_references,
    gather_names,
    references,
    stands_in,
)
from orchestration.extract.llm.answer import Item
from orchestration.extract.llm.names import NAMED, known_names, spellings_of, with_stated_names
from orchestration.extract.llm.quotes import as_written, place_of
from orchestration.extract.protocol import (
    ArticleText,
    MetricStatement,
    PartnershipStatement,
    PersonRoleStatement,
    ProgramOrganizationStatement,
    Statement,
)
from orchestration.schemas.terms import FACT_TYPES

RULE = "llm"
SURE = 0.8  # the quote names all that the fact is about
LESS_SURE = 0.6  # it says "the two" or "the institute", and the model says whom it means
LONGEST_QUOTE = 1_000  # characters; more proves everything and so nothing
RELATIONS = (PartnershipStatement, ProgramOrganizationStatement)
OPTIONAL = ("city_text", "country_text", "date_text", "duration_text", "title", "organization_name")


@dataclass(frozen=True)
class PartAnswer:
    """The facts that the model found in one part of a text."""

    start: int
    end: int
    items: Sequence[Item]


def state(article: ArticleText, answers: Iterable[PartAnswer]) -> tuple[list[Statement], Counter[str]]:
    """Return what is stated, ordered by kind and place, and how many facts are not, by reason."""
    dropped: Counter[str] = Counter()
    read = list(_proven(article.text, answers, dropped))
    named = list(_once_each(_passing(article, (s for s in read if isinstance(s, NAMED)), dropped)))
    known = known_names(named)
    others = (with_stated_names(s, known) for s in read if not isinstance(s, NAMED))
    stated: dict[Statement, None] = dict.fromkeys(named)
    names, spellings = gather_names(named), spellings_of(named)
    for statement in _passing(article, others, dropped):
        problem = check_references(statement, names)
        confidence = _confidence(statement, article.text, spellings)
        if problem or not confidence:
            dropped[problem.reason if problem else "not_in_quote"] += 1
        else:
            stated.setdefault(replace(statement, confidence=confidence))
    return in_order(stated), dropped


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Return statements ordered by kind and place."""
    return sorted(statements, key=lambda s: (FACT_TYPES.index(s.fact_type), s.char_start, s.char_end))


def _proven(text: str, answers: Iterable[PartAnswer], dropped: Counter[str]) -> Iterator[Statement]:
    for part in answers:
        for item in part.items:
            statement = _statement(text, part, item)
            if isinstance(statement, str):
                dropped[statement] += 1
            else:
                yield statement


def _statement(text: str, part: PartAnswer, item: Item) -> Statement | str:
    """Return a fact as a statement with the words of the text, or the reason why it is none."""
    place = place_of(item.quote, text[part.start : part.end])
    if place is None:
        return "quote_not_in_text"
    start, end = place[0] + part.start, place[1] + part.start
    if end - start > LONGEST_QUOTE:
        return "quote_too_long"
    values: dict[str, Any] = {name: _in_words_of(text, name, value) for name, value in item if name != "quote"}
    return item.statement(char_start=start, char_end=end, rule=RULE, confidence=SURE, **values)


def _in_words_of(text: str, column: str, value: object) -> object:
    if column == "aliases" and isinstance(value, list):
        return tuple(filter(None, (as_written(each, text) for each in value)))
    if isinstance(value, list):
        return tuple(as_written(each, text) or each for each in value)
    if not isinstance(value, str):
        return value
    return as_written(value, text) or (None if column in OPTIONAL else value)


def _unproven(statement: Statement, text: str) -> str | None:
    """Return why its quote does not prove a statement by itself."""
    words: tuple[str, ...] = ()
    if isinstance(statement, NAMED):
        words = (statement.name, *statement.aliases)
    elif isinstance(statement, MetricStatement):
        words = (statement.value_text,)
    elif isinstance(statement, PersonRoleStatement):
        words = (statement.person_name,)
        if not (statement.title or statement.organization_name):
            return "nothing_about_person"
    return "not_in_quote" if words and not _holds(_quote(statement, text), words) else None


def _quote(statement: Statement, text: str) -> str:
    return text[statement.char_start : statement.char_end]


def _holds(quote: str, words: Iterable[str]) -> bool:
    return any(each.strip() and stands_in(each, quote) for each in words)


def _passing(article: ArticleText, statements: Iterable[Statement], dropped: Counter[str]) -> Iterator[Statement]:
    for statement in statements:
        problem = check_alone(statement, article)
        reason = problem.reason if problem else _unproven(statement, article.text)
        if reason:
            dropped[reason] += 1
        else:
            yield statement


def _once_each(named: Iterable[Statement]) -> Iterator[Statement]:
    """Yield organizations and programs under their first name only: parts of a text name them again."""
    seen: set[Reference] = set()
    for statement in named:
        if isinstance(statement, NAMED) and (statement.fact_type, statement.name) not in seen:
            seen |= known_names([statement]).keys()
            yield statement


def _confidence(statement: Statement, text: str, spellings: Mapping[Reference, tuple[str, ...]]) -> float:
    """Return how sure a statement is from the names that its quote holds; 0 where an agreement or role has none."""
    quote = _quote(statement, text)
    held = [_holds(quote, spellings.get(each, (each[1],))) for each in references(statement)]
    if not any(held) and isinstance(statement, RELATIONS):
        return 0.0
    return SURE if all(held) else LESS_SURE
