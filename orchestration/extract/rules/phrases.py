"""Dates, durations and places beside a fact.

Here: picking the expression that belongs to a place in a sentence. Not here: finding expressions (`language`), turning
them into values (`normalize`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from orchestration.extract import vocabulary
from orchestration.extract.document import Sentence
from orchestration.extract.rules.entity import Entity, Mention
from orchestration.extract.rules.hints import anchor_of
from orchestration.extract.rules.units import NameSpan
from orchestration.extract.rules.world import World
from orchestration.language.dates import find_dates
from orchestration.language.quantities import find_quantities

if TYPE_CHECKING:
    from spacy.tokens import Token

FAR_COUNTS = 3  # "announced on the 14th that it signed on the 12th": what follows closely belongs to the verb
CLOSE_BEHIND = 90  # characters
OPENS_SENTENCE = 8  # "On Tuesday, ..." dates the whole sentence, as if it stood at
FRAME_DISTANCE = 45  # characters from every verb
BESIDE = 6  # tokens between a name and a place that follows it: "X (ABC), Lima (Peru)"
NAME_DEPTH = 3  # heads between the last word of a name and its first: "Hub" of "Hub for Science of Data"
PLACE_REACH = 25  # tokens between a name and its place


def dates_in(sentence: Sentence) -> list[Any]:
    """Date expressions of a sentence with offsets into the article."""
    cached = sentence.__dict__.get("_dates")
    if cached is None:
        cached = find_dates(sentence_text(sentence))
        sentence.__dict__["_dates"] = cached
    return list(cached)


def sentence_text(sentence: Sentence) -> str:
    """Text of a sentence; offset 0 is `sentence.start`."""
    return sentence.words(sentence.tokens[0], sentence.tokens[-1])


def date_near(world: World, sentence: Sentence, token: int, reach: int | None = None) -> str | None:
    """Return the date nearest to a token, in the words of the article; `reach` bounds the distance.

    A date in an aside ("X, which won a prize in 2020, signed ...") comes last.
    """
    here = sentence.span.doc[token]
    at = sentence.start_of(here) - sentence.start

    def distance(date: Any) -> int:
        if date.char_start < OPENS_SENTENCE:
            return min(abs(date.char_end - at), FRAME_DISTANCE)
        gap = date.char_start - at if date.char_start >= at else at - date.char_end
        return gap if date.char_start >= at and gap <= CLOSE_BEHIND else FAR_COUNTS * max(0, gap)

    found = [d for d in dates_in(sentence) if reach is None or distance(d) <= reach]
    if not found:
        return None
    best = min(found, key=lambda d: (_is_aside(sentence, d, here), distance(d), d.char_start))
    return world.document.text(sentence.start + best.char_start, sentence.start + best.char_end)


def _is_aside(sentence: Sentence, date: Any, token: Token) -> bool:
    """True for a date in a relative clause that neither holds a token nor is said of it."""
    start = sentence.start + date.char_start
    first = next((t for t in sentence.tokens if sentence.end_of(t) > start), token)
    clause = next((a for a in (first, *first.ancestors) if a.dep_ in ("relcl", "acl")), None)
    if clause is None or clause == token or clause in list(token.ancestors):
        return False
    return clause.head != token and clause.head not in list(token.ancestors)[:NAME_DEPTH]


def place_near(world: World, entity: Entity) -> tuple[str | None, str | None]:
    """Return city and country in the words of the article: the nearest that are said of the entity.

    A country right behind the name ("X (Norway)") leaves no room for a city of another sentence, which may lie abroad.
    """
    countries, regions = vocabulary.words("places", "countries"), vocabulary.words("places", "regions")
    city = next(iter(cities_in_name(entity, vocabulary.words("places", "cities"))), None)
    country = None
    own: int | None = None
    for (rank, distance), name in sorted(_places_around(world, entity)):
        if name in countries:
            own = rank if country is None and distance <= BESIDE else own
            country = country or name
        elif name not in regions and own in (None, rank):
            city = city or name
    return city or (world.main_city if entity.program_kind else None), country


def _places_around(world: World, entity: Entity) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield places with how near they are; what follows the name is nearer than what stands before it."""
    for rank, span in enumerate(entity.spans):
        for mention in world.mentions(span.sentence):
            name = world.document.text(mention.start, mention.end)
            after = mention.first > span.last.i
            distance = mention.first - span.last.i if after else 3 + span.first.i - mention.last
            if distance <= PLACE_REACH and _is_place_name(mention, name) and _is_said_of(entity, span, mention):
                yield (rank, distance), name


