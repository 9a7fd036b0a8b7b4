"""A sentence as a row of elements: mentions, titles, words.

Here: the row that patterns of persons and titles run over. Not here: the patterns (`person_roles`).
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.rules.entity import Mention
from orchestration.extract.rules.units import Unit, split_units
from orchestration.extract.rules.world import World

PLACED_TITLES = {"mayor", "president", "minister", "governor", "ambassador"}


@dataclass(frozen=True)
class Element:
    """`kind` is person, body (organization, program or place), title or word; `low` the lower-case text."""

    kind: str
    low: str
    first: int
    last: int
    mention: Mention | None = None


def elements(world: World, sentence: Sentence) -> list[Element]:
    """Return the row of a sentence; abbreviations in parentheses are left out."""
    units = split_units(sentence)
    by_token = {i: m for m in world.mentions(sentence) for i in range(m.first, m.last + 1)}
    skipped = _abbreviations(world, sentence)
    row: list[Element] = []
    k = 0
    while k < len(units):
        unit = units[k]
        mention = by_token.get(unit.first.i)
        if unit.first.i in skipped or _is_honorific(unit):
            k += 1
        elif mention and (kind := _kind(mention)):
            row.append(Element(kind, "", mention.first, mention.last, mention))
            while k < len(units) and units[k].first.i <= mention.last:
                k += 1
        elif (end := title_end(units, k, by_token)) is not None:
            text = sentence.words(unit.first, units[end - 1].last)
            row.append(Element("title", text.lower(), unit.first.i, units[end - 1].last.i))
            k = end
        else:
            row.append(Element("word", unit.low, unit.first.i, unit.last.i))
            k += 1
    return row


def _kind(mention: Mention) -> str | None:
    entity = mention.entity
    if entity.kind == "person":
        return "person"
    if entity.is_organization or entity.program_kind or entity.kind == "place":
        return "body"
    return None


def _abbreviations(world: World, sentence: Sentence) -> set[int]:
    """Tokens of "(FIMI)" behind names of a sentence, parentheses included."""
    skipped: set[int] = set()
    doc = sentence.span.doc
    for mention in world.mentions(sentence):
        if mention.abbreviation_end:
            i = mention.last + 1
            while i < sentence.span.end and doc[i].text != ")" and i < mention.last + 17:
                skipped.add(i)
                i += 1
            skipped.add(i)
    return skipped


def _is_honorific(unit: Unit) -> bool:
    return unit.low in vocabulary.words("people", "honorifics")


def title_end(units: list[Unit], k: int, by_token: dict[int, Mention]) -> int | None:
    """Return one past the last unit of a title that begins at unit k, or None."""
    modifiers = vocabulary.words("people", "title_modifiers")
    end = k
    while end < len(units) and units[end].first.i not in by_token and end < k + 4:
        if _is_head(units, end):
            return _title_tail(units, end + 1, by_token)
        if units[end].low not in modifiers and not (
            units[end].first.pos_ == "ADJ" and units[end].text.islower() and end > k
        ):
            return None
        end += 1
    return None


def _is_head(units: list[Unit], k: int) -> bool:
    unit = units[k]
    low = unit.low
    if low not in vocabulary.words("people", "lower_title_heads") and not (
        unit.text[0].isupper() and low in vocabulary.words("people", "title_words")
    ):
        return False
    if unit.text.islower() and unit.first.pos_ in ("VERB", "AUX"):
        return False
    if low in vocabulary.words("people", "weak_title_heads") and unit.text.islower():
        before = units[k - 1].low if k else ""
        after = units[k + 1].low if k + 1 < len(units) else ""
        if low in ("head", "reader") and after in ("of", "at", "for"):
            return True
        if low == "executive" and after in ("director", "officer", "chairman", "president", "vice"):
            return False
        return before in vocabulary.words("people", "title_modifiers")
    return True


def _title_tail(units: list[Unit], end: int, by_token: dict[int, Mention]) -> int:
    tails = vocabulary.words("people", "title_tails")
    while end < len(units) and (
        units[end].low in tails
        and (units[end].text[0].isupper() or units[end].low in ("general", "officer", "emeritus"))
    ):
        end += 1
    if end < len(units) and units[end].low == "and" and end + 1 < len(units) and units[end + 1].first.i not in by_token:
        second = title_end(units, end + 1, by_token)
        if second:
            return second
    stop = _function_end(units, end, by_token)
    return stop or end


def _function_end(units: list[Unit], end: int, by_token: dict[int, Mention]) -> int | None:
    """Include "of Partnerships and Development", "for Research", "of digital banking", but no organization."""
    if end >= len(units) or units[end].low not in ("of", "for"):
        return None
    at = begin = end + 2 if end + 1 < len(units) and units[end + 1].low in ("the", "its") else end + 1
    while at < len(units) and at < begin + 7 and _belongs_to_function(units, at, begin, by_token):
        at += 1
    while at > begin and units[at - 1].low in ("and", "&"):
        at -= 1
    return at if at > begin else None


def _belongs_to_function(units: list[Unit], at: int, begin: int, by_token: dict[int, Mention]) -> bool:
    unit, mention = units[at], by_token.get(units[at].first.i)
    if mention and _kind(mention):
        return False
    if unit.low in ("and", "&"):
        return at > begin and at + 1 < len(units) and units[at + 1].first.i not in by_token
    return unit.first.pos_ in ("NOUN", "ADJ", "PROPN") and unit.text[0].isalnum()