def _is_said_of(entity: Entity, span: NameSpan, place: Mention) -> bool:
    """True for a place beside a name, or in the clause of the name; not for "X met a firm from Lima"."""
    doc = span.sentence.span.doc
    low, high = sorted((span.first.i, span.last.i, place.first, place.last))[1:3]
    between = doc[low + 1 : high]
    if span.sentence.kind in ("bullet", "row") or (
        len(between) <= BESIDE and not any(t.pos_ in ("VERB", "AUX") for t in between)
    ):
        return True
    tokens = list(doc[span.first.i : span.last.i + 1])
    name = doc[span.first.i : span.last.i + 1].root
    relation, head = anchor_of(doc[place.first : place.last + 1].root)
    inside = head in tokens or any(t in tokens for t in head.ancestors)
    related = inside or (head in name.ancestors and _clause_of(head) == _clause_of(name))
    if head.pos_ in ("NOUN", "PROPN") and not entity.program_kind:
        return related
    return related or (relation.startswith("prep:") and _clause_of(head) == _clause_of(name))


def _clause_of(token: Token) -> Token:
    """Return the verb of the clause that a token stands in; of "lives and works" the first."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), token)
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb


def _is_place_name(mention: Mention, name: str) -> bool:
    """True for places of the gazetteer, and for others behind "in" or in parentheses."""
    places = vocabulary.load("places")
    if name in places["cities"] or name in places["countries"]:
        return True
    before = mention.sentence.span.doc[mention.first - 1].lower_ if mention.first else ""
    return mention.entity.kind == "place" and before in ("in", "at", "near", "of", "(") and name[0].isupper()


def find_main_city(world: World) -> str | None:
    """Return the city that the article is about: in its lead, and named more often than all others together."""
    cities = vocabulary.words("places", "cities")
    named = [m for s in world.document.sentences for m in world.mentions(s) if m.is_named]
    counts = Counter(text for m in named if (text := world.document.text(m.start, m.end)) in cities)
    city, count = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return city if 2 * count > sum(counts.values()) and city in _lead(world) else None


def _lead(world: World) -> str:
    """Return the headings and the first paragraph of an article."""
    blocks = world.document.blocks
    first = next((k for k, block in enumerate(blocks) if block.kind == "paragraph"), len(blocks))
    return "\n".join(block.text for block in blocks[: first + 1] if block.states_facts)


def cities_in_name(entity: Entity, cities: frozenset[str]) -> list[str]:
    """Cities that stand in the name itself."""
    return [w for w in entity.name.split() if w in cities]


def quantities_in(sentence: Sentence) -> list[Any]:
    """Quantities of a sentence, offsets counting from `sentence.start`."""
    cached = sentence.__dict__.get("_quantities")
    if cached is None:
        cached = find_quantities(sentence_text(sentence))
        sentence.__dict__["_quantities"] = cached
    return list(cached)


def duration_in(world: World, sentence: Sentence) -> str | None:
    """Return the first length of time of a sentence that is no date, in the words of the article."""
    dates = dates_in(sentence)
    for quantity in quantities_in(sentence):
        inside_date = any(d.char_start < quantity.char_end and quantity.char_start < d.char_end for d in dates)
        if quantity.unit in ("day", "week", "month", "year") and not inside_date:
            return world.document.text(sentence.start + quantity.char_start, sentence.start + quantity.char_end)
    return None
